import { eq, inArray } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { regions } from "#db/schema/regions.ts";
import { type Point, pointOf } from "../regions/distance.ts";

const cities = alias(regions, "cities");

/** Where organisations stand: their own place, else their kelurahan's, else their city's; null where none is known. */
export async function placesOf(
  organisationIds: readonly string[],
  on: Executor,
): Promise<Map<string, Point | null>> {
  if (organisationIds.length === 0) return new Map();
  const rows = await on
    .select({
      id: organisations.id,
      own: { latitude: organisations.latitude, longitude: organisations.longitude },
      village: { latitude: regions.latitude, longitude: regions.longitude },
      city: { latitude: cities.latitude, longitude: cities.longitude },
    })
    .from(organisations)
    .innerJoin(regions, eq(regions.code, organisations.regionCode))
    .innerJoin(cities, eq(cities.code, organisations.cityCode))
    .where(inArray(organisations.id, [...new Set(organisationIds)]));
  return new Map(rows.map((row) => [row.id, pointOf(row.own) ?? pointOf(row.village) ?? pointOf(row.city)]));
}
