import { RuleBroken } from "#app/kernel/errors.ts";

/**
 * Pairs what was filled in with what there is, in the order of what there is. Refuses unless each is filled in exactly
 * once: a line that was forgotten is not the same as a line of nothing.
 */
export function everyLineOnce<Row extends { readonly id: string }, Filled>(
  rows: readonly Row[],
  filled: readonly Filled[],
  idOf: (filled: Filled) => string,
): { readonly row: Row; readonly filled: Filled; readonly at: number }[] {
  const byId = new Map(filled.map((one, at) => [idOf(one), { one, at }]));
  if (byId.size !== filled.length || filled.length !== rows.length)
    throw new RuleBroken("shipments.linesDiffer");
  return rows.map((row) => {
    const found = byId.get(row.id);
    if (!found) throw new RuleBroken("shipments.linesDiffer");
    return { row, filled: found.one, at: found.at };
  });
}
