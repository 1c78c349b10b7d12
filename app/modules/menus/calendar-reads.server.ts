import { desc, eq } from "drizzle-orm";
import { type BusinessDay, businessDay, dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { calendarMarks } from "#db/schema/menus.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { asNumber, type SourcedValue, sourcedParametersOn } from "../regions/parameter-reads.server.ts";
import {
  type CalendarMark,
  type KitchenDay,
  kitchenDays,
  type Season,
  type UsualDays,
} from "./kitchen-calendar.ts";

const DAYS_PER_WEEK = "kitchen.operating_days_per_week";
/** Ramadan as the agency orders it: a pause, then packages to take home, and a stop around Lebaran. */
const SEASONS = [
  { key: "kitchen.ramadan_pause", operates: false, serves: "fresh", reason: "ramadan" },
  { key: "kitchen.ramadan_packages", operates: true, serves: "dry_package", reason: "ramadan" },
  { key: "kitchen.lebaran_stop", operates: false, serves: "fresh", reason: "public_holiday" },
] as const;

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
    serves: row.serves,
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
  const [marks, rules] = await Promise.all([
    marksOf(organisationId, on),
    sourcedParametersOn(on, [DAYS_PER_WEEK, ...SEASONS.map(({ key }) => key)], {
      regionCode: kitchen.regionCode,
      day: today,
    }),
  ]);
  return {
    marks: marks.map(markOf),
    usual: {
      daysPerWeek: asNumber(DAYS_PER_WEEK, rules[DAYS_PER_WEEK].value),
      seasons: SEASONS.flatMap((season) => seasonOf(season, rules[season.key])),
      heads: { small: kitchen.smallPortions ?? 0, large: kitchen.largePortions ?? 0 },
      suspendedFrom: kitchen.state === "active" ? null : dayOf(kitchen.stateChangedAt, kitchen.timeZone),
    },
  };
}

/** A season of a rule that names its first and last day. */
function seasonOf(
  { key: _key, ...season }: (typeof SEASONS)[number],
  { value, source }: SourcedValue,
): Season[] {
  const [fromDay, toDay] = Array.isArray(value) ? value.map((text) => businessDay(String(text))) : [];
  return fromDay && toDay ? [{ ...season, fromDay, toDay, source }] : [];
}

export function daysOf(calendar: KitchenCalendar, from: BusinessDay, count: number): KitchenDay[] {
  return kitchenDays(from, count, calendar.marks, calendar.usual);
}
