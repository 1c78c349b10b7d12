import { demoListings } from "./goods.ts";
import { type Budgets, ordinaryDay, planCommonMarket, type Special } from "./kitchen-days.server.ts";
import { type City, cities, linesFor, type Menu } from "./menus.ts";
import { planPaying, planProducerPayout, planVerifying } from "./money.server.ts";
import { kitchenKeys } from "./organisations.ts";
import type { Stage } from "./stage.server.ts";
import { planStatement } from "./statements.server.ts";
import { planOrder } from "./trade.server.ts";
import { bringLot } from "./wares.server.ts";
import { dayOfPast, workingDayBack } from "./working-days.ts";

function planCityDay(
  stage: Stage,
  budgetOf: Budgets,
  day: { readonly city: City; readonly menu: Menu; readonly days: number },
  specials: Readonly<Record<string, Special>> = {},
): void {
  const { city, menu, days } = day;
  planCommonMarket(stage, city, menu, days);
  for (const buyerKey of city.kitchens)
    planOrder(
      stage,
      {
        buyerKey,
        lines: linesFor(buyerKey, menu),
        opensMarket: buyerKey === city.kitchens[0],
        ...ordinaryDay(stage, days),
        ...specials[buyerKey],
      },
      () => budgetOf(buyerKey, days),
    );
}

/** Two weeks of deliveries that are over, with what went wrong on the way. */
export function planPast(stage: Stage, budgetOf: Budgets): void {
  const firstDays = dayOfPast(stage.today, "firstMarket");
  const secondDays = dayOfPast(stage.today, "lastMarket");
  const first = (city: City) => ({ city, menu: city.menus[0], days: firstDays });
  const second = (city: City) => ({ city, menu: city.menus[1], days: secondDays });
  // The perfect delivery goes to S01, the short one to S04, the wilted greens to S08.
  const short: Special = {
    lines: [
      { productKey: "BRS-P", units: 160 },
      { productKey: "AYM-K", units: 295 },
    ],
    refusal: {
      productKey: "AYM-K",
      base: 15_000n,
      reason: "temperature",
      disposition: "replaced_today",
      note: "15 kg di atas 4 °C; diganti pukul 15.40",
    },
  };
  const wilted: Special = {
    refusal: {
      productKey: "SWI-K",
      base: 25_000n,
      reason: "wilted",
      disposition: "returned",
      note: "25 kg sawi layu, dikembalikan dengan sopir",
    },
  };
  const fromStock = (seller: string, product: string) => ({
    sellerKey: seller,
    lotId: () => stage.lots.get(`${seller}/${product}`) ?? "",
  });
  const perfect: Special = {
    offers: { "BRS-P": fromStock("K09", "BRS-P"), "TLR-M": fromStock("K06", "TLR-M") },
    offeredAt: stage.on(firstDays - 2, "10:00"),
  };
  for (const city of cities) {
    planCityDay(stage, budgetOf, first(city), { S01: perfect, S04: short });
    planCityDay(stage, budgetOf, second(city), { S08: wilted });
  }
  planOldDebt(stage, budgetOf);
}

/** K20 delivered tofu to S10 more than three weeks ago and still waits for its money: seventeen days late. */
const LATE_DAYS = 17;
const TERM_DAYS = 7;

function planOldDebt(stage: Stage, budgetOf: Budgets): void {
  const days = workingDayBack(stage.today, LATE_DAYS + TERM_DAYS);
  const brought = { lotId: "" };
  const at = stage.on(days - 1, "06:00");
  stage.agenda.plan(at, async () => {
    const lot = { sellerKey: "K20", productKey: "THU-P", units: 30, days };
    brought.lotId = await bringLot(stage, lot, at);
  });
  planOrder(
    stage,
    {
      buyerKey: "S10",
      lines: [{ productKey: "THU-P", units: 18 }],
      ...ordinaryDay(stage, days),
      offers: { "THU-P": { sellerKey: "K20", lotId: () => brought.lotId } },
      offeredAt: stage.on(days - 1, "09:00"),
      plannedAt: stage.on(days - 1, "10:00"),
    },
    () => budgetOf("S10", days),
  );
}

const KOPERASI = [...new Set(demoListings.map((listing) => listing.sellerKey))].filter((key) =>
  key.startsWith("K"),
);
/** Buyers that have paid last week's invoices already, or say so; the rest still has to. */
const PROMPT = ["S01", "S02", "S04", "S07", "S10", "S12"] as const;
const SLOW_SELLERS: readonly string[] = ["K07", "K14", "K16", "B1"];

/** Who paid for it, who says so, and who still has to. */
export function planPayments(stage: Stage): void {
  const firstDays = dayOfPast(stage.today, "firstMarket");
  const issued = stage.on(firstDays, "17:00");
  // S01 pays within three days, as it always does; the others by the end of the term.
  for (const buyerKey of kitchenKeys) {
    const at = stage.on(firstDays + (buyerKey === "S01" ? 3 : 5), "10:00");
    planPaying(stage, { buyerKey, at, issuedUntil: issued, waiting: ["K20"] });
  }
  for (const days of [firstDays + 3, firstDays + 5])
    planVerifying(stage, [...KOPERASI, "B1"], stage.on(days, "14:00"));
  planProducerPayout(stage, {
    koperasiKey: "K07",
    percent: 100n,
    requestedAt: stage.on(firstDays + 6, "09:00"),
    settledAt: stage.on(firstDays + 6, "11:00"),
  });
  const reportedAt = stage.hoursAgo(26);
  const lastWeek = stage.on(dayOfPast(stage.today, "lastMarket"), "17:00");
  for (const buyerKey of PROMPT)
    planPaying(stage, { buyerKey, at: reportedAt, issuedUntil: lastWeek, waiting: ["K20"] });
  planVerifying(
    stage,
    KOPERASI.filter((key) => !SLOW_SELLERS.includes(key)),
    stage.hoursAgo(20),
  );
  planProducerPayout(stage, { koperasiKey: "K07", percent: 60n, requestedAt: stage.hoursAgo(18) });
  planStatement(stage, "K07", stage.hoursAgo(16));
}
