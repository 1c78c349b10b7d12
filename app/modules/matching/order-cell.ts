import { type IdColumn, idAt, idsInOrder, sameId } from "./id-column.ts";
import { InstanceRefused } from "./instance.ts";
import type { CellRules } from "./market.ts";
import type { CellRows, LotRows } from "./rows.ts";

/** Rows in code-point order of their ids: position `at` is row `lineRow[at]` or `lotRow[at]`. */
export type RowOrder = {
  readonly lineRow: Int32Array;
  readonly lotRow: Int32Array;
};

export type OrderedCell = RowOrder & {
  readonly rows: CellRows;
  readonly rules: CellRules;
  /** By lot position: what the lot can give, the day room of its listing included. */
  readonly canGive: Float64Array;
};

/** Puts a cell in order. Refuses an id that is there twice, and day rooms where lines are for several days. */
export function orderCell(rows: CellRows, rules: CellRules): OrderedCell {
  const lineRow = idsInOrder(rows.lines.id);
  const lotRow = idsInOrder(rows.lots.id);
  refuseRepeated(rows.lines.id, lineRow, "lines");
  refuseRepeated(rows.lots.id, lotRow, "lots");
  return { rows, rules, lineRow, lotRow, canGive: withinDayRoom(rows, lotRow) };
}

function refuseRepeated(ids: IdColumn, order: Int32Array, list: string): void {
  for (let at = 1; at < order.length; at++) {
    const row = order[at] as number;
    if (sameId(ids, order[at - 1] as number, row))
      throw new InstanceRefused(list, `${JSON.stringify(idAt(ids, row))} is there twice`);
  }
}

/**
 * What each lot can give when the lots of a listing together may not exceed the room of its day: the first to expire
 * gives first, then by id.
 *
 * Cutting beforehand loses nothing. Lots of one listing share seller, place, price and terms, so for lines of one day
 * they are the same goods, and any sale within the room can be moved onto the lots as they are cut.
 */
function withinDayRoom({ lines, lots }: CellRows, lotRow: Int32Array): Float64Array {
  const canGive = Float64Array.from(lotRow, (row) => lots.available[row] as number);
  const limited = Int32Array.from(lotRow.keys()).filter((lot) =>
    Number.isFinite(lots.dayRoom[lotRow[lot] as number]),
  );
  if (limited.length === 0) return canGive;
  if (lines.day.some((day) => day !== lines.day[0]))
    throw new InstanceRefused("dayRoom", "needs lines that are all for one day");
  const room = new Map<number, number>();
  limited.sort((a, b) => expiry(lots, lotRow[a] as number) - expiry(lots, lotRow[b] as number) || a - b);
  for (const lot of limited) {
    const row = lotRow[lot] as number;
    if (!isGoodOn(lots, row, lines.day[0])) continue;
    const listing = lots.listing[row] as number;
    const left = room.get(listing) ?? (lots.dayRoom[row] as number);
    const given = Math.min(left, canGive[lot] as number);
    canGive[lot] = given;
    room.set(listing, left - given);
  }
  return canGive;
}

function expiry({ untilDay }: LotRows, row: number): number {
  return untilDay[row] as number;
}

/** A lot that is not good on the day uses up none of its room. */
function isGoodOn({ fromDay, untilDay }: LotRows, row: number, day: number | undefined): boolean {
  return day !== undefined && (fromDay[row] as number) <= day && day <= (untilDay[row] as number);
}
