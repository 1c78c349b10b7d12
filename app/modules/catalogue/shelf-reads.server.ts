import { and, asc, desc, inArray, lte, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, commodityUnits, grades, referencePrices } from "#db/schema/catalogue.ts";
import { standing } from "#db/written-once.ts";
import { ancestryOf } from "../regions/region.ts";
import { gradeKey } from "./commodity-reads.server.ts";
import { ceilingsFor } from "./price-reads.server.ts";
import type { LastPrice, ShelfGoods } from "./shelf.ts";

/** The named commodities with their grades, units, legal ceilings and last prices in a region on a day. */
export async function shelfOf(
  codes: readonly string[],
  regionCode: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<ShelfGoods[]> {
  if (codes.length === 0) return [];
  const named = [...new Set(codes)];
  const goods = await on.select().from(commodities).where(inArray(commodities.code, named));
  const gradeRows = await on
    .select()
    .from(grades)
    .where(inArray(grades.commodityCode, named))
    .orderBy(asc(grades.rank));
  const unitRows = await on
    .select()
    .from(commodityUnits)
    .where(inArray(commodityUnits.commodityCode, named))
    .orderBy(sql`${commodityUnits.isDefault} desc`, asc(commodityUnits.basePerUnit));
  const refs = gradeRows.map((grade) => ({ commodityCode: grade.commodityCode, gradeCode: grade.code }));
  const legal = await ceilingsFor(refs, regionCode, day, on);
  const last = await lastPricesFor(refs, regionCode, day, on);
  return goods.map((commodity) => ({
    code: commodity.code,
    name: commodity.name,
    taxClass: commodity.taxClass,
    grades: gradeRows
      .filter((grade) => grade.commodityCode === commodity.code)
      .map((grade) => {
        const key = gradeKey({ commodityCode: commodity.code, gradeCode: grade.code });
        return {
          code: grade.code,
          name: grade.name,
          legal: legal.get(key) ?? null,
          last: last.get(key) ?? null,
        };
      }),
    units: unitRows
      .filter((unit) => unit.commodityCode === commodity.code)
      .map(({ unit, basePerUnit }) => ({ unit, basePerUnit })),
  }));
}

/** What the market paid last for several graded commodities, by `gradeKey`: as `referencePriceFor`, in one question. */
export async function lastPricesFor(
  refs: readonly { readonly commodityCode: string; readonly gradeCode: string }[],
  regionCode: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<Map<string, LastPrice>> {
  if (refs.length === 0) return new Map();
  const rows = await on
    .selectDistinctOn([referencePrices.commodityCode, referencePrices.gradeCode])
    .from(referencePrices)
    .where(
      and(
        standing(referencePrices),
        inArray(referencePrices.commodityCode, [...new Set(refs.map((ref) => ref.commodityCode))]),
        inArray(referencePrices.regionCode, ancestryOf(regionCode)),
        lte(referencePrices.onDay, day),
      ),
    )
    .orderBy(
      referencePrices.commodityCode,
      referencePrices.gradeCode,
      desc(referencePrices.onDay),
      sql`length(${referencePrices.regionCode}) desc`,
      asc(referencePrices.id),
    );
  const found = new Map<string, LastPrice>();
  for (const ref of refs) {
    const [newest] = rows
      .filter((row) => row.commodityCode === ref.commodityCode)
      .filter((row) => row.gradeCode === null || row.gradeCode === ref.gradeCode)
      .sort((a, b) => (a.onDay < b.onDay ? 1 : -1));
    if (newest) found.set(gradeKey(ref), newest);
  }
  return found;
}

/** Everything that is traded, for a picker. */
export async function tradedGoods(
  on: Executor = db(),
): Promise<{ code: string; name: string; nameEn: string; category: string }[]> {
  return on
    .select({
      code: commodities.code,
      name: commodities.name,
      nameEn: commodities.nameEn,
      category: commodities.category,
    })
    .from(commodities)
    .orderBy(asc(commodities.category), asc(commodities.name));
}
