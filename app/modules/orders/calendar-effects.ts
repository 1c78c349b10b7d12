import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { OrderState } from "./order-lifecycle.ts";
import { reducedLines } from "./reduced-lines.ts";

/** An order that can still come, as the calendar looks at it. */
export type ComingOrder = {
  readonly id: string;
  readonly deliveryDay: BusinessDay;
  readonly windowStart: string;
  readonly windowEnd: string;
  readonly state: OrderState;
  readonly isUnderway: boolean;
  readonly lines: readonly ComingLine[];
};

export type ComingLine = {
  readonly id: string;
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly commodity: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly quantityBase: bigint;
  readonly promisedBase: bigint;
};

/** What one delivery day needs now of each of the goods that the menu has at all, by `commodity/grade`. */
export type DayNeeds = ReadonlyMap<string, bigint>;

/** Who bears it when an order, or a part of one, is not wanted any more. */
export type Bearing = "nobody" | "promised" | "underway";

/**
 * What a change of the calendar or the menu asks of an order: nothing of it is cooked (`cancel`), or less (`reduce`). What was
 * promised stays in `reduce`; what left is received and paid.
 */
export type CalendarEffect = {
  readonly order: ComingOrder;
  readonly deed: "cancel" | "reduce" | "keep";
  readonly bearing: Bearing;
  /** Lines that would be smaller, with what they would be; a promised part stays. */
  readonly changes: readonly { readonly line: ComingLine; readonly toBase: bigint }[];
};

const WORTH: Readonly<Record<string, number>> = { draft: 0, submitted: 1, approved: 2 };

/**
 * What every order is told by the needs of its day; orders that are needed as they are are left out. A day without needs wants
 * none of its orders. Else what is too much is taken from the order that binds the least first: a draft before one that
 * was sent, one that was sent before one that was approved, the newest first; in whole units.
 */
export function calendarEffects(
  orders: readonly ComingOrder[],
  needsOn: (day: BusinessDay) => DayNeeds | null,
): CalendarEffect[] {
  const days = [...new Set(orders.map(({ deliveryDay }) => deliveryDay))].sort();
  return days.flatMap((day) => {
    const ofDay = orders.filter(({ deliveryDay }) => deliveryDay === day);
    const needs = needsOn(day);
    if (needs === null) return ofDay.map(unwanted);
    const over = surplusOf(ofDay, needs);
    return [...ofDay].sort(leastBoundFirst).flatMap((order) => lessOf(order, over) ?? []);
  });
}

function unwanted(order: ComingOrder): CalendarEffect {
  const changes = order.lines.map((line) => ({ line, toBase: 0n }));
  return { order, bearing: bearingOf(order), deed: order.isUnderway ? "keep" : "cancel", changes };
}

export function bearingOf(order: Pick<ComingOrder, "isUnderway" | "lines">): Bearing {
  if (order.isUnderway) return "underway";
  return order.lines.some((line) => line.promisedBase > 0n) ? "promised" : "nobody";
}

function goodsOf(line: ComingLine): string {
  return `${line.commodityCode}/${line.gradeCode}`;
}

/** What is asked for beyond the need, by goods; only of goods that the day's menu has. */
function surplusOf(orders: readonly ComingOrder[], needs: DayNeeds): Map<string, bigint> {
  const over = new Map<string, bigint>();
  for (const [goods, need] of needs) {
    const asked = orders
      .flatMap(({ lines }) => lines)
      .reduce((sum, line) => (goodsOf(line) === goods ? sum + line.quantityBase : sum), 0n);
    if (asked > need) over.set(goods, asked - need);
  }
  return over;
}

function leastBoundFirst(a: ComingOrder, b: ComingOrder): number {
  const byState = (WORTH[a.state] ?? 0) - (WORTH[b.state] ?? 0);
  return byState !== 0 ? byState : a.id < b.id ? 1 : -1;
}

/** Takes what is over out of one order; what it takes is over no more. Null where the order stays as it is. */
function lessOf(order: ComingOrder, over: Map<string, bigint>): CalendarEffect | null {
  if (order.isUnderway) return null;
  const changes = order.lines.flatMap((line) => {
    const goods = goodsOf(line);
    const spare = over.get(goods) ?? 0n;
    const whole = spare - (spare % line.basePerUnit);
    const wanted = whole < line.quantityBase ? line.quantityBase - whole : 0n;
    const [reduced] = reducedLines([line], new Map([[line.id, wanted]])).kept;
    const toBase = reduced?.quantityBase ?? 0n;
    over.set(goods, spare - (line.quantityBase - toBase));
    return toBase === line.quantityBase ? [] : [{ line, toBase }];
  });
  if (changes.length === 0) return null;
  const isAll = changes.length === order.lines.length && changes.every(({ toBase }) => toBase === 0n);
  return { order, bearing: "nobody", deed: isAll ? "cancel" : "reduce", changes };
}
