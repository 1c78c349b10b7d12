import { suspendOrganisation } from "#app/modules/identity/suspend-organisation.server.ts";
import { draftOrder } from "#app/modules/orders/draft-order.server.ts";
import { type Budgets, ordinaryDay, planCommonMarket } from "./kitchen-days.server.ts";
import { cities, linesFor } from "./menus.ts";
import type { Stage } from "./stage.server.ts";
import { bringEvidence, type DemoOrder, orderInput, planMarket, planOrder } from "./trade.server.ts";
import { nextWorkingDays, workingDayAhead } from "./working-days.ts";

/** Whose goods come today; the others had theirs yesterday. */
const SERVED_TODAY: readonly string[] = ["S01", "S02", "S04", "S07", "S08", "S10", "S12"];
const TAKEN_IN: readonly string[] = ["S02", "S07"];

/** Deliveries of today: on the road, at the door, or taken in an hour ago. */
export function planToday(stage: Stage, budgetOf: Budgets): void {
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
export function planTomorrow(stage: Stage, budgetOf: Budgets): void {
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
export function planComing(stage: Stage, budgetOf: Budgets): void {
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

const dearChili = {
  lines: [
    { productKey: "BRS-P", units: 170 },
    {
      productKey: "CRW-K",
      units: 6,
      ceilingRupiah: 71_000n,
      overrideReason: "Pasar Legi hari ini Rp 70.000–83.000/kg; tidak ada pedagang di bawah HAP",
      isDear: true,
    },
  ],
  evidence: {
    reasonCode: "scarce",
    note: "Tiga pedagang Pasar Legi ditanya pagi ini, paling murah Rp 70.000/kg (Demo)",
  },
} as const;

/** Chili stands above its legal ceiling: S02's head said yes to the evidence, S01's has to decide. */
function planDearChili(stage: Stage, budgetOf: Budgets, days: number): void {
  const sent = { buyerKey: "S02", days, placedAt: stage.hoursAgo(4), ...dearChili };
  planOrder(stage, sent, () => budgetOf("S02", days));
  const at = stage.hoursAgo(1);
  const waiting = { ...sent, buyerKey: "S01", placedAt: at };
  stage.agenda.plan(at, async () => {
    const call = stage.as("S01", ["kitchen_finance"], at);
    const { orderId } = await draftOrder(call, orderInput(stage, waiting, budgetOf("S01", days)));
    await bringEvidence(stage, waiting, orderId, at);
  });
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
export function planSuspension(stage: Stage, budgetOf: Budgets): void {
  const menu = cities.at(-1)?.menus[2] ?? [];
  for (const [at, day] of nextWorkingDays(stage.today, 3).entries())
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
