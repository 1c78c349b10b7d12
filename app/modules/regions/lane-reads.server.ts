import { and, asc, desc, eq, gte, isNull, lte, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { lanes, regions } from "#db/schema/regions.ts";
import { standing } from "#db/written-once.ts";

export type LaneRow = typeof lanes.$inferSelect;

const [origin, destination, correction] = [
  alias(regions, "origin"),
  alias(regions, "destination"),
  alias(lanes, "correcting_lane"),
];

function isOpenOn(day: BusinessDay) {
  return and(standing(lanes), lte(lanes.validFrom, day), or(isNull(lanes.validTo), gte(lanes.validTo, day)));
}

/** The lane between two cities in force on a day: of those that hold, the one that began last; null where none is known. */
export async function laneBetween(
  fromCityCode: string,
  toCityCode: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<LaneRow | null> {
  const [row] = await on
    .select()
    .from(lanes)
    .where(and(eq(lanes.fromRegionCode, fromCityCode), eq(lanes.toRegionCode, toCityCode), isOpenOn(day)))
    .orderBy(desc(lanes.validFrom))
    .limit(1);
  return row ?? null;
}

function recordedLanes(on: Executor) {
  return on
    .select({
      lane: lanes,
      fromName: origin.name,
      toName: destination.name,
      correctedBy: correction.id,
    })
    .from(lanes)
    .innerJoin(origin, eq(origin.code, lanes.fromRegionCode))
    .innerJoin(destination, eq(destination.code, lanes.toRegionCode))
    .leftJoin(correction, eq(correction.correctsId, lanes.id))
    .$dynamic();
}

export type RecordedLane = Awaited<ReturnType<typeof recordedLanes>>[number];

/** The lanes in force on a day, out of one city when asked: of each the row that began last, the nearest first. */
export async function lanesInForce(
  day: BusinessDay,
  fromCityCode: string | null = null,
  on: Executor = db(),
): Promise<RecordedLane[]> {
  const latest = on
    .selectDistinctOn([lanes.fromRegionCode, lanes.toRegionCode], { id: lanes.id })
    .from(lanes)
    .where(isOpenOn(day))
    .orderBy(asc(lanes.fromRegionCode), asc(lanes.toRegionCode), desc(lanes.validFrom))
    .as("latest");
  return recordedLanes(on)
    .innerJoin(latest, eq(latest.id, lanes.id))
    .where(fromCityCode === null ? undefined : eq(lanes.fromRegionCode, fromCityCode))
    .orderBy(asc(origin.name), asc(lanes.distanceMetres), asc(lanes.toRegionCode))
    .limit(1000);
}

/** Everything that was ever written of one lane, the newest period first. */
export async function laneHistory(
  fromCityCode: string,
  toCityCode: string,
  on: Executor = db(),
): Promise<RecordedLane[]> {
  return recordedLanes(on)
    .where(and(eq(lanes.fromRegionCode, fromCityCode), eq(lanes.toRegionCode, toCityCode)))
    .orderBy(desc(lanes.validFrom), desc(lanes.id));
}

/** One written row with its names, and what corrects it; null when there is none. */
export async function recordedLane(id: string, on: Executor = db()): Promise<RecordedLane | null> {
  const [row] = await recordedLanes(on).where(eq(lanes.id, id));
  return row ?? null;
}
