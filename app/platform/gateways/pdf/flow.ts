import type { Paper } from "#app/kernel/paper.ts";
import { inks, type Mark, type Ruler, type TextStyle } from "./marks.ts";
import { lineHeight, printable, wrapped } from "./text-flow.ts";

/**
 * The pen on its way down the pages: which page, how far down, and what may not be written over. Everything that is
 * drawn goes through it, so a page is turned in one place only.
 */
export type Flow = {
  readonly paper: Paper;
  readonly ruler: Ruler;
  readonly frame: Frame;
  readonly sheets: Mark[][];
  /** Top of what comes next. */
  y: number;
};

export type Frame = {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  /** Where the text of a following page begins, under its small head. */
  readonly top: number;
  /** Where the text of any page ends, above its foot. */
  readonly bottom: number;
};

/** A4 with margins of 18 mm. */
export const frame: Frame = {
  width: 595.28,
  height: 841.89,
  left: 51,
  right: 544.28,
  top: 62,
  bottom: 793.89,
};

export function put(flow: Flow, ...marks: readonly Mark[]): void {
  const sheet = flow.sheets.at(-1);
  sheet?.push(...marks);
}

export function room(flow: Flow): number {
  return flow.frame.bottom - flow.y;
}

/** Begins the next page: a thin band, and whose paper it is. */
export function turnPage(flow: Flow): void {
  const { frame, paper } = flow;
  flow.sheets.push([]);
  const small: TextStyle = { face: "medium", size: 7.6, color: inks.faint };
  const strong: TextStyle = { face: "semibold", size: 7.6, color: inks.leafDeep };
  put(flow, band(frame, 5));
  const right = `${paper.title}  ·  ${paper.number}`;
  const rightWidth = flow.ruler.width(printable(right), small);
  const [name = ""] = wrapped(
    paper.letterhead.organisationName,
    frame.right - frame.left - rightWidth - 20,
    strong,
    flow.ruler,
  );
  put(
    flow,
    textMark(flow, name, frame.left, 38, strong),
    textMark(flow, right, frame.right - rightWidth, 38, small),
    rule(frame.left, 46, frame.right - frame.left, inks.leafLine, 0.6),
  );
  flow.y = frame.top;
}

/** Turns the page when `height` does not fit on this one; a page that is still empty is never turned. */
export function ensure(flow: Flow, height: number): void {
  if (height > room(flow) && flow.y > flow.frame.top) turnPage(flow);
}

export function textMark(flow: Flow, text: string, x: number, baseline: number, style: TextStyle): Mark {
  const clean = printable(text);
  return { kind: "text", x, baseline, width: flow.ruler.width(clean, style), text: clean, style };
}

export function rule(x: number, y: number, width: number, color: string, weight: number): Mark {
  return { kind: "rule", x, y, width, weight, color, isDotted: false };
}

export function filled(x: number, y: number, width: number, height: number, fill: string): Mark {
  return { kind: "box", x, y, width, height, fill, stroke: null };
}

export function band(frame: Frame, height: number): Mark {
  return filled(0, 0, frame.width, height, inks.leaf);
}

export type Column = {
  readonly x: number;
  readonly width: number;
  readonly align?: "left" | "right" | "center";
};

/** Writes wrapped text with its first line's top at `y` and returns the y below its last line. Never turns a page. */
export function write(flow: Flow, text: string, column: Column, y: number, style: TextStyle): number {
  const step = lineHeight(style);
  let top = y;
  for (const line of wrapped(text, column.width, style, flow.ruler)) {
    const width = flow.ruler.width(line, style);
    const gap = column.width - width;
    const shift = column.align === "right" ? gap : column.align === "center" ? gap / 2 : 0;
    if (line !== "") put(flow, textMark(flow, line, column.x + shift, top + baselineOf(style), style));
    top += step;
  }
  return top;
}

/** How tall `write` would be. */
export function heightOf(flow: Flow, text: string, width: number, style: TextStyle): number {
  return wrapped(text, width, style, flow.ruler).length * lineHeight(style);
}

/** From the top of a line to the foot of its letters. */
function baselineOf(style: TextStyle): number {
  return style.size * 1.04;
}

/** How much `draw` adds to the page, found by drawing it on an endless page that nobody sees. */
export function measured(flow: Flow, draw: (scratch: Flow) => void): number {
  const scratch: Flow = {
    ...flow,
    frame: { ...flow.frame, bottom: Number.POSITIVE_INFINITY },
    sheets: [[]],
    y: flow.frame.top,
  };
  draw(scratch);
  return scratch.y - flow.frame.top;
}
