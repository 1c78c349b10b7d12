import { freightOver, roadMetres } from "./cell-pairs.ts";
import { listOf } from "./price-list.ts";
import type { CellRows, LotRows } from "./rows.ts";

/** Whether a lot costs anybody less a unit for more of it. */
export function hasTiers({ tierStart, priceLists }: LotRows, lot: number): boolean {
  const [first, end] = [lot * priceLists, (lot + 1) * priceLists];
  return (tierStart[end] as number) - (tierStart[first] as number) > priceLists;
}

/**
 * The least of a lot that a line can pay for, both by row: where its first price from the smallest quantity up that is
 * within the line's ceiling begins. A line that asks for enough and then gets only a part of it would otherwise have to
 * pay the price of the part. Prices fall with the quantity, so from there on everything is within.
 */
export function leastPaid(rows: CellRows, line: number, lot: number): number {
  const { lines, lots } = rows;
  if (!hasTiers(lots, lot)) return 0;
  const ceiling = (lots.taxed[lot] === 1 ? lines.ceilingTaxed[line] : lines.ceiling[line]) as number;
  const freight = lots.freight[lot] === 0 ? 0 : freightOver(lots, lot, roadMetres(rows, line, lot));
  const list = listOf(lots, lot, lines.priceList[line] as number);
  const end = lots.tierStart[list + 1] as number;
  let tier = lots.tierStart[list] as number;
  while (tier < end && (lots.tierPrice[tier] as number) + freight > ceiling) tier++;
  return tier === end ? Number.POSITIVE_INFINITY : (lots.tierFrom[tier] as number);
}
