import { desc, eq } from "drizzle-orm";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { calendarMarks } from "#db/schema/menus.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import { type CalendarMark, type KitchenDay, kitchenDays, type UsualDays } from "./kitchen-calendar.ts";

export type MarkRow = typeof calendarMarks.$inferSelect;

/** Everything that a kitchen said about its days, the newest first. */
export async function marksOf(organisationId: string, on: Executor = db()): Promise<MarkRow[]> {
  return on
    .select()
    .from(calendarMarks)
    .where(eq(calendarMarks.organisationId, organisationId))
    .orderBy(desc(calendarMarks.recordedAt), desc(calendarMarks.id));
}

/** What a row says, as the rules take it. */
export function markOf(row: MarkRow): CalendarMark {
  return {
    id: row.id,
    fromDay: row.fromDay,
    toDay: row.toDay,
    weekdays: [...row.weekdays].map(Number),
    operates: row.operates,
    heads:
      row.smallHeads === null || row.largeHeads === null
        ? null
        : { small: row.smallHeads, large: row.largeHeads },
    reason: row.reason,
  };
}

export type KitchenCalendar = { readonly marks: readonly CalendarMark[]; readonly usual: UsualDays };

/** A kitchen's calendar as it stands at a moment: what was said, and what holds where nothing was. */
export async function calendarOf(
  organisationId: string,
  at: Date,
  on: Executor = db(),
): Promise<KitchenCalendar> {
  const kitchen = await organisationById(organisationId, on);
  invariant(kitchen, "a kitchen stands in the register");
  const today = dayOf(at, kitchen.timeZone);
  const [marks, daysPerWeek] = await Promise.all([
    marksOf(organisationId, on),
    numberParameter(on, "kitchen.operating_days_per_week", { regionCode: kitchen.regionCode, day: today }),
  ]);
  return {
    marks: marks.map(markOf),
    usual: {
      daysPerWeek,
      heads: { small: kitchen.smallPortions ?? 0, large: kitchen.largePortions ?? 0 },
      suspendedFrom: kitchen.state === "active" ? null : dayOf(kitchen.stateChangedAt, kitchen.timeZone),
    },
  };
}

export function daysOf(calendar: KitchenCalendar, from: BusinessDay, count: number): KitchenDay[] {
  return kitchenDays(from, count, calendar.marks, calendar.usual);
}
