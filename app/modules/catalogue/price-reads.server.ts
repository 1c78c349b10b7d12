import { and, asc, desc, eq, gte, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, grades, priceCeilings } from "#db/schema/catalogue.ts";
import { regions } from "#db/schema/regions.ts";
import { standing } from "#db/written-once.ts";
import { ancestryOf } from "../regions/region.ts";
import { type GradeRef, gradeKey } from "./commodity-reads.server.ts";
import { type PriceCeiling, smallestCeiling } from "./price-ceiling.ts";

export type CeilingRow = typeof priceCeilings.$inferSelect;

const correcting = alias(priceCeilings, "correcting");

function ceilingInForce(regionCode: string, day: BusinessDay): SQL | undefined {
  return and(
    standing(priceCeilings),
    or(isNull(priceCeilings.regionCode), inArray(priceCeilings.regionCode, ancestryOf(regionCode))),
    lte(priceCeilings.validFrom, day),
    or(isNull(priceCeilings.validTo), gte(priceCeilings.validTo, day)),
  );
}

/** Legal consumer ceilings of several graded commodities in a region on a day, by `gradeKey`; none where none is set. */
export async function ceilingsFor(
  refs: readonly GradeRef[],
  regionCode: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<Map<string, PriceCeiling>> {
  if (refs.length === 0) return new Map();
  const codes = [...new Set(refs.map((ref) => ref.commodityCode))];
  const rows = await on
    .select()
    .from(priceCeilings)
    .where(and(inArray(priceCeilings.commodityCode, codes), ceilingInForce(regionCode, day)));
  const found = new Map<string, PriceCeiling>();
  for (const ref of refs) {
    const smallest = smallestCeiling(
      rows.filter((row) => row.commodityCode === ref.commodityCode),
      ref.gradeCode,
    );
    if (smallest) found.set(gradeKey(ref), smallest);
  }
  return found;
}

/** The smallest legal consumer ceiling of one graded commodity in a region on a day; null where none is set. */
export async function ceilingFor(
  ref: GradeRef,
  regionCode: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<PriceCeiling | null> {
  return (await ceilingsFor([ref], regionCode, day, on)).get(gradeKey(ref)) ?? null;
}

/** Every legal price in force in a region on a day, floors included: for price pages. */
export async function ceilingsInForce(
  regionCode: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<CeilingRow[]> {
  return on
    .select()
    .from(priceCeilings)
    .where(ceilingInForce(regionCode, day))
    .orderBy(
      asc(priceCeilings.commodityCode),
      asc(priceCeilings.gradeCode),
      asc(priceCeilings.kind),
      asc(priceCeilings.validFrom),
    );
}

export async function ceilingRow(id: string, on: Executor = db()): Promise<CeilingRow | null> {
  const [row] = await on.select().from(priceCeilings).where(eq(priceCeilings.id, id));
  return row ?? null;
}

function recordedCeilings(on: Executor) {
  return on
    .select({
      ceiling: priceCeilings,
      commodity: commodities.name,
      baseUnit: commodities.baseUnit,
      grade: grades.name,
      region: regions.name,
      correctedBy: correcting.id,
    })
    .from(priceCeilings)
    .innerJoin(commodities, eq(commodities.code, priceCeilings.commodityCode))
    .leftJoin(
      grades,
      and(eq(grades.commodityCode, priceCeilings.commodityCode), eq(grades.code, priceCeilings.gradeCode)),
    )
    .leftJoin(regions, eq(regions.code, priceCeilings.regionCode))
    .leftJoin(correcting, eq(correcting.correctsId, priceCeilings.id))
    .orderBy(
      asc(commodities.name),
      sql`${grades.rank} nulls first`,
      asc(priceCeilings.kind),
      sql`${priceCeilings.regionCode} nulls first`,
      desc(priceCeilings.validFrom),
      desc(priceCeilings.id),
    )
    .$dynamic();
}

export type RecordedCeiling = Awaited<ReturnType<typeof recordedCeilings>>[number];

/** Every legal price that was ever written, the newest of each rule first; of one commodity when asked. */
export async function ceilingHistory(
  commodityCode: string | null,
  on: Executor = db(),
): Promise<RecordedCeiling[]> {
  return recordedCeilings(on)
    .where(commodityCode === null ? undefined : eq(priceCeilings.commodityCode, commodityCode))
    .limit(2000);
}

/** One written row with its names, and what corrects it; null when there is none. */
export async function recordedCeiling(id: string, on: Executor = db()): Promise<RecordedCeiling | null> {
  const [row] = await recordedCeilings(on).where(eq(priceCeilings.id, id));
  return row ?? null;
}
