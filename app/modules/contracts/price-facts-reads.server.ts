import { and, asc, desc, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { referencePrices } from "#db/schema/catalogue.ts";
import { standing } from "#db/written-once.ts";
import { ceilingPerUnit } from "../catalogue/price-ceiling.ts";
import { ceilingFor } from "../catalogue/price-reads.server.ts";
import { ancestryOf } from "../regions/region.ts";
import type { ContractRow } from "./contract-reads.server.ts";
import { type Reference, surveyedBase, surveyOf } from "./price-rule.ts";

/**
 * What the price rule of a contract leans on, on a day: the newest figure of the survey that it names, near the trade
 * center, and the legal ceiling at the destination, where the goods are eaten. Both per kilogram, litre or piece.
 */
export async function priceFactsOn(
  contract: ContractRow,
  ground: { readonly baseUnit: BaseUnit; readonly hubRegionCode: string },
  day: BusinessDay,
  on: Executor,
) {
  const per = surveyedBase(ground.baseUnit);
  const ref = { commodityCode: contract.commodityCode, gradeCode: contract.gradeCode };
  const ceiling = await ceilingFor(ref, contract.destinationRegionCode, day, on);
  return {
    reference: await referenceOn(contract, ground.hubRegionCode, per, day, on),
    ceiling: ceiling ? ceilingPerUnit(ceiling, per) : null,
  };
}

async function referenceOn(
  contract: ContractRow,
  hubRegionCode: string,
  per: bigint,
  day: BusinessDay,
  on: Executor,
): Promise<Reference | null> {
  const asked = surveyOf(contract.priceRule);
  if (!asked) return null;
  const [row] = await on
    .select()
    .from(referencePrices)
    .where(
      and(
        standing(referencePrices),
        eq(referencePrices.commodityCode, contract.commodityCode),
        or(
          isNull(referencePrices.gradeCode),
          eq(referencePrices.gradeCode, asked.gradeCode ?? contract.gradeCode),
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

/** The surveys that a price rule may name for this commodity, by name. */
export async function surveysOf(commodityCode: string, on: Executor = db()): Promise<string[]> {
  const rows = await on
    .selectDistinct({ source: referencePrices.source })
    .from(referencePrices)
    .where(and(standing(referencePrices), eq(referencePrices.commodityCode, commodityCode)))
    .orderBy(asc(referencePrices.source));
  return rows.map((row) => row.source);
}
