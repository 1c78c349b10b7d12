import type { PaperCell, PaperColumn, PaperTable } from "#app/kernel/paper.ts";
import {
  type Column,
  ensure,
  type Flow,
  filled,
  heightOf,
  put,
  room,
  rule,
  turnPage,
  write,
} from "./flow.ts";
import { inks, type Ruler, type TextStyle } from "./marks.ts";
import { printable } from "./text-flow.ts";

/** Space left and right of the text in a cell. */
const PAD = 5.5;
const ROW_PAD = 2.9;
/** A text column narrower than this is not read any more; letters get smaller before it does. */
const TEXT_MIN = 72;

type Styles = {
  readonly head: TextStyle;
  readonly body: TextStyle;
  readonly figure: TextStyle;
  readonly note: TextStyle;
  readonly total: TextStyle;
};

function stylesAt(size: number): Styles {
  return {
    head: { face: "semibold", size: size - 0.9, color: inks.leafDeep },
    body: { face: "regular", size, color: inks.ink },
    figure: { face: "regular", size, color: inks.ink, tabular: true },
    note: { face: "regular", size: size - 1.3, color: inks.faint, tabular: true },
    total: { face: "bold", size, color: inks.ink, tabular: true },
  };
}

type Plan = { readonly table: PaperTable; readonly columns: readonly Column[]; readonly styles: Styles };

function textOf(cell: PaperCell): string {
  return typeof cell === "string" ? cell : cell.text;
}

function noteOf(cell: PaperCell): string | null {
  return typeof cell === "string" ? null : cell.note;
}

/** Widths of columns that never break: their widest content, and the widest word of their head. */
function fixedWidth(table: PaperTable, at: number, styles: Styles, ruler: Ruler): number {
  const column = table.columns[at];
  let width = 0;
  for (const word of printable(column?.title ?? "").split(" "))
    width = Math.max(width, ruler.width(word, styles.head));
  const seen = new Set<string>();
  for (const row of table.rows) {
    const cell = row[at] ?? "";
    const text = textOf(cell);
    if (!seen.has(text)) {
      seen.add(text);
      width = Math.max(width, ruler.width(printable(text), styles.figure));
    }
    const note = noteOf(cell);
    if (note !== null) width = Math.max(width, ruler.width(printable(note), styles.note));
  }
  const total = table.total?.[at] ?? "";
  return Math.max(width, ruler.width(printable(textOf(total)), styles.total)) + 2 * PAD + 0.5;
}

/** Shares the width of the page among the columns; takes smaller letters when the text columns would starve. */
function planOf(flow: Flow, table: PaperTable): Plan {
  const { left, right } = flow.frame;
  const texts = table.columns.filter((column) => column.cell === "text");
  for (const size of [8.4, 8, 7.6, 7.2, 6.8, 6.4]) {
    const styles = stylesAt(size);
    const fixed = table.columns.map((column, at) =>
      column.cell === "text" ? 0 : fixedWidth(table, at, styles, flow.ruler),
    );
    const left0 = right - left - fixed.reduce((sum, width) => sum + width, 0);
    if (left0 < texts.length * TEXT_MIN && size > 6.4) continue;
    return { table, styles, columns: placed(table.columns, fixed, left0, left) };
  }
  throw new Error("A table finds its widths at the smallest letters");
}

function placed(
  columns: readonly PaperColumn[],
  fixed: readonly number[],
  rest: number,
  left: number,
): Column[] {
  const growth = columns.reduce((sum, column) => sum + (column.cell === "text" ? column.grow : 0), 0);
  // Without a text column the room that is left goes to all alike, so that the table still spans the page.
  const even = growth === 0 ? rest / columns.length : 0;
  let x = left;
  return columns.map((column, at) => {
    const width =
      column.cell === "text" ? (Math.max(rest, 0) * column.grow) / growth : (fixed[at] ?? 0) + even;
    const place = { x: x + PAD, width: width - 2 * PAD, align: alignOf(column) } as const;
    x += width;
    return place;
  });
}

