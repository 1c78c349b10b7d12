import { addDays } from "#app/kernel/calendar.ts";
import { suspendOrganisation } from "#app/modules/identity/suspend-organisation.server.ts";
import { draftOrder } from "#app/modules/orders/draft-order.server.ts";
import { openBudget } from "#app/modules/orders/open-budget.server.ts";
import { demoListings, productOf } from "./goods.ts";
import { planPaying, planProducerPayout, planVerifying } from "./money.server.ts";
import { dayBudgetOf, demoParties, kitchenKeys, portionsOf } from "./organisations.ts";
import { type Stage, workingDayAhead, workingDayBack } from "./stage.server.ts";
import { type DemoOrder, orderInput, planMarket, planOrder, type WantedLine } from "./trade.server.ts";
import { bringLot, type WasAsked } from "./wares.server.ts";

/** What the kitchens of a city ask for: product and trading units for 3,000 portions. */
type Menu = readonly (readonly [productKey: string, units: number])[];
type City = {
  readonly code: string;
  readonly kitchens: readonly string[];
  /** The week before last, last week, and from now on. */
  readonly menus: readonly [Menu, Menu, Menu];
};

const PORTIONS = 3_000;

const cities: readonly City[] = [
  {
    code: "35.72",
    kitchens: ["S01", "S02", "S03"],
    menus: [
      [
        ["BRS-P", 200],
        ["TLR-M", 190],
      ],
      [
        ["TLR-M", 190],
        ["TMP-P", 240],
      ],
      [
        ["BRS-P", 200],
        ["TLR-M", 190],
        ["MYK-L", 20],
      ],
    ],
  },
  {
    code: "35.71",
    kitchens: ["S04", "S05", "S06"],
    menus: [
      [
        ["BRS-P", 200],
        ["AYM-K", 100],
      ],
      [
        ["TMP-P", 240],
        ["KKG-K", 40],
      ],
      [
        ["BRS-P", 200],
        ["GLA-K", 30],
      ],
    ],
  },
  {
    code: "35.73",
    kitchens: ["S07", "S08", "S09"],
    menus: [
      [
        ["BRS-M", 200],
        ["WRT-K", 60],
      ],
      [
        ["TMP-P", 300],
        ["SWI-K", 95],
      ],
      [
        ["BRS-M", 200],
        ["TLR-M", 190],
        ["WRT-K", 60],
      ],
    ],
  },
  {
    code: "35.76",
    kitchens: ["S10", "S11"],
    menus: [
      [
        ["BRS-P", 200],
        ["TLR-M", 190],
      ],
      [
        ["AYM-K", 100],
        ["SMK-K", 120],
      ],
      [
        ["BRS-P", 200],
        ["TLR-M", 190],
      ],
    ],
  },
  {
    code: "35.74",
    kitchens: ["S12", "S14"],
    menus: [
      [
        ["BRS-P", 200],
        ["TLR-M", 150],
      ],
      [
        ["BDG-K", 150],
        ["BMR-K", 8],
      ],
      [
        ["BRS-P", 200],
        ["BMR-K", 8],
      ],
    ],
  },
];

/** Goods that the kitchens of the seller's own city have been asking for. */
export const wasAsked: WasAsked = ({ sellerKey, productKey }) => {
  const seller = demoParties.find((party) => party.key === sellerKey);
  const city = cities.find(({ code }) => seller?.regionCode.startsWith(code));
  return city?.menus.some((menu) => menu.some(([asked]) => asked === productKey)) ?? false;
};

const PERIODS = [
  { name: "Bahan pangan, periode lalu", from: -30, to: -15 },
  { name: "Bahan pangan, periode ini", from: -14, to: 13 },
] as const;
const OPERATING_DAYS = [10n, 20n] as const;

/** The budgets of every kitchen by `kitchen/period`; a period is two weeks of work. */
function planBudgets(stage: Stage): (key: string, days: number) => string {
  const budgets = new Map<string, string>();
  for (const [at, period] of PERIODS.entries())
    for (const key of kitchenKeys) {
      const moment = stage.on(period.from - 2, "09:00");
      stage.agenda.plan(moment, async () => {
        const { budgetId } = await openBudget(stage.as(key, ["kitchen_head"], moment), {
          fund: period.name,
          startsOn: addDays(stage.today, period.from),
          endsOn: addDays(stage.today, period.to),
          amountRupiah: (dayBudgetOf(key) * (OPERATING_DAYS[at] ?? 10n)).toString(),
          source: "Dana bahan pangan MBG (Demo)",
        });
        budgets.set(`${key}/${at}`, budgetId);
      });
    }
  return (key, days) => budgets.get(`${key}/${days < PERIODS[1].from ? 0 : 1}`) ?? "";
}

