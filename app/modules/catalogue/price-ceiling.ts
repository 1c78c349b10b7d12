import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";

/**
 * A legal price: HET and HAP cap what a consumer pays, a farm-gate floor protects who grows. Each is a dated row of a
 * regulation, for a commodity or one of its grades, everywhere or in a region.
 */
export type PriceCeiling = {
  readonly commodityCode: string;
  /** Null: every grade. */
  readonly gradeCode: string | null;
  readonly kind: "het" | "hap" | "farm_floor";
  /** Null: everywhere. */
  readonly regionCode: string | null;
  readonly priceRupiah: Rupiah;
  readonly basePerUnit: bigint;
  readonly validFrom: BusinessDay;
  readonly source: string;
};

function isCheaper(a: PriceCeiling, b: PriceCeiling): boolean {
  return a.priceRupiah * b.basePerUnit < b.priceRupiah * a.basePerUnit;
}

function reach(ceiling: PriceCeiling): number {
  return ceiling.regionCode?.length ?? 0;
}

/**
 * The smallest consumer ceiling among rows in force there and then. Of one regulation's rows (same kind, same grade)
 * the nearest region wins, and there the one that began last; between regulations the smallest wins.
 */
export function smallestCeiling(inForce: readonly PriceCeiling[], gradeCode: string): PriceCeiling | null {
  const standing = new Map<string, PriceCeiling>();
  for (const ceiling of inForce) {
    if (ceiling.kind === "farm_floor") continue;
    if (ceiling.gradeCode !== null && ceiling.gradeCode !== gradeCode) continue;
    const rule = `${ceiling.kind}/${ceiling.gradeCode ?? ""}`;
    const rival = standing.get(rule);
    const isNearer =
      rival === undefined ||
      reach(ceiling) > reach(rival) ||
      (reach(ceiling) === reach(rival) && ceiling.validFrom > rival.validFrom);
    if (isNearer) standing.set(rule, ceiling);
  }
  let smallest: PriceCeiling | null = null;
  for (const ceiling of standing.values())
    if (smallest === null || isCheaper(ceiling, smallest)) smallest = ceiling;
  return smallest;
}

/** The ceiling in rupiah for one trading unit of `basePerUnit` base units, rounded half up. */
export function ceilingPerUnit(
  ceiling: Pick<PriceCeiling, "priceRupiah" | "basePerUnit">,
  basePerUnit: bigint,
): Rupiah {
  return priceOf(basePerUnit, ceiling.priceRupiah, ceiling.basePerUnit);
}

/** Whether a price per unit stands above the ceiling for that unit. */
export function isAboveCeiling(
  price: { readonly priceRupiah: Rupiah; readonly basePerUnit: bigint },
  ceiling: Pick<PriceCeiling, "priceRupiah" | "basePerUnit"> | null,
): boolean {
  return ceiling !== null && price.priceRupiah > ceilingPerUnit(ceiling, price.basePerUnit);
}
