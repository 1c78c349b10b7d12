import { addDays, type BusinessDay, dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import type { OrganisationKind } from "#app/kernel/call.ts";
import { db, type Executor } from "#db/client.server.ts";
import { tradedGoods } from "../catalogue/shelf-reads.server.ts";
import { type ReceivingWindows, receivingWindowsOf } from "../menus/receiving-windows-reads.server.ts";
import { coversDay } from "./budget.ts";
import { cutOff } from "./cut-off.ts";
import { cutOffRulesFor } from "./cut-off-reads.server.ts";
import { type BudgetStatus, budgetsOf, ordersOf } from "./order-reads.server.ts";

type Buyer = {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly regionCode: string;
  readonly cityCode: string;
  readonly timeZone: TimeZone;
};

/** What somebody needs before them to write an order. */
export type OrderGround = {
  readonly today: BusinessDay;
  /** The first day whose common market is still open. */
  readonly firstDay: BusinessDay;
  readonly cutOffTime: string;
  readonly cutOffDaysBefore: number;
  /** When the kitchen takes which goods; null for who is no kitchen. */
  readonly windows: ReceivingWindows | null;
  /** Budgets that are not over. */
  readonly budgets: readonly BudgetStatus[];
  readonly goods: Awaited<ReturnType<typeof tradedGoods>>;
  /** The order before, to start the next one from. */
  readonly lastOrderId: string | null;
};

export async function orderGround(buyer: Buyer, at: Date, on: Executor = db()): Promise<OrderGround> {
  const today = dayOf(at, buyer.timeZone);
  const rules = await cutOffRulesFor(buyer.cityCode, today, on);
  let firstDay = addDays(today, rules.daysBefore);
  if (at > cutOff(firstDay, rules, buyer.timeZone)) firstDay = addDays(firstDay, 1);
  const budgets = await budgetsOf(buyer.id, on);
  const previous = await ordersOf(buyer.id, { limit: 1 }, on);
  return {
    today,
    firstDay,
    cutOffTime: rules.time,
    cutOffDaysBefore: rules.daysBefore,
    windows: buyer.kind === "kitchen" ? await receivingWindowsOf(buyer, today, on) : null,
    budgets: budgets.filter((budget) => budget.endsOn >= today),
    goods: await tradedGoods(on),
    lastOrderId: previous.rows[0]?.id ?? null,
  };
}

/** The budget that a new order for this day is most likely meant to use: the first that covers it and has something left. */
export function usualBudget(budgets: readonly BudgetStatus[], day: BusinessDay): string {
  return budgets.find((budget) => coversDay(budget, day) && budget.availableRupiah > 0n)?.id ?? "";
}
