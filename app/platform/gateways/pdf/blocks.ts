import type { PaperBlock, PaperFact, PaperPanel, PaperSum, PaperSums } from "#app/kernel/paper.ts";
import { ensure, type Flow, filled, heightOf, measured, put, rule, textMark, write } from "./flow.ts";
import { inks, type TextStyle } from "./marks.ts";
import { drawTable } from "./table-layout.ts";
import { lineHeight } from "./text-flow.ts";

const proseStyle: TextStyle = { face: "regular", size: 9, color: inks.ink };
export const labelStyle: TextStyle = { face: "regular", size: 8.4, color: inks.faint };
export const valueStyle: TextStyle = { face: "medium", size: 8.4, color: inks.ink, tabular: true };
const headingStyle: TextStyle = { face: "bold", size: 9.6, color: inks.leafDeep };
const smallHeadingStyle: TextStyle = { face: "semibold", size: 8.4, color: inks.leafDeep };
const noteStyle: TextStyle = { face: "regular", size: 8.2, color: inks.soft };

/** Space between two blocks. */
export const BLOCK_GAP = 9;

function widthOf(flow: Flow): number {
  return flow.frame.right - flow.frame.left;
}

/** Draws a block at the pen, turning the page where it must. `tail` is the height that must follow a table at once. */
export function drawBlock(flow: Flow, block: PaperBlock, tail: number): void {
  switch (block.kind) {
    case "table":
      drawTable(flow, block, tail);
      return;
    case "paragraph":
      ensure(flow, heightOf(flow, block.text, widthOf(flow), proseStyle));
      flow.y = write(flow, block.text, { x: flow.frame.left, width: widthOf(flow) }, flow.y, proseStyle);
      return;
    case "heading":
      // A heading keeps the head of its table and a row or two with it.
      ensure(flow, 70);
      flow.y = write(flow, block.text, { x: flow.frame.left, width: widthOf(flow) }, flow.y, headingStyle);
      return;
    case "sums":
      drawWhole(flow, (at) => drawSettlement(at, block));
      return;
    case "statements":
      drawWhole(flow, (at) => drawStatements(at, block.rows));
      return;
    case "notes":
      drawNotes(flow, block.title, block.entries, { x: flow.frame.left, width: widthOf(flow) });
      return;
    case "amount":
      drawWhole(flow, (at) => drawAmount(at, block.text));
      return;
  }
}

/** Draws something that is never torn over two pages. */
function drawWhole(flow: Flow, draw: (flow: Flow) => void): void {
  ensure(flow, measured(flow, draw));
  draw(flow);
}

const SUMS_WIDTH = 262;
const SUMS_GUTTER = 18;

/** Sums at the right, and beside them the words and the panel; as tall as the taller side. */
function drawSettlement(flow: Flow, block: PaperSums): void {
  const top = flow.y;
  const column = { x: flow.frame.left, width: widthOf(flow) - SUMS_WIDTH - SUMS_GUTTER };
  drawSums(flow, block.rows);
  const bottom = flow.y;
  flow.y = top;
  if (block.words !== null) drawWords(flow, block.words, column);
  if (block.panel !== null) {
    if (block.words !== null) flow.y += 8;
    drawPanel(flow, block.panel, column);
  }
  flow.y = Math.max(flow.y, bottom);
}

function drawSums(flow: Flow, rows: readonly PaperSum[]): void {
  const left = flow.frame.right - SUMS_WIDTH;
  for (const row of rows) {
    const isGrand = row.weight === "grand";
    const style: TextStyle =
      row.weight === "plain"
        ? { face: "regular", size: 8.8, color: inks.ink, tabular: true }
        : {
            face: "bold",
            size: isGrand ? 10.6 : 8.8,
            color: isGrand ? inks.leafDeep : inks.ink,
            tabular: true,
          };
    const valueWidth = flow.ruler.width(row.value, style);
    const labelWidth = SUMS_WIDTH - valueWidth - 24;
    const pad = isGrand ? 5.5 : 2.6;
    const labelled: TextStyle = isGrand ? { ...style, size: 9.4 } : style;
    const height = Math.max(lineHeight(style), heightOf(flow, row.label, labelWidth, labelled)) + 2 * pad;
    if (isGrand)
      put(
        flow,
        filled(left, flow.y, SUMS_WIDTH, height, inks.leafPale),
        rule(left, flow.y, SUMS_WIDTH, inks.leaf, 1),
        rule(left, flow.y + height, SUMS_WIDTH, inks.leaf, 1),
      );
    const drop = isGrand ? (lineHeight(style) - lineHeight(labelled)) / 2 : 0;
    write(flow, row.label, { x: left + 6, width: labelWidth }, flow.y + pad + drop, labelled);
    write(
      flow,
      row.value,
      { x: flow.frame.right - 4.5 - valueWidth, width: valueWidth + 1 },
      flow.y + pad,
      style,
    );
    flow.y += height;
  }
}