function linesFor(kitchenKey: string, menu: Menu): WantedLine[] {
  const portions = portionsOf(kitchenKey);
  return menu.map(([productKey, units]) => ({
    productKey,
    units: Math.max(1, Math.round((units * portions) / PORTIONS)),
  }));
}

/** Whoever sells a good that does not keep brings it in for the day on which it was asked for. */
function planFreshLots(stage: Stage, cityCode: string, menu: Menu, days: number, at: Date): void {
  for (const listing of demoListings) {
    const isFresh = productOf(listing.productKey).shelfDays < 7;
    const isAsked = menu.some(([productKey]) => productKey === listing.productKey);
    if (!isFresh || !isAsked) continue;
    stage.agenda.plan(at, async () => {
      if (!stage.party(listing.sellerKey).regionCode.startsWith(cityCode)) return;
      await bringLot(stage, { ...listing, units: listing.perDay, days }, at);
    });
  }
}

/** How a past or coming delivery runs, hour by hour; `days` from today. */
function ordinaryDay(stage: Stage, days: number) {
  return {
    days,
    placedAt: stage.on(days - 3, "09:30"),
    approvedAt: stage.on(days - 3, "10:30"),
    plannedAt: stage.on(days - 2, "14:00"),
    dispatchedAt: stage.on(days, "08:30"),
    receivedAt: stage.on(days, "14:30"),
    draftedAt: stage.on(days, "14:40"),
    issuedAt: stage.on(days, "16:30"),
  };
}

function planCommonMarket(stage: Stage, city: City, menu: Menu, days: number): void {
  planFreshLots(stage, city.code, menu, days, stage.on(days - 2, "06:10"));
  planMarket(stage, {
    cityCode: city.code,
    days,
    clearedAt: stage.on(days - 2, "12:01"),
    trigger: "cut_off",
    answeredAt: stage.on(days - 2, "13:15"),
  });
}

/** Orders that run differently from the others of their city and day. */
type Special = Partial<DemoOrder> & { readonly lines?: DemoOrder["lines"] };

