import type { ArrangedMarket } from "../arrange.ts";
import { findPairs } from "../cell-pairs.ts";
import type { CellRules } from "../market.ts";
import { takePart } from "../night-parts.ts";
import { orderCell } from "../order-cell.ts";
import type { CellRows } from "../rows.ts";
import { arcStore } from "../simplex/transport.ts";

/**
 * The market as it would be if every seller delivered `metres` farther, by road, to the line at `row` and to no other: its
 * pairs are found anew, all others stay. `excluded` are its own counts by reason. `arranged` is the market of the same rows.
 */
export function bringNearer(
  rows: CellRows,
  rules: CellRules,
  arranged: ArrangedMarket,
  row: number,
  metres: number,
): { readonly arranged: ArrangedMarket; readonly excluded: Int32Array } {
  const alone = takePart(rows, {
    lines: Int32Array.of(row),
    lots: Int32Array.from(rows.lots.available.keys()),
  });
  const { lots } = alone;
  const own = findPairs(
    orderCell({ ...alone, lots: { ...lots, radius: lots.radius.map((reach) => reach + metres) } }, rules),
  );
  return { arranged: withPairs(arranged, arranged.lineAt.indexOf(row), own.arcs), excluded: own.excluded };
}

/** The market with other pairs for the line at this position. Both sides count lots in the order of their ids. */
function withPairs(market: ArrangedMarket, position: number, own: Int32Array | Float64Array): ArrangedMarket {
  const { start, arcs } = market;
  const [begin, end] = [start[position] as number, start[position + 1] as number];
  const more = own.length - (end - begin);
  let costMax = market.costMax;
  for (let arc = 1; arc < own.length; arc += 2) costMax = Math.max(costMax, own[arc] as number);
  const changed = arcStore(arcs.length + more, costMax);
  changed.set(arcs.subarray(0, begin));
  changed.set(own, begin);
  changed.set(arcs.subarray(end), begin + own.length);
  return {
    ...market,
    costMax,
    arcs: changed,
    start: start.map((at, line) => (line > position ? at + more : at)),
  };
}
