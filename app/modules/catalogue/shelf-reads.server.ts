import { asc, inArray, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, commodityUnits, grades } from "#db/schema/catalogue.ts";
import { gradeKey } from "./commodity-reads.server.ts";
import { lastPricesFor } from "./last-price-reads.server.ts";
import type { ShelfGoods } from "./shelf.ts";
import { yardsticksFor } from "./yardstick-reads.server.ts";

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
  const [yardstickOf, last] = await Promise.all([
    yardsticksFor(refs, regionCode, day, on),
    lastPricesFor(refs, regionCode, day, on),
  ]);
  return goods.map((commodity) => ({
    code: commodity.code,
    name: commodity.name,
    taxClass: commodity.taxClass,
    grades: gradeRows
      .filter((grade) => grade.commodityCode === commodity.code)
      .map((grade) => {
        const ref = { commodityCode: commodity.code, gradeCode: grade.code };
        return {
          code: grade.code,
          name: grade.name,
          last: last.get(gradeKey(ref)) ?? null,
          yardstick: yardstickOf(ref),
        };
      }),
    units: unitRows
      .filter((unit) => unit.commodityCode === commodity.code)
      .map(({ unit, basePerUnit }) => ({ unit, basePerUnit })),
  }));
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
