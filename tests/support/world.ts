import { addDays, type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { openListing } from "#app/modules/catalogue/open-listing.server.ts";
import { registerLot } from "#app/modules/catalogue/register-lot.server.ts";
import { offerByHand } from "#app/modules/commitments/offer-by-hand.server.ts";
import { offerColumns } from "#app/modules/commitments/offer-columns.ts";
import { offerCommitments } from "#app/modules/commitments/offer-commitments.server.ts";
import { answerInvitation } from "#app/modules/contracts/answer-invitation.server.ts";
import { draftContract } from "#app/modules/contracts/draft-contract.server.ts";
import { isNeighbour } from "#app/modules/contracts/invitation-reads.server.ts";
import { inviteKoperasi } from "#app/modules/contracts/invite-koperasi.server.ts";
import { openCallOff } from "#app/modules/contracts/open-call-off.server.ts";
import { recordContractPaper } from "#app/modules/contracts/record-contract-paper.server.ts";
import { setCapacity } from "#app/modules/contracts/set-capacity.server.ts";
import { signContract } from "#app/modules/contracts/sign-contract.server.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import { openBudget } from "#app/modules/orders/open-budget.server.ts";
import { placeOrder } from "#app/modules/orders/place-order.server.ts";
import { villagesOf } from "#app/modules/regions/region-reads.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { TestDatabase } from "./database.ts";
import {
  callOf,
  foundOrganisation,
  type Member,
  type Organisation,
  type OrganisationWish,
  systemCall,
} from "./rows.ts";

const KITCHEN = {
  head: "kitchen_head",
  finance: "kitchen_finance",
  nutrition: "kitchen_nutrition",
  field: "kitchen_field",
} as const;
const FOUNDATION = { maker: "foundation_maker" } as const;
const KOPERASI = {
  chair: "koperasi_chair",
  business: "koperasi_business",
  secretary: "koperasi_secretary",
  treasurer: "koperasi_treasurer",
  warehouse: "koperasi_warehouse",
  overseer: "koperasi_overseer",
} as const;
const HUB = {
  head: "hub_head",
  contracts: "hub_contracts",
  logistics: "hub_logistics",
  cashier: "hub_cashier",
} as const;
const BUMD = { sales: "bumd_sales", warehouse: "bumd_warehouse", finance: "bumd_finance" } as const;
const AGENCY = { officer: "agency_officer", viewer: "agency_viewer" } as const;
const OPERATOR = { admin: "operator_admin" } as const;

export type Koperasi = Organisation<keyof typeof KOPERASI>;
export type Kitchen = Organisation<keyof typeof KITCHEN> & {
  readonly foundation: Organisation<keyof typeof FOUNDATION>;
};
export type Hub = Organisation<keyof typeof HUB>;
export type Bumd = Organisation<keyof typeof BUMD>;
export type Seller = Koperasi | Bumd | Hub;
export type Agency = Organisation<keyof typeof AGENCY>;
export type Operator = Organisation<keyof typeof OPERATOR>;

type Wish = Partial<Pick<OrganisationWish, "regionCode" | "state" | "isVatRegistered" | "paymentTermDays">>;

/** Who keeps the goods of a seller. */
function keeperOf(seller: Seller) {
  if ("business" in seller) return seller.business;
  return "sales" in seller ? seller.sales : seller.logistics;
}

export type ListingWish = Partial<Parameters<typeof openListing>[1]>;
export type LotWish = {
  readonly quantityBase?: bigint;
  readonly originRegionCode?: string;
  readonly availableFrom?: BusinessDay;
  readonly expiresOn?: BusinessDay;
};

export type ContractInput = Parameters<typeof draftContract>[1];
type LineInput = ContractInput["lines"][number];
/** Whatever of a line is wished for changes the one line of the usual contract. */
export type ContractWish = Partial<ContractInput> & Partial<LineInput>;

export type OrderInput = Parameters<typeof placeOrder>[1];
export type OrderWish = Partial<Omit<OrderInput, "budgetId">> & {
  /** Changes the one line of the usual order. */
  readonly line?: Partial<OrderInput["lines"][number]>;
};

export type OfferedWish = { readonly quantityBase?: bigint; readonly priceRupiah?: bigint };

/** Kota Blitar first, then its neighbours: a koperasi stands in each kelurahan, once. */
const CITIES = ["35.72", "35.71", "35.73"] as const;
/** Where everyone else is, unless wished otherwise: Kelurahan Sentul. */
const HOME = "35.72.01.1003";

/** Monday, 6 July 2026, 08.00 WIB: long before the cut-off for Thursday. */
export const WORLD_STARTS = new Date("2026-07-06T01:00:00Z");

/**
 * People and organisations of a small town, and shortcuts to what they do. Goods, orders and promises are made through
 * commands, so that nothing here is a state that the house would refuse.
 */
export function world(database: TestDatabase, at: Date = WORLD_STARTS) {
  let now = at;
  let villages: string[] | null = null;

  async function nextVillage(): Promise<string> {
    if (villages === null) {
      const rows = await Promise.all(CITIES.map((city) => villagesOf(city, database.db)));
      villages = rows.flat().map((row) => row.code);
    }
    const taken = await database.sql`select region_code from organisations where kind = 'koperasi'`;
    const used = new Set(taken.map((row) => row["region_code"]));
    const at = villages.findIndex((code) => !used.has(code));
    const [code] = at < 0 ? [] : villages.splice(at, 1);
    if (code === undefined) throw new Error("every kelurahan has its koperasi");
    return code;
  }

  async function organisation<Names extends string>(
    kind: OrganisationWish["kind"],
    roles: Readonly<Record<Names, Role>>,
    wish: Wish & { readonly foundationId?: string } = {},
  ): Promise<Organisation<Names>> {
    const regionCode = wish.regionCode ?? (kind === "koperasi" ? await nextVillage() : HOME);
    const names = Object.keys(roles) as Names[];
    const { id, shortName, members } = await foundOrganisation(
      database,
      { ...wish, kind, regionCode, roles: names.map((name) => roles[name]) },
      now,
    );
    const named = Object.fromEntries(names.map((name) => [name, members.get(roles[name])]));
    return {
      id,
      kind,
      regionCode,
      cityCode: regionCode.slice(0, 5),
      shortName,
      ...named,
    } as Organisation<Names>;
  }

  const made = {
    database,
    /** The moment of every call made here. */
    get at(): Date {
      return now;
    },
    get today(): BusinessDay {
      return dayOf(now, "Asia/Jakarta");
    },
    /** A day that today's orders still reach: three days on. */
    get deliveryDay(): BusinessDay {
      return addDays(dayOf(now, "Asia/Jakarta"), 3);
    },
    advance(milliseconds: number): void {
      now = new Date(now.getTime() + milliseconds);
    },
    goTo(moment: Date): void {
      now = moment;
    },
    callOf: (member: Member, key: string | null = null): Call => callOf(member, now, key),
    systemCall: (name = "test", key: string | null = null): Call => systemCall(name, now, key),

    koperasi: (wish: Wish = {}): Promise<Koperasi> => organisation("koperasi", KOPERASI, wish),
    hub: (wish: Wish = {}): Promise<Hub> => organisation("trade_center", HUB, wish),
    bumd: (wish: Wish = {}): Promise<Bumd> => organisation("bumd", BUMD, wish),
    agency: (wish: Wish = {}): Promise<Agency> => organisation("agency", AGENCY, wish),
    operator: (wish: Wish = {}): Promise<Operator> => organisation("operator", OPERATOR, wish),
    /** A kitchen with its four people and the foundation behind it. */
    async kitchen(wish: Wish = {}): Promise<Kitchen> {
      const foundation = await organisation("foundation", FOUNDATION, wish);
      const kitchen = await organisation("kitchen", KITCHEN, { ...wish, foundationId: foundation.id });
      return { ...kitchen, foundation };
    },

    /** An open listing of chicken eggs by the kilo, unless wished otherwise. */
    async listing(seller: Seller, wish: ListingWish = {}): Promise<string> {
      const keeper = keeperOf(seller);
      const { listingId } = await openListing(callOf(keeper, now), {
        commodityCode: "TLR",
        gradeCode: "M",
        title: "Telur ayam ras M",
        unit: "kg",
        basePerUnit: "1000",
        priceRupiah: "27200",
        costRupiah: "26000",
        minOrderBase: "1000",
        capacityBasePerDay: "2000000",
        leadTimeHours: 12,
        radiusMetres: 100_000,
        priceValidUntil: addDays(dayOf(now, "Asia/Jakarta"), 7),
        ...wish,
      });
      return listingId;
    },
    /** A lot of 500 kg that keeps from today for a week, unless wished otherwise. */
    async lot(seller: Seller, listingId: string, wish: LotWish = {}): Promise<string> {
      const today = dayOf(now, "Asia/Jakarta");
      const keeper = keeperOf(seller);
      const { lotId } = await registerLot(callOf(keeper, now), {
        listingId,
        originRegionCode: wish.originRegionCode ?? seller.regionCode,
        harvestedOn: today,
        availableFrom: wish.availableFrom ?? today,
        expiresOn: wish.expiresOn ?? addDays(today, 7),
        quantityBase: (wish.quantityBase ?? 500_000n).toString(),
      });
      return lotId;
    },
    /** A budget of the month around now: Rp 500 million, unless wished otherwise. */
    async budget(
      buyer: Kitchen | Seller,
      amountRupiah = 500_000_000n,
      fund = "Bahan pangan",
    ): Promise<string> {
      const opener = "head" in buyer ? buyer.head : "chair" in buyer ? buyer.chair : buyer.finance;
      const today = dayOf(now, "Asia/Jakarta");
      const { budgetId } = await openBudget(callOf(opener, now), {
        fund,
        startsOn: addDays(today, -7),
        endsOn: addDays(today, 30),
        amountRupiah: amountRupiah.toString(),
        source: "Dana MBG",
      });
      return budgetId;
    },
    /** What `orders` take: an order of 100 kg of eggs for the delivery day, unless wished otherwise. */
    orderWish(budgetId: string, wish: OrderWish = {}): OrderInput {
      const { line, ...rest } = wish;
      return {
        deliveryDay: made.deliveryDay,
        windowStart: "14:00",
        windowEnd: "16:00",
        budgetId,
        lines: [
          {
            commodityCode: "TLR",
            gradeCode: "M",
            unit: "kg",
            basePerUnit: "1000",
            quantityBase: "100000",
            ceilingRupiah: "29000",
            ...line,
          },
        ],
        ...rest,
      };
    },
    /** A submitted order of a kitchen; with `budgetId` left out, out of a budget of its own. */
    async order(kitchen: Kitchen, wish: OrderWish & { readonly budgetId?: string } = {}): Promise<string> {
      const { budgetId, ...rest } = wish;
      const from = budgetId ?? (await made.budget(kitchen, 500_000_000n, newId("budget")));
      const { orderId } = await placeOrder(callOf(kitchen.finance, now), made.orderWish(from, rest));
      return orderId;
    },
    /** The lines of an order, by position, as they stand. */
    async linesOf(orderId: string): Promise<{ id: string; promisedBase: bigint; quantityBase: bigint }[]> {
      const rows = await database.sql`
        select id, promised_base, quantity_base from order_lines where order_id = ${orderId} order by position`;
      return rows.map((row) => ({
        id: row["id"] as string,
        promisedBase: BigInt(row["promised_base"]),
        quantityBase: BigInt(row["quantity_base"]),
      }));
    },
    /** One line of a contract: 15 t of eggs a month in crates of 15 kg, at Rp 27.000 a kilogram, unless wished otherwise. */
    contractLineWish(wish: Partial<LineInput> = {}): LineInput {
      return {
        commodityCode: wish.commodityCode ?? "TLR",
        gradeCode: wish.gradeCode ?? "M",
        packUnit: wish.packUnit ?? "peti",
        basePerPack: wish.basePerPack ?? "15000",
        volumeMinBasePerMonth: wish.volumeMinBasePerMonth ?? "0",
        volumeMaxBasePerMonth: wish.volumeMaxBasePerMonth ?? "15000000",
        toleranceBasisPoints: wish.toleranceBasisPoints ?? 1_000,
        priceRule: wish.priceRule ?? { kind: "fixed", priceRupiah: "27000" },
        reviewLockDays: wish.reviewLockDays ?? 0,
      };
    },
    /** What `contracts` take: 15 t of eggs a month in crates of 15 kg, to Samarinda, unless wished otherwise. */
    contractWish(buyer: Bumd, wish: ContractWish = {}): ContractInput {
      const today = dayOf(now, "Asia/Jakarta");
      return {
        buyerId: buyer.id,
        number: `KAD-${newId("contract").slice(-6)}`,
        lines: [made.contractLineWish(wish)],
        freightPaidBy: "seller",
        freightRupiahPerTonne: "850000",
        destinationRegionCode: "64.72",
        destinationAddress: "Gudang Varia Niaga, Samarinda",
        paymentTermDays: 7,
        claimWindowHours: 24,
        breakageAllowanceBasisPoints: 200,
        shrinkAllowanceBasisPoints: 50,
        startsOn: addDays(today, -30),
        endsOn: addDays(today, 300),
        ...wish,
      };
    },
    /** The paper between the two firms, without which nobody signs. */
    async contractPaper(hub: Hub, contractId: string): Promise<void> {
      await recordContractPaper(callOf(hub.contracts, now), {
        contractId,
        rung: "b2b",
        number: "511/01/BTC/2026",
        datedOn: dayOf(now, "Asia/Jakarta"),
        hubSignatory: "Ratna Dewi",
        buyerSignatory: "Budi Santoso",
      });
    },
    /** A contract in force: drafted by one person of the trade center, signed by its head. */
    async contract(hub: Hub, buyer: Bumd, wish: ContractWish = {}): Promise<string> {
      const { contractId } = await draftContract(callOf(hub.contracts, now), made.contractWish(buyer, wish));
      await made.contractPaper(hub, contractId);
      await signContract(callOf(hub.head, now), { contractId });
      return contractId;
    },
    /** An open call-off of 667 crates in five days, to be answered by tomorrow morning, unless wished otherwise. */
    async callOff(
      hub: Hub,
      contractId: string,
      wish: Partial<Parameters<typeof openCallOff>[1]> = {},
    ): Promise<string> {
      const { callOffId } = await openCallOff(callOf(hub.contracts, now), {
        contractId,
        deliveryDay: addDays(dayOf(now, "Asia/Jakarta"), 5),
        packs: 667,
        answerBy: new Date(now.getTime() + 24 * 3_600_000).toISOString(),
        ...wish,
      });
      return callOffId;
    },
    /** A koperasi that the trade center asks to share in a call-off, with its key. */
    async sharer(
      hub: Hub,
      callOffId: string,
      koperasi: Koperasi,
      key: Omit<Parameters<typeof setCapacity>[1], "callOffId" | "koperasiId">,
    ): Promise<void> {
      if (!(await isNeighbour(hub.id, koperasi.id, database.db))) await made.guest(hub, callOffId, koperasi);
      await setCapacity(callOf(hub.contracts, now), { callOffId, koperasiId: koperasi.id, ...key });
    },
    /** A koperasi of another city that was invited into a call-off and comes along. */
    async guest(hub: Hub, callOffId: string, koperasi: Koperasi): Promise<void> {
      await inviteKoperasi(callOf(hub.contracts, now), { callOffId, koperasiId: koperasi.id });
      await answerInvitation(callOf(koperasi.chair, now), { callOffId, answer: "accept" });
    },
    /** A promise of this seller's goods for the first line of an order, accepted at once. */
    async promise(
      seller: Seller,
      orderId: string,
      wish: { readonly lotId: string; readonly quantityBase?: bigint; readonly priceRupiah?: bigint },
    ): Promise<string> {
      const keeper = keeperOf(seller);
      const [line] = await made.linesOf(orderId);
      if (!line) throw new Error("the order has a line");
      const { commitmentId } = await offerByHand(callOf(keeper, now), {
        orderLineId: line.id,
        lotId: wish.lotId,
        quantityBase: (wish.quantityBase ?? line.quantityBase).toString(),
        priceRupiah: (wish.priceRupiah ?? 27_200n).toString(),
      });
      return commitmentId;
    },
    /** Offers goods of a seller for the first line of an order, as a matching run would; answers the commitment. */
    async offer(orderId: string, seller: Seller, goods: Goods, wish: OfferedWish = {}): Promise<string> {
      const [row] = await database.sql`
        select o.buyer_id, o.city_code, o.delivery_day::text as day, l.id as line_id, s.unit, s.base_per_unit, s.price_rupiah
        from orders o join order_lines l on l.order_id = o.id and l.position = 0, listings s
        where o.id = ${orderId} and s.id = ${goods.listingId}`;
      if (!row) throw new Error("there is such an order and such a listing");
      const [commitmentId = ""] = await inTransaction((tx) =>
        offerCommitments(
          tx,
          systemCall("match", now),
          offerColumns(
            [
              {
                orderId,
                orderLineId: row["line_id"],
                buyerId: row["buyer_id"],
                cityCode: row["city_code"],
                sellerId: seller.id,
                ...goods,
                quantityBase: wish.quantityBase ?? 100_000n,
                unit: row["unit"],
                basePerUnit: BigInt(row["base_per_unit"]),
                priceRupiah: wish.priceRupiah ?? BigInt(row["price_rupiah"]),
              },
            ],
            row["day"],
          ),
          {
            deliveryDay: row["day"],
            matchRunId: null,
            answerBy: new Map([[row["city_code"], new Date(now.getTime() + 2 * 3_600_000)]]),
          },
        ),
      );
      return commitmentId;
    },
    /** A listing with one lot. */
    async goods(seller: Seller, wish: ListingWish = {}, lotWish: LotWish = {}): Promise<Goods> {
      const listingId = await made.listing(seller, wish);
      return { listingId, lotId: await made.lot(seller, listingId, lotWish) };
    },
  };
  return made;
}

export type Goods = { readonly listingId: string; readonly lotId: string };
export type World = ReturnType<typeof world>;