function alignOf(column: PaperColumn): "left" | "right" | "center" {
  return column.cell === "figure" ? "right" : column.cell === "mark" ? "center" : "left";
}

function headHeight(flow: Flow, plan: Plan): number {
  const heights = plan.table.columns.map((column, at) =>
    heightOf(flow, column.title, plan.columns[at]?.width ?? 0, plan.styles.head),
  );
  return Math.max(...heights) + 2 * ROW_PAD;
}

function drawHead(flow: Flow, plan: Plan): void {
  const { left, right } = flow.frame;
  const height = headHeight(flow, plan);
  put(flow, filled(left, flow.y, right - left, height, inks.leafPale));
  plan.columns.forEach((place, at) => {
    const title = plan.table.columns[at]?.title ?? "";
    const own = heightOf(flow, title, place.width, plan.styles.head);
    write(flow, title, place, flow.y + (height - own) / 2, plan.styles.head);
  });
  put(flow, rule(left, flow.y, right - left, inks.leaf, 0.9));
  flow.y += height;
  put(flow, rule(left, flow.y, right - left, inks.leaf, 0.5));
}

function styleOf(plan: Plan, at: number): TextStyle {
  return plan.table.columns[at]?.cell === "text" ? plan.styles.body : plan.styles.figure;
}

function rowHeight(flow: Flow, plan: Plan, row: readonly PaperCell[]): number {
  const heights = plan.columns.map((place, at) => {
    const cell = row[at] ?? "";
    const note = noteOf(cell);
    return (
      heightOf(flow, textOf(cell), place.width, styleOf(plan, at)) +
      (note === null ? 0 : heightOf(flow, note, place.width, plan.styles.note))
    );
  });
  return Math.max(...heights) + 2 * ROW_PAD;
}

function drawRow(flow: Flow, plan: Plan, row: readonly PaperCell[], height: number): void {
  plan.columns.forEach((place, at) => {
    const cell = row[at] ?? "";
    const below = write(flow, textOf(cell), place, flow.y + ROW_PAD, styleOf(plan, at));
    const note = noteOf(cell);
    if (note !== null) write(flow, note, place, below, plan.styles.note);
  });
  flow.y += height;
  put(flow, rule(flow.frame.left, flow.y, flow.frame.right - flow.frame.left, inks.hair, 0.5));
}

function drawTotal(flow: Flow, plan: Plan, total: readonly PaperCell[], height: number): void {
  const { left, right } = flow.frame;
  put(flow, filled(left, flow.y, right - left, height, inks.leafPale));
  plan.columns.forEach((place, at) => {
    write(flow, textOf(total[at] ?? ""), place, flow.y + ROW_PAD, plan.styles.total);
  });
  put(flow, rule(left, flow.y, right - left, inks.leaf, 0.7));
  flow.y += height;
  put(flow, rule(left, flow.y, right - left, inks.leaf, 0.7));
}

/**
 * Draws a table over as many pages as it needs, its head again on each. A row is never torn; the last one keeps
 * its total, and `tail` points of what follows, with it, so that sums never stand alone on a page.
 */
export function drawTable(flow: Flow, table: PaperTable, tail: number): void {
  const plan = planOf(flow, table);
  const total = table.total;
  const totalHeight =
    total === null
      ? 0
      : Math.max(
          ...plan.columns.map((place, at) =>
            heightOf(flow, textOf(total[at] ?? ""), place.width, plan.styles.total),
          ),
        ) +
        2 * ROW_PAD;
  const head = headHeight(flow, plan);
  const first = table.rows[0] ? rowHeight(flow, plan, table.rows[0]) : 0;
  ensure(flow, head + first + (table.rows.length === 1 ? totalHeight + tail : 0));
  drawHead(flow, plan);
  table.rows.forEach((row, at) => {
    const height = rowHeight(flow, plan, row);
    const needed = at === table.rows.length - 1 ? height + totalHeight + tail : height;
    if (needed > room(flow) && at > 0) {
      turnPage(flow);
      drawHead(flow, plan);
    }
    drawRow(flow, plan, row, height);
  });
  if (total !== null) drawTotal(flow, plan, total, totalHeight);
}
