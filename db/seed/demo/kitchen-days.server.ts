import { addDays } from "#app/kernel/calendar.ts";
import { openBudget } from "#app/modules/orders/open-budget.server.ts";
import { demoListings, productOf } from "./goods.ts";
import type { City, Menu } from "./menus.ts";
import { dayBudgetOf, kitchenKeys } from "./organisations.ts";
import type { Stage } from "./stage.server.ts";
import { type DemoOrder, planMarket } from "./trade.server.ts";
import { bringLot } from "./wares.server.ts";

export const PERIODS = [
  { name: "Bahan pangan, periode lalu", from: -30, to: -15, operatingDays: 10n },
  { name: "Bahan pangan, periode ini", from: -14, to: 13, operatingDays: 20n },
] as const;

/** The budgets of every kitchen by `kitchen/period`; a period is two weeks of work. */
export function planBudgets(stage: Stage): Budgets {
  const budgets = new Map<string, string>();
  for (const [at, period] of PERIODS.entries())
    for (const key of kitchenKeys) {
      const moment = stage.on(period.from - 2, "09:00");
      stage.agenda.plan(moment, async () => {
        const { budgetId } = await openBudget(stage.as(key, ["kitchen_head"], moment), {
          fund: period.name,
          startsOn: addDays(stage.today, period.from),
          endsOn: addDays(stage.today, period.to),
          amountRupiah: (dayBudgetOf(key) * period.operatingDays).toString(),
          source: "Dana bahan pangan MBG (Demo)",
        });
        budgets.set(`${key}/${at}`, budgetId);
      });
    }
  return (key, days) => budgets.get(`${key}/${days < PERIODS[1].from ? 0 : 1}`) ?? "";
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
export function ordinaryDay(stage: Stage, days: number) {
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

/** The market of a city for a day: fresh goods are brought in, everything is matched at the cut-off and answered. */
export function planCommonMarket(stage: Stage, city: City, menu: Menu, days: number): void {
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
export type Special = Partial<DemoOrder> & { readonly lines?: DemoOrder["lines"] };

/** The budget of a kitchen that holds a day. */
export type Budgets = (key: string, days: number) => string;
