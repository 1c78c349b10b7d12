import { takePart } from "#app/modules/matching/night-parts.ts";
import type { CellRows } from "#app/modules/matching/rows.ts";
import { Random } from "./random.ts";

/** The same rows in another order, in shared memory again. */
export function shuffleRows(rows: CellRows, seed: string): CellRows {
  const order = (count: number, purpose: string) => {
    const random = new Random(seed, purpose);
    const positions = Int32Array.from({ length: count }, (_, at) => at);
    for (let at = count - 1; at > 0; at--) {
      const other = random.below(at + 1);
      const moved = positions[at] as number;
      positions[at] = positions[other] as number;
      positions[other] = moved;
    }
    return positions;
  };
  const shuffled = takePart(rows, {
    lines: order(rows.lines.quantity.length, "line order"),
    lots: order(rows.lots.available.length, "lot order"),
  });
  return share(shuffled);
}

function share<Columns extends object | number>(columns: Columns): Columns {
  if (typeof columns === "number") return columns;
  if (ArrayBuffer.isView(columns)) return shareColumn(columns as Columns & Column);
  return Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, share(value)])) as Columns;
}

type Column = Int32Array | Float64Array | Uint8Array;

function shareColumn<Kind extends Column>(column: Kind): Kind {
  const Kind = column.constructor as new (buffer: SharedArrayBuffer) => Kind;
  const shared = new Kind(new SharedArrayBuffer(column.byteLength));
  shared.set(column);
  return shared;
}
