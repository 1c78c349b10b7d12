import { m } from "#app/i18n/paraglide/messages.js";
import type { OrganisationKind } from "#app/kernel/call.ts";
import type { Permission } from "#app/modules/identity/permission-names.ts";
import type { IconName } from "#app/ui/icon.tsx";

/**
 * Where each kind of organisation goes, most used first: the first four stand at the bottom of a phone. Whoever lacks
 * the permission does not see the entry.
 */
export type Destination = {
  /** Below the workspace; empty for its first page. */
  readonly path: string;
  readonly name: DestinationName;
  readonly needs: Permission | null;
};

/** How a destination is called and drawn; `short` where its label is too long for the phone's bar. */
type Look = { readonly label: () => string; readonly short?: () => string; readonly icon: IconName };

const names = {
  today: { label: m.workspace_nav_today, icon: "home" },
  orders: { label: m.workspace_nav_orders, icon: "clipboard" },
  shopping: { label: m.workspace_nav_shopping, icon: "basket" },
  market: { label: m.workspace_nav_market, icon: "basket" },
  receive: { label: m.workspace_nav_receive, icon: "scale" },
  bills: { label: m.workspace_nav_bills, icon: "invoice" },
  menu: { label: m.workspace_nav_menu, icon: "book" },
  week: { label: m.workspace_nav_week, icon: "basket" },
  calendar: { label: m.workspace_nav_calendar, icon: "clock" },
  store: { label: m.workspace_nav_store, icon: "box" },
  schools: { label: m.workspace_nav_schools, icon: "pin" },
  recall: { label: m.workspace_nav_recall, icon: "shield" },
  budgets: { label: m.workspace_nav_budgets, icon: "money" },
  fundings: { label: m.workspace_nav_fundings, icon: "money" },
  reports: { label: m.workspace_nav_reports, icon: "doc" },
  suppliers: { label: m.workspace_nav_suppliers, icon: "people" },
  demand: { label: m.workspace_nav_demand, short: m.workspace_nav_demand_short, icon: "clipboard" },
  goods: { label: m.workspace_nav_goods, icon: "leaf" },
  dispatch: { label: m.workspace_nav_dispatch, icon: "truck" },
  sales: { label: m.workspace_nav_sales, icon: "invoice" },
  rides: { label: m.workspace_nav_rides, icon: "truck" },
  vehicles: { label: m.workspace_nav_vehicles, icon: "truck" },
  ratings: { label: m.workspace_nav_ratings, icon: "scale" },
  shares: { label: m.workspace_nav_shares, icon: "split" },
  payouts: { label: m.workspace_nav_payouts, icon: "money" },
  koperasiPayouts: { label: m.workspace_nav_payouts_hub, icon: "money" },
  tradeStock: { label: m.workspace_nav_trade_stock, icon: "box" },
  tradeBoard: { label: m.workspace_nav_trade_board, icon: "chart" },
  tradeFlows: { label: m.workspace_nav_trade_flows, icon: "truck" },
  levies: { label: m.workspace_nav_levies, icon: "shield" },
  claims: { label: m.workspace_nav_claims, icon: "alert" },
  consignments: { label: m.workspace_nav_consignments, icon: "box" },
  leftGoods: { label: m.workspace_nav_left_goods, icon: "box" },
  harvests: { label: m.workspace_nav_harvests, icon: "leaf" },
  warehouses: { label: m.workspace_nav_warehouses, icon: "building" },
  producers: { label: m.workspace_nav_producers, icon: "people" },
  owners: { label: m.workspace_nav_owners, icon: "people" },
  savings: { label: m.workspace_nav_savings, icon: "money" },
  shu: { label: m.workspace_nav_shu, icon: "chart" },
  contracts: { label: m.workspace_nav_contracts, icon: "contract" },
  board: { label: m.workspace_nav_board, icon: "chart" },
  cityReport: { label: m.workspace_nav_city_report, icon: "doc" },
  verification: { label: m.workspace_nav_verification, icon: "shield" },
  prices: { label: m.workspace_nav_prices, icon: "money" },
  traces: { label: m.workspace_nav_traces, icon: "search" },
  receivables: { label: m.workspace_nav_receivables, icon: "shield" },
  bank: { label: m.workspace_nav_bank, icon: "scale" },
  books: { label: m.workspace_nav_books, icon: "book" },
  notices: { label: m.workspace_nav_notices, short: m.workspace_nav_notices_short, icon: "bell" },
  members: { label: m.workspace_nav_members, icon: "people" },
  organisation: { label: m.workspace_nav_organisation, icon: "building" },
  apiKeys: { label: m.workspace_nav_api_keys, icon: "key" },
} as const satisfies Record<string, Look>;

export type DestinationName = keyof typeof names;

const to = (path: string, name: DestinationName, needs: Permission | null): Destination => ({
  path,
  name,
  needs,
});