type Side = { readonly x: number; readonly width: number };

function drawWords(flow: Flow, words: PaperFact, side: Side): void {
  const style: TextStyle = { face: "semibold", size: 8.8, color: inks.ink };
  const small: TextStyle = { face: "regular", size: 7.6, color: inks.faint };
  const column = { x: side.x + 10, width: side.width - 10 };
  const height = lineHeight(small) + heightOf(flow, words.value, column.width, style) + 6;
  put(flow, filled(side.x, flow.y, 2.4, height, inks.leaf));
  const below = write(flow, words.label, column, flow.y + 3, small);
  write(flow, words.value, column, below, style);
  flow.y += height;
}

function drawStatements(flow: Flow, rows: readonly PaperFact[]): void {
  const label: TextStyle = { face: "regular", size: 9.6, color: inks.soft };
  const value: TextStyle = { face: "semibold", size: 10, color: inks.ink };
  const { left, right } = flow.frame;
  const valueLeft = left + 118;
  const width = right - valueLeft;
  for (const row of rows) {
    const lines = Math.round(heightOf(flow, row.value, width - 4, value) / lineHeight(value));
    const step = lineHeight(value) + 6;
    write(flow, row.label, { x: left, width: 108 }, flow.y + 3, label);
    write(flow, ":", { x: valueLeft - 9, width: 8 }, flow.y + 3, label);
    flow.y = spacedLines(flow, row.value, valueLeft, width, value, step, lines) + 4;
  }
}

/** Lines of a kwitansi stand on dotted rules, as on the printed form. */
function spacedLines(
  flow: Flow,
  text: string,
  x: number,
  width: number,
  style: TextStyle,
  step: number,
  lines: number,
): number {
  const scratch: Flow = { ...flow, sheets: [[]] };
  write(scratch, text, { x: x + 2, width: width - 4 }, 0, style);
  const marks = scratch.sheets[0] ?? [];
  marks.forEach((mark, at) => {
    if (mark.kind === "text") put(flow, { ...mark, baseline: flow.y + 3 + at * step + style.size * 1.04 });
  });
  for (let at = 1; at <= lines; at += 1)
    put(flow, {
      kind: "rule",
      x,
      y: flow.y + at * step - 1.5,
      width,
      weight: 0.6,
      color: inks.line,
      isDotted: true,
    });
  return flow.y + lines * step;
}

function drawPanel(flow: Flow, panel: PaperPanel, side: Side): void {
  const top = flow.y;
  const left = side.x + 9;
  const labels = 76;
  let y = write(flow, panel.title, { x: left, width: side.width - 18 }, top + 5.5, smallHeadingStyle) + 1.5;
  for (const row of panel.rows) {
    const labelBottom = write(flow, row.label, { x: left, width: labels - 4 }, y, labelStyle);
    const column = { x: left + labels, width: side.width - 18 - labels };
    y = Math.max(labelBottom, write(flow, row.value, column, y, valueStyle)) + 0.5;
  }
  put(flow, {
    kind: "box",
    x: side.x,
    y: top,
    width: side.width,
    height: y + 4.5 - top,
    fill: null,
    stroke: { color: inks.leafLine, weight: 0.8, isDashed: false },
  });
  flow.y = y + 4.5;
}

/** Numbered notes, over the full width or in a side of the page; one alone has no number. */
export function drawNotes(flow: Flow, title: string, entries: readonly string[], side: Side): void {
  const left = side.x;
  const numbered = entries.length > 1;
  const column = { x: left + (numbered ? 14 : 0), width: side.width - (numbered ? 14 : 0) };
  const [first = ""] = entries;
  ensure(flow, lineHeight(smallHeadingStyle) + heightOf(flow, first, column.width, noteStyle) + 4);
  flow.y = write(flow, title, { x: left, width: side.width }, flow.y, smallHeadingStyle) + 1;
  entries.forEach((entry, at) => {
    ensure(flow, heightOf(flow, entry, column.width, noteStyle));
    if (numbered) write(flow, `${at + 1}.`, { x: left, width: 14 }, flow.y, noteStyle);
    flow.y = write(flow, entry, column, flow.y, noteStyle) + 1;
  });
}

function drawAmount(flow: Flow, text: string): void {
  const { left } = flow.frame;
  const style: TextStyle = { face: "bold", size: 17, color: inks.leafDeep, tabular: true };
  const width = flow.ruler.width(text, style) + 36;
  put(flow, {
    kind: "box",
    x: left,
    y: flow.y,
    width,
    height: 36,
    fill: inks.leafPale,
    stroke: { color: inks.leaf, weight: 1.2, isDashed: false },
  });
  put(flow, textMark(flow, text, left + 18, flow.y + 24, style));
  flow.y += 36;
}
