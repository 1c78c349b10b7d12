import { and, desc, eq, gte, inArray, lte } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { referencePrices } from "#db/schema/catalogue.ts";
import { standing } from "#db/written-once.ts";
import { ancestryOf } from "../regions/region.ts";
import { type CeilingRow, ceilingsInForce } from "./price-reads.server.ts";

export type FarmFloor = {
  readonly floor: CeilingRow;
  /** What surveys found at farms around the region lately, the newest first. */
  readonly paid: readonly {
    readonly onDay: BusinessDay;
    readonly priceRupiah: bigint;
    readonly basePerUnit: bigint;
    readonly source: string;
  }[];
};

/**
 * The farm-gate floor of each of these commodities that has one in a region on a day, by commodity, with what was paid at farms in the
 * `lookBackDays` before. Of several floors (of grades, of regions) the nearest region's, and there the one that began last.
 */
export async function farmFloors(
  commodityCodes: readonly string[],
  place: { readonly regionCode: string; readonly day: BusinessDay; readonly lookBackDays: number },
  on: Executor = db(),
): Promise<Map<string, FarmFloor>> {
  const { regionCode, day, lookBackDays } = place;
  const nearest = new Map<string, CeilingRow>();
  for (const row of await ceilingsInForce(regionCode, day, on)) {
    if (row.kind !== "farm_floor" || !commodityCodes.includes(row.commodityCode)) continue;
    const before = nearest.get(row.commodityCode);
    const reach = (one: CeilingRow) => one.regionCode?.length ?? 0;
    if (
      !before ||
      reach(row) > reach(before) ||
      (reach(row) === reach(before) && row.validFrom > before.validFrom)
    )
      nearest.set(row.commodityCode, row);
  }
  if (nearest.size === 0) return new Map();
  const paid = await on
    .select()
    .from(referencePrices)
    .where(
      and(
        standing(referencePrices),
        eq(referencePrices.level, "farm"),
        inArray(referencePrices.commodityCode, [...nearest.keys()]),
        inArray(referencePrices.regionCode, ancestryOf(regionCode)),
        gte(referencePrices.onDay, addDays(day, -lookBackDays)),
        lte(referencePrices.onDay, day),
      ),
    )
    .orderBy(desc(referencePrices.onDay))
    .limit(2_000);
  return new Map(
    [...nearest].map(([code, floor]) => [
      code,
      {
        floor,
        paid: paid.filter(
          (row) =>
            row.commodityCode === code &&
            (floor.gradeCode === null || row.gradeCode === null || row.gradeCode === floor.gradeCode),
        ),
      },
    ]),
  );
}
