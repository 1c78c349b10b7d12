import { type Column, columnOf } from "#app/kernel/column.ts";

export type LinePromise = { readonly orderLineId: string; readonly base: bigint };

/** What is promised to each line. */
export type LineColumns = {
  readonly count: number;
  readonly orderLineId: Column;
  readonly base: Column;
  /** What each line was when it was read; null when nobody looked. */
  readonly version: Column | null;
};

/** Adds promises up line by line. With `seen` (the version of each line), they hold only while every line is what it was. */
export function lineColumns(
  promises: readonly LinePromise[],
  seen: ReadonlyMap<string, number> | null = null,
): LineColumns {
  const sums = new Map<string, bigint>();
  for (const { orderLineId, base } of promises) sums.set(orderLineId, (sums.get(orderLineId) ?? 0n) + base);
  const ids = [...sums.keys()].sort();
  return {
    count: ids.length,
    orderLineId: columnOf(ids),
    base: columnOf(ids.map((id) => sums.get(id) ?? 0n)),
    // A line that was not seen has no version, and is refused as one that moved.
    version: seen && columnOf(ids.map((id) => seen.get(id) ?? 0)),
  };
}