type Budgets = (key: string, days: number) => string;

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
function planPast(stage: Stage, budgetOf: Budgets): void {
  const firstDays = workingDayBack(stage.today, 11);
  const secondDays = workingDayBack(stage.today, 5);
  const first = (city: City) => ({ city, menu: city.menus[0], days: firstDays });
  const second = (city: City) => ({ city, menu: city.menus[1], days: secondDays });
  // The perfect delivery goes to S01, the short one to S04, the wilted greens to S08.
  const short: Special = {
    lines: [
      { productKey: "BRS-P", units: 160 },
      { productKey: "AYM-K", units: 148 },
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

function planPayments(stage: Stage): void {
  const firstDays = workingDayBack(stage.today, 11);
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
  const lastWeek = stage.on(workingDayBack(stage.today, 5), "17:00");
  for (const buyerKey of PROMPT)
    planPaying(stage, { buyerKey, at: reportedAt, issuedUntil: lastWeek, waiting: ["K20"] });
  planVerifying(
    stage,
    KOPERASI.filter((key) => !SLOW_SELLERS.includes(key)),
    stage.hoursAgo(20),
  );
  planProducerPayout(stage, { koperasiKey: "K07", percent: 60n, requestedAt: stage.hoursAgo(18) });
}

/** Whose goods come today; the others had theirs yesterday. */
const SERVED_TODAY: readonly string[] = ["S01", "S02", "S04", "S07", "S08", "S10", "S12"];
const TAKEN_IN: readonly string[] = ["S02", "S07"];

/** Deliveries of today: on the road, at the door, or taken in an hour ago. */
function planToday(stage: Stage, budgetOf: Budgets): void {
  for (const city of cities) {
    const [, , menu] = city.menus;
    planCommonMarket(stage, city, menu, 0);
    for (const buyerKey of city.kitchens.filter((key) => SERVED_TODAY.includes(key))) {
      const { receivedAt: _, draftedAt: __, issuedAt: ___, ...morning } = ordinaryDay(stage, 0);
      const order: DemoOrder = {
        buyerKey,
        lines: linesFor(buyerKey, menu),
        opensMarket: true,
        ...morning,
        dispatchedAt: stage.hoursAgo(3),
      };
      const handover = { receivedAt: stage.hoursAgo(1), draftedAt: stage.hoursAgo(0.9) };
      planOrder(stage, TAKEN_IN.includes(buyerKey) ? { ...order, ...handover } : order, () =>
        budgetOf(buyerKey, 0),
      );
    }
  }
}

/** Orders for tomorrow: promised, approved, and waiting to be loaded. Only where the market of that day is over. */
function planTomorrow(stage: Stage, budgetOf: Budgets): void {
  const days = workingDayAhead(stage.today, 1);
  for (const city of cities.filter(({ code }) => code === "35.72" || code === "35.73")) {
    const [, , menu] = city.menus;
    planMarket(stage, {
      cityCode: city.code,
      days,
      clearedAt: stage.hoursAgo(12),
      trigger: "on_demand",
      answeredAt: stage.hoursAgo(11),
    });
    for (const buyerKey of city.kitchens)
      planOrder(
        stage,
        {
          buyerKey,
          days,
          lines: linesFor(buyerKey, menu),
          placedAt: stage.hoursAgo(14),
          approvedAt: stage.hoursAgo(13),
          plannedAt: stage.hoursAgo(10),
        },
        () => budgetOf(buyerKey, days),
      );
  }
}

/** Orders for the days after: offered to sellers an hour ago, or still waiting for the head of the kitchen. */
function planComing(stage: Stage, budgetOf: Budgets): void {
  const soon = workingDayAhead(stage.today, 2);
  const later = workingDayAhead(stage.today, Math.max(3, soon + 1));
  for (const city of cities) {
    const [, , menu] = city.menus;
    planMarket(stage, {
      cityCode: city.code,
      days: soon,
      clearedAt: stage.hoursAgo(0.5),
      trigger: "on_demand",
    });
    for (const buyerKey of city.kitchens) {
      const lines = linesFor(buyerKey, menu);
      planOrder(
        stage,
        {
          buyerKey,
          days: soon,
          lines,
          placedAt: stage.hoursAgo(6),
          opensMarket: buyerKey === city.kitchens[0],
          approvedAt: stage.hoursAgo(5),
        },
        () => budgetOf(buyerKey, soon),
      );
      if (buyerKey === "S02") continue;
      planOrder(
        stage,
        {
          buyerKey,
          days: later,
          lines,
          placedAt: stage.hoursAgo(4),
          opensMarket: buyerKey === city.kitchens[0],
        },
        () => budgetOf(buyerKey, later),
      );
    }
  }
  planDearChili(stage, budgetOf, later);
  planDrafts(stage, budgetOf, later);
}

/** Chili stands above its legal ceiling: S02 wrote down why, and its head has to decide. */
function planDearChili(stage: Stage, budgetOf: Budgets, days: number): void {
  planOrder(
    stage,
    {
      buyerKey: "S02",
      days,
      lines: [
        { productKey: "BRS-P", units: 170 },
        {
          productKey: "CRW-K",
          units: 6,
          ceilingRupiah: 71_000n,
          overrideReason:
            "Pasar Legi hari ini Rp 70.000–83.000/kg; tiga pedagang ditanya, tidak ada yang di bawah HAP",
        },
      ],
      placedAt: stage.hoursAgo(4),
    },
    () => budgetOf("S02", days),
  );
}

/** A nutritionist has written down what the next days need; finance has to send it. */
function planDrafts(stage: Stage, budgetOf: Budgets, days: number): void {
  const at = stage.hoursAgo(2);
  for (const buyerKey of ["S01", "S05", "S08", "S10"])
    stage.agenda.plan(at, async () => {
      const city = cities.find(({ kitchens }) => kitchens.includes(buyerKey));
      const lines = linesFor(buyerKey, city?.menus[1] ?? []);
      const order = { buyerKey, days: days + 1, lines, placedAt: at };
      await draftOrder(
        stage.as(buyerKey, ["kitchen_nutrition"], at),
        orderInput(stage, order, budgetOf(buyerKey, days + 1)),
      );
    });
}

/** S13 was stopped by its agency two days ago, with three orders open. */
function planSuspension(stage: Stage, budgetOf: Budgets): void {
  const menu = cities.at(-1)?.menus[2] ?? [];
  const days = [1, 2, 3].map((ahead) => workingDayAhead(stage.today, ahead));
  for (const [at, day] of new Set(days).entries())
    planOrder(
      stage,
      {
        buyerKey: "S13",
        days: day,
        lines: linesFor("S13", menu),
        placedAt: stage.hoursAgo(54 - at),
        ...(at === 0 ? { approvedAt: stage.hoursAgo(50) } : {}),
      },
      () => budgetOf("S13", day),
    );
  const at = stage.hoursAgo(48);
  stage.agenda.plan(at, async () => {
    await suspendOrganisation(stage.as("D5", ["agency_officer"], at), {
      organisationId: stage.party("S13").organisationId,
      reason: "Keluhan mutu masakan sedang diperiksa; dapur berhenti sementara (Demo)",
    });
  });
}

/** Everything that the kitchens and their sellers did, do and are about to do. */
export function planKitchens(stage: Stage): void {
  const budgetOf = planBudgets(stage);
  planPast(stage, budgetOf);
  planPayments(stage);
  planSuspension(stage, budgetOf);
  planToday(stage, budgetOf);
  planTomorrow(stage, budgetOf);
  planComing(stage, budgetOf);
}
