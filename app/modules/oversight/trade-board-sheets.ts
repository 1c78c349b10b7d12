import { m } from "#app/i18n/paraglide/messages.js";
import { day, measure, month, rupiah, type Sheet, text, whole } from "./sheet.ts";
import { fairTotals, partOfDue, priceSpreads, type TradeBoard } from "./trade-board.ts";

function realisedSheet({ realised }: TradeBoard): Sheet {
  return {
    name: m.oversight_trade_realised(),
    head: [
      m.oversight_trade_contract(),
      m.contracts_buyer(),
      m.contracts_goods(),
      m.contracts_month(),
      m.oversight_trade_unit(),
      m.oversight_trade_agreed(),
      m.oversight_trade_drawn(),
      m.oversight_trade_accepted(),
    ],
    rows: realised.map((row) => [
      text(row.contractNumber),
      text(row.buyerName),
      text(row.goods),
      month(row.month),
      text(row.isWeighed ? "kg" : m.oversight_trade_base()),
      measure(row.agreedBase, row.isWeighed),
      measure(row.drawnBase, row.isWeighed),
      measure(row.acceptedBase, row.isWeighed),
    ]),
  };
}

function fairSheets({ fair }: TradeBoard): Sheet[] {
  const amounts = [m.oversight_trade_due(), m.oversight_trade_offered(), m.oversight_trade_taken()];
  return [
    {
      name: m.oversight_trade_fair(),
      head: [m.contracts_koperasi(), ...amounts, m.oversight_trade_part()],
      rows: fairTotals(fair).map((row) => [
        text(row.koperasiName),
        rupiah(row.dueRupiah),
        rupiah(row.offeredRupiah),
        rupiah(row.takenRupiah),
        whole(partOfDue(row)),
      ]),
    },
    {
      name: m.oversight_trade_fair_months(),
      head: [m.contracts_koperasi(), m.contracts_month(), ...amounts],
      rows: fair.map((row) => [
        text(row.koperasiName),
        month(row.month),
        rupiah(row.dueRupiah),
        rupiah(row.offeredRupiah),
        rupiah(row.takenRupiah),
      ]),
    },
  ];
}

function pricesSheet({ prices }: TradeBoard): Sheet {
  const spreads = new Map(priceSpreads(prices).map((one) => [one.lowest.commodityCode, one.spreadRupiah]));
  return {
    name: m.oversight_trade_prices(),
    head: [
      m.contracts_goods(),
      m.oversight_trade_region(),
      m.oversight_trade_source(),
      m.oversight_trade_on_day(),
      m.oversight_trade_price(),
      m.oversight_trade_spread(),
    ],
    rows: prices.map((row) => {
      const spread = spreads.get(row.commodityCode);
      return [
        text(row.goods),
        text(row.regionName),
        text(row.source),
        day(row.onDay),
        rupiah(row.priceRupiah),
        spread === undefined ? { kind: "empty" } : rupiah(spread),
      ];
    }),
  };
}

function moneySheets({ levies, claims, owed }: TradeBoard): Sheet[] {
  return [
    {
      name: m.oversight_trade_levies(),
      head: [m.contracts_month(), m.oversight_trade_levy_taken(), m.oversight_trade_levy_paid()],
      rows: levies.map((row) => [month(row.month), rupiah(row.takenRupiah), rupiah(row.paidInRupiah)]),
    },
    {
      name: m.oversight_trade_claims(),
      head: [
        m.oversight_trade_call_off(),
        m.contracts_koperasi(),
        m.oversight_trade_claim_found(),
        m.oversight_trade_unit(),
        m.oversight_trade_claimed(),
        m.oversight_trade_amount(),
      ],
      rows: claims.map((row) => [
        text(row.callOffNumber),
        text(row.koperasiName),
        text(row.disputeId === null ? m.oversight_trade_claim_door() : m.oversight_trade_claim_later()),
        text(row.isWeighed ? "kg" : m.oversight_trade_base()),
        measure(row.claimedBase, row.isWeighed),
        rupiah(row.amountRupiah),
      ]),
    },
    {
      name: m.oversight_trade_owed(),
      head: [
        m.oversight_trade_side(),
        m.oversight_trade_name(),
        m.oversight_trade_amount(),
        m.oversight_trade_since(),
      ],
      rows: owed.map((row) => [
        text(sideName(row.side)),
        text(row.name),
        rupiah(row.amountRupiah),
        day(row.since),
      ]),
    },
  ];
}

/** Who owes whom, in words. */
export function sideName(side: TradeBoard["owed"][number]["side"]): string {
  switch (side) {
    case "buyer":
      return m.oversight_trade_owed_buyer();
    case "koperasi":
      return m.oversight_trade_owed_koperasi();
    case "treasury":
      return m.oversight_trade_owed_treasury();
  }
}

/** Every part of the board as a sheet, in the order of the page. */
export function sheetsOf(board: TradeBoard): Sheet[] {
  return [
    realisedSheet(board),
    ...fairSheets(board),
    pricesSheet(board),
    {
      name: m.oversight_trade_late(),
      head: [
        m.oversight_trade_call_off(),
        m.contracts_goods(),
        m.contracts_buyer(),
        m.oversight_trade_delivery(),
        m.oversight_trade_late_how(),
        m.oversight_trade_days(),
      ],
      rows: board.late.map((row) => [
        text(row.number),
        text(row.goods),
        text(row.buyerName),
        day(row.deliveryDay),
        text(lateName(row.late)),
        whole(row.days),
      ]),
    },
    ...moneySheets(board),
  ];
}

export function lateName(late: TradeBoard["late"][number]["late"]): string {
  return late === "answer" ? m.oversight_trade_late_answer() : m.oversight_trade_late_delivery();
}