const trade = {
  orders: to("pesanan", "orders", "orders.read"),
  market: to("pasar", "market", "market.read"),
  receive: to("terima", "receive", "shipments.read"),
  bills: to("tagihan", "bills", "invoices.read"),
  budgets: to("anggaran", "budgets", "budgets.read"),
  fundings: to("dana", "fundings", "payments.read"),
  demand: to("pesanan-masuk", "demand", "commitments.read"),
  goods: to("barang", "goods", "listings.read"),
  dispatch: to("kirim", "dispatch", "shipments.read"),
  warehouses: to("gudang", "warehouses", "listings.read"),
  sales: to("penjualan", "sales", "invoices.read"),
  vehicles: to("kendaraan", "vehicles", "trips.read"),
  ratings: to("penilaian", "ratings", "shipments.read"),
  payouts: to("bayar-produsen", "payouts", "payouts.read"),
  bank: to("rekening-koran", "bank", "statements.read"),
  receivables: to("piutang", "receivables", "invoices.read"),
  contracts: to("kontrak", "contracts", "contracts.read"),
  claims: to("klaim", "claims", "trips.read"),
  books: to("buku", "books", "books.read"),
  recall: to("penarikan", "recall", "recalls.read"),
  stock: to("stok-dagang", "tradeStock", "books.read"),
} as const;

const byKind: Readonly<Record<OrganisationKind, readonly Destination[]>> = {
  kitchen: [
    trade.orders,
    trade.receive,
    to("kebutuhan", "week", "menus.read"),
    trade.bills,
    to("menu", "menu", "menus.read"),
    to("gudang-dapur", "store", "stock.read"),
    to("kalender", "calendar", "menus.read"),
    trade.market,
    trade.budgets,
    trade.fundings,
    to("pemasok", "suppliers", "budgets.read"),
    to("laporan", "reports", "books.read"),
    to("sekolah", "schools", "menus.read"),
    trade.recall,
    trade.bank,
    trade.books,
  ],
  foundation: [trade.bills, trade.fundings, trade.orders, trade.books],
  koperasi: [
    // What others order of it comes first; what it orders itself is its shopping, so that nobody mistakes one for the other.
    to("pesanan-masuk", "orders", "commitments.read"),
    trade.goods,
    trade.dispatch,
    trade.sales,
    to("pesanan", "shopping", "orders.read"),
    trade.market,
    trade.receive,
    trade.bills,
    trade.stock,
    to("jatah", "shares", "allotments.read"),
    trade.claims,
    trade.payouts,
    trade.bank,
    trade.receivables,
    to("panen", "harvests", "listings.read"),
    trade.warehouses,
    to("titipan", "consignments", "payouts.read"),
    to("titip-kami", "leftGoods", "payouts.read"),
    to("produsen", "producers", "listings.read"),
    to("anggota-koperasi", "owners", "cooperative.read"),
    to("simpanan", "savings", "cooperative.read"),
    to("shu", "shu", "cooperative.read"),
    trade.ratings,
    to("angkutan", "rides", "shipments.dispatch"),
    trade.vehicles,
    trade.budgets,
    trade.recall,
    trade.books,
  ],
  trade_center: [
    trade.contracts,
    trade.orders,
    trade.sales,
    trade.receive,
    trade.bills,
    to("bayar-produsen", "koperasiPayouts", "payouts.read"),
    trade.bank,
    trade.receivables,
    to("retribusi", "levies", "payouts.read"),
    trade.claims,
    to("papan-dagang", "tradeBoard", "contracts.read"),
    to("arus-dagang", "tradeFlows", "contracts.read"),
    trade.demand,
    trade.goods,
    trade.stock,
    trade.dispatch,
    trade.warehouses,
    trade.vehicles,
    trade.market,
    trade.budgets,
    trade.recall,
    trade.books,
  ],
  bumd: [
    trade.demand,
    trade.goods,
    trade.dispatch,
    trade.sales,
    trade.orders,
    trade.receive,
    trade.warehouses,
    trade.stock,
    trade.bills,
    trade.contracts,
    trade.claims,
    trade.market,
    trade.payouts,
    trade.bank,
    trade.receivables,
    to("titipan", "consignments", "payouts.read"),
    to("titip-kami", "leftGoods", "payouts.read"),
    trade.ratings,
    trade.vehicles,
    trade.budgets,
    trade.recall,
    trade.books,
  ],
  agency: [
    to("papan", "board", "board.read"),
    to("verifikasi-organisasi", "verification", "organisations.read"),
    to("harga", "prices", "prices.read"),
    to("jejak", "traces", "traces.read"),
    trade.recall,
    to("arus-dagang", "tradeFlows", "board.read"),
    to("laporan-dinas", "cityReport", "board.read"),
  ],
  operator: [],
};

const first = to("", "today", null);
const house: readonly Destination[] = [
  to("pemberitahuan", "notices", null),
  to("anggota", "members", "members.read"),
  to("organisasi", "organisation", null),
  to("kunci-api", "apiKeys", "apiKeys.keep"),
];

/** Everything that stands in the menu of an organisation of this kind, before permissions. */
export function destinationsOf(kind: OrganisationKind): readonly Destination[] {
  return [first, ...byKind[kind], ...house];
}

/** True for the entry above which the heading of the organisation's own house-keeping stands. */
export function opensHouse(name: DestinationName): boolean {
  return name === house[0]?.name;
}

export function destinationLook(name: DestinationName): {
  label: string;
  short: string | undefined;
  icon: IconName;
} {
  const { label, short, icon }: Look = names[name];
  return { label: label(), short: short?.(), icon };
}
