import type { BusinessDay } from "#app/kernel/calendar.ts";

/** What is promised to leave a warehouse on a day, with its packing. */
export type WarehouseDay = {
  readonly day: BusinessDay;
  readonly usedGrams: bigint;
  /** Null where nothing limits the day. */
  readonly capacityGrams: bigint | null;
};

/** How much more can be promised to leave on a day, in grams; null where nothing limits it. */
export function leftOn({ usedGrams, capacityGrams }: Omit<WarehouseDay, "day">): bigint | null {
  if (capacityGrams === null) return null;
  return capacityGrams > usedGrams ? capacityGrams - usedGrams : 0n;
}
