import { and, asc, desc, eq, inArray, lte, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { referencePrices } from "#db/schema/catalogue.ts";
import { standing } from "#db/written-once.ts";
import { ancestryOf } from "../regions/region.ts";
import { gradeKey } from "./commodity-reads.server.ts";
import type { LastPrice } from "./shelf.ts";

/** What markets paid last for several graded commodities, by `gradeKey`: as `referencePriceFor`, in one question. */
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
        eq(referencePrices.level, "market"),
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
