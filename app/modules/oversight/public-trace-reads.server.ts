import { and, asc, desc, eq, exists, inArray, lt, sql } from "drizzle-orm";
import { type BusinessDay, dayOf, isRealDay, type TimeZone } from "#app/kernel/calendar.ts";
import { now } from "#app/platform/clock.server.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { entries } from "#db/schema/ledger.ts";
import { regions } from "#db/schema/regions.ts";
import { entriesOfDay } from "../ledger/ledger-reads.server.ts";
import { PAID_KINDS, paidBandsIn } from "./paid-day.ts";
import { type PublicDay, type PublicGroup, publicDay, publicGroups } from "./public-trace.ts";
import { type Band, bandsIn, TRACED_KINDS } from "./trace.ts";

export type PublicWish = { readonly cityCode: string | null; readonly day: string | null };

/** So many days back a day is looked for on which enough had a part to be shown. */
const DAYS_LOOKED = 14;

/**
 * The money of a city and a day for anybody: the first city, and its newest day that has something to show, where the wish names none
 * that there is. A day is shown once it is over.
 */
export async function publicTraceFor(wish: PublicWish, on: Executor = db()) {
  const cities = await tracedCities(on);
  const city = cities.find(({ code }) => code === wish.cityCode) ?? cities[0];
  if (!city) return { cities, city: null, day: null, claimed: null, paid: null };
  const today = dayOf(now(), city.timeZone);
  const wished = wish.day ?? "";
  if (isRealDay(wished) && wished < today)
    return { cities, city, day: wished, ...(await publicTrace(city.code, wished, on)) };
  const days = await newestTracedDays(city.code, today, on);
  for (const day of days) {
    const told = await publicTrace(city.code, day, on);
    if (told.claimed !== null || told.paid !== null) return { cities, city, day, ...told };
  }
  return { cities, city, day: days[0] ?? null, claimed: null, paid: null };
}

export type TracedCity = { readonly code: string; readonly name: string; readonly timeZone: TimeZone };

/** Cities in whose books goods were ever invoiced, by name. */
export async function tracedCities(on: Executor = db()): Promise<TracedCity[]> {
  const sold = on
    .select({ one: sql`1` })
    .from(entries)
    .where(and(eq(entries.organisationId, organisations.id), eq(entries.kind, "invoice.issued")));
  const cities = on.select({ code: organisations.cityCode }).from(organisations).where(exists(sold));
  return on
    .select({ code: regions.code, name: regions.name, timeZone: regions.timeZone })
    .from(regions)
    .where(inArray(regions.code, cities))
    .orderBy(asc(regions.name), asc(regions.code));
}

/** The newest days before `today` on which something was invoiced in the books of a city, the newest first. */
async function newestTracedDays(
  cityCode: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<BusinessDay[]> {
  const rows = await on
    .selectDistinct({ day: entries.occurredOn })
    .from(entries)
    .innerJoin(organisations, eq(organisations.id, entries.organisationId))
    .where(
      and(
        eq(organisations.cityCode, cityCode),
        eq(entries.kind, "invoice.issued"),
        lt(entries.occurredOn, today),
      ),
    )
    .orderBy(desc(entries.occurredOn))
    .limit(DAYS_LOOKED);
  return rows.map(({ day }) => day);
}

/** What was claimed on a day, and what was paid on it; each null where too few had a part in it for figures to be nobody's own. */
export type PublicTrace = { readonly claimed: PublicDay | null; readonly paid: PublicDay | null };

/**
 * The money of one day in a city, for anybody: what was booked that day in the books of its organisations, between kinds of parties
 * and never by name.
 */
export async function publicTrace(
  cityCode: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<PublicTrace> {
  const own = await on
    .select({ id: organisations.id })
    .from(organisations)
    .where(eq(organisations.cityCode, cityCode));
  const ownIds = own.map(({ id }) => id);
  const followed = new Set(ownIds);
  const booked = await entriesOfDay(ownIds, day, [...TRACED_KINDS, ...PAID_KINDS], on);
  const isPaid = new Set(PAID_KINDS);
  const claimed = bandsIn(
    booked.filter(({ kind }) => !isPaid.has(kind)),
    (id) => (followed.has(id) ? "whole" : null),
  );
  const paid = paidBandsIn(
    booked.filter(({ kind }) => isPaid.has(kind)),
    followed,
  );
  const groupOf = await groupsOf([...claimed, ...paid], cityCode, on);
  return { claimed: publicDay(claimed, groupOf), paid: publicDay(paid, groupOf) };
}

async function groupsOf(bands: readonly Band[], cityCode: string, on: Executor) {
  const parties = [...new Set(bands.flatMap((band) => [band.from, band.to]))];
  const kinds = await on
    .select({ id: organisations.id, kind: organisations.kind })
    .from(organisations)
    .where(and(inArray(organisations.id, parties), eq(organisations.cityCode, cityCode)));
  const groups = new Map(kinds.map(({ id, kind }) => [id, kind as string]));
  return (id: string): PublicGroup => {
    if (id.startsWith("prd_")) return "producer";
    return publicGroups.find((group) => group === groups.get(id)) ?? "elsewhere";
  };
}
