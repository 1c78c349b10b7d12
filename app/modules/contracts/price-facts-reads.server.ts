import { and, asc, desc, eq, gte, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { referencePrices } from "#db/schema/catalogue.ts";
import { contractPriceLocks } from "#db/schema/contracts.ts";
import { standing } from "#db/written-once.ts";
import { ceilingPerUnit } from "../catalogue/price-ceiling.ts";
import { ceilingFor } from "../catalogue/price-reads.server.ts";
import { ancestryOf } from "../regions/region.ts";
import type { ContractLineShown } from "./contract-reads.server.ts";
import { type PriceFacts, type Reference, surveyedBase, surveyOf } from "./price-rule.ts";

/** What of a line its price hangs on. */
export type PricedLine = Pick<ContractLineShown, "commodityCode" | "gradeCode" | "priceRule" | "baseUnit">;

/**
 * What the price rule of a line leans on, on a day: the newest figure of the survey that it names, near the trade
 * center, and the legal ceiling at the destination, where the goods are eaten. Both per kilogram, litre or piece.
 */
export async function priceFactsOn(
  line: PricedLine,
  places: { readonly hubRegionCode: string; readonly destinationRegionCode: string },
  day: BusinessDay,
  on: Executor = db(),
): Promise<PriceFacts> {
  const per = surveyedBase(line.baseUnit);
  const ref = { commodityCode: line.commodityCode, gradeCode: line.gradeCode };
  const ceiling = await ceilingFor(ref, places.destinationRegionCode, day, on);
  return {
    reference: await referenceOn(line, places.hubRegionCode, per, day, on),
    ceiling: ceiling ? ceilingPerUnit(ceiling, per) : null,
  };
}

async function referenceOn(
  line: PricedLine,
  hubRegionCode: string,
  per: bigint,
  day: BusinessDay,
  on: Executor,
): Promise<Reference | null> {
  const asked = surveyOf(line.priceRule);
  if (!asked) return null;
  const [row] = await on
    .select()
    .from(referencePrices)
    .where(
      and(
        standing(referencePrices),
        eq(referencePrices.commodityCode, line.commodityCode),
        or(
          isNull(referencePrices.gradeCode),
          eq(referencePrices.gradeCode, asked.gradeCode ?? line.gradeCode),
        ),
        inArray(referencePrices.regionCode, ancestryOf(hubRegionCode)),
        eq(referencePrices.source, asked.source),
        lte(referencePrices.onDay, day),
      ),
    )
    .orderBy(
      desc(referencePrices.onDay),
      sql`${referencePrices.gradeCode} nulls last`,
      sql`length(${referencePrices.regionCode}) desc`,
      asc(referencePrices.id),
    )
    .limit(1);
  if (!row) return null;
  return { priceRupiah: ceilingPerUnit(row, per), source: row.source, onDay: row.onDay };
}

export type PriceLock = typeof contractPriceLocks.$inferSelect;

/** The lock that holds a line's price on this day, or null where the rule finds it anew. */
export async function priceLockOn(
  contractLineId: string,
  day: BusinessDay,
  on: Executor,
): Promise<PriceLock | null> {
  const [lock] = await on
    .select()
    .from(contractPriceLocks)
    .where(
      and(
        eq(contractPriceLocks.contractLineId, contractLineId),
        lte(contractPriceLocks.startsOn, day),
        gte(contractPriceLocks.endsOn, day),
      ),
    )
    .orderBy(desc(contractPriceLocks.startsOn))
    .limit(1);
  return lock ?? null;
}

/** The surveys that a price rule may name for this commodity, by name. */
export async function surveysOf(commodityCode: string, on: Executor = db()): Promise<string[]> {
  const rows = await on
    .selectDistinct({ source: referencePrices.source })
    .from(referencePrices)
    .where(and(standing(referencePrices), eq(referencePrices.commodityCode, commodityCode)))
    .orderBy(asc(referencePrices.source));
  return rows.map((row) => row.source);
}
