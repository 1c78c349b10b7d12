import type { BusinessDay } from "#app/kernel/calendar.ts";
import { addDays } from "#app/kernel/calendar.ts";
import type { OrganisationKind } from "#app/kernel/call.ts";
import { db, type Executor } from "#db/client.server.ts";
import { calendarOf, daysOf } from "../menus/calendar-reads.server.ts";

const LOOKED_AHEAD_DAYS = 14;
/** Goods that keep serve a week, the others the day they come on and the next. */
const SERVES_DAYS = { dry: 7, fresh: 2 } as const;

/**
 * Whether a buyer cooks anything of what comes on a day, for days of two weeks from `from` on: a kitchen by its calendar, other
 * buyers always.
 */
export async function cookingAfter(
  buyer: { readonly id: string; readonly kind: OrganisationKind },
  from: BusinessDay,
  at: Date,
  on: Executor = db(),
): Promise<(deliveryDay: BusinessDay, isDry: boolean) => boolean> {
  if (buyer.kind !== "kitchen") return () => true;
  const days = daysOf(await calendarOf(buyer.id, at, on), from, LOOKED_AHEAD_DAYS);
  const cooking = new Set(days.filter(({ operates }) => operates).map(({ day }) => day));
  return (deliveryDay, isDry) =>
    Array.from({ length: SERVES_DAYS[isDry ? "dry" : "fresh"] }, (_, ahead) =>
      addDays(deliveryDay, ahead),
    ).some((day) => cooking.has(day));
}
