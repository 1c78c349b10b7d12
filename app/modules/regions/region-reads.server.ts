import { and, asc, desc, eq, gte, inArray, like, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { regions } from "#db/schema/regions.ts";
import { ancestryOf, cityCodeOf, type RegionLevel } from "./region.ts";

export type RegionRow = typeof regions.$inferSelect;

export async function regionByCode(code: string, on: Executor = db()): Promise<RegionRow | null> {
  const [row] = await on.select().from(regions).where(eq(regions.code, code));
  return row ?? null;
}

/** The city or regency that a region lies in, or is. Refuses an unknown region and a province. */
export async function cityOf(code: string, on: Executor = db()): Promise<RegionRow> {
  const cityCode = cityCodeOf(code);
  const city = cityCode === null ? null : await regionByCode(cityCode, on);
  if (!city) throw new Missing("regions.missing", { code });
  return city;
}

/** The clock of a region. Refuses an unknown one. */
export async function timeZoneOf(code: string, on: Executor = db()): Promise<TimeZone> {
  const region = await regionByCode(code, on);
  if (!region) throw new Missing("regions.missing", { code });
  return region.timeZone;
}

/** Name and place in words: "Kauman, Kepanjenkidul, Kota Blitar, Jawa Timur". */
export async function placeName(code: string, on: Executor = db()): Promise<string> {
  const rows = await on
    .select({ code: regions.code, name: regions.name })
    .from(regions)
    .where(inArray(regions.code, ancestryOf(code)))
    .orderBy(desc(regions.code));
  return rows.map((row) => row.name).join(", ");
}

export type FoundRegion = {
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly districtName: string | null;
  readonly cityCode: string | null;
  readonly cityName: string | null;
};

export type RegionSearch = {
  readonly text: string;
  readonly level?: RegionLevel;
  /** Only in these regions and below. */
  readonly within?: readonly string[];
  readonly limit?: number;
};

const city = alias(regions, "city");
const district = alias(regions, "district");

/**
 * Regions whose name, or code, begins with `text`, whatever its letter case; those of exactly that name first. Names
 * repeat all over the country, so every row says in which district and city it lies.
 */
export async function searchRegions(search: RegionSearch, on: Executor = db()): Promise<FoundRegion[]> {
  const text = search.text.trim().toLowerCase();
  if (text === "") return [];
  const prefix = `${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const within = (search.within ?? []).map((code) =>
    or(eq(regions.code, code), like(regions.code, `${code}.%`)),
  );
  return on
    .select({
      code: regions.code,
      name: regions.name,
      level: regions.level,
      districtName: district.name,
      cityCode: city.code,
      cityName: city.name,
    })
    .from(regions)
    .leftJoin(city, and(gte(regions.level, 2), eq(city.code, sql`left(${regions.code}, 5)`)))
    .leftJoin(district, and(gte(regions.level, 3), eq(district.code, sql`left(${regions.code}, 8)`)))
    .where(
      and(
        or(like(sql`lower(${regions.name})`, prefix), like(regions.code, prefix)),
        search.level === undefined ? undefined : eq(regions.level, search.level),
        within.length > 0 ? or(...within) : undefined,
      ),
    )
    .orderBy(sql`lower(${regions.name}) <> ${text}`, asc(regions.level), asc(regions.code))
    .limit(Math.min(search.limit ?? 20, 100));
}

/** Every kelurahan and village of a city, by code. */
export async function villagesOf(cityCode: string, on: Executor = db()): Promise<RegionRow[]> {
  return on
    .select()
    .from(regions)
    .where(and(eq(regions.level, 4), like(regions.code, `${cityCode}.%`)))
    .orderBy(asc(regions.code));
}

/** Every city and regency there is, by name. */
export async function citiesByName(on: Executor = db()): Promise<Pick<RegionRow, "code" | "name">[]> {
  return on
    .select({ code: regions.code, name: regions.name })
    .from(regions)
    .where(eq(regions.level, 2))
    .orderBy(asc(regions.name), asc(regions.code));
}
