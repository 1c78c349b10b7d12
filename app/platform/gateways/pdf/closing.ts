import { DRAWING_HEIGHT, DRAWING_WIDTH } from "#app/kernel/drawing.ts";
import type { PaperSignature } from "#app/kernel/paper.ts";
import { type Flow, heightOf, put, rule, write } from "./flow.ts";
import { inks, type Mark, type TextStyle } from "./marks.ts";

const captionStyle: TextStyle = { face: "regular", size: 8.8, color: inks.soft };
const signerStyle: TextStyle = { face: "bold", size: 9.2, color: inks.ink };
const roleStyle: TextStyle = { face: "regular", size: 8.4, color: inks.soft };
const stampStyle: TextStyle = { face: "regular", size: 7, color: inks.faint };

/** Room to sign in, and to stick a stamp on. */
const SIGNING_ROOM = 45;

/** Which of the columns a block stands in, so that one signature stands at the right and two at the edges. */
function placesOf(count: number): { readonly columns: number; readonly at: readonly number[] } {
  if (count === 1) return { columns: 3, at: [2] };
  if (count === 2) return { columns: 3, at: [0, 2] };
  return { columns: count, at: Array.from({ length: count }, (_, at) => at) };
}

/** The left two thirds, which a single signature at the right leaves free. */
export function besideSignature(flow: Flow): { readonly x: number; readonly width: number } {
  const { left, right } = flow.frame;
  return { x: left, width: ((right - left) * 2) / 3 - 28 };
}

/** Place and day, and a block for each who signs, all on one page. */
export function drawSignatures(flow: Flow): void {
  const { left, right } = flow.frame;
  const { signatures, placeAndDay } = flow.paper.signing;
  const { columns, at } = placesOf(signatures.length);
  const gutter = 16;
  const width = (right - left - gutter * (columns - 1)) / columns;
  const columnOf = (index: number) => ({ x: left + (at[index] ?? 0) * (width + gutter), width });
  const last = columnOf(signatures.length - 1);
  flow.y = write(flow, placeAndDay, last, flow.y, captionStyle) + 1;
  const captions = signatures.map((signature) => heightOf(flow, signature.caption, width, captionStyle));
  const top = flow.y;
  const signTop = top + Math.max(0, ...captions);
  let bottom = signTop;
  signatures.forEach((signature, index) => {
    write(flow, signature.caption, columnOf(index), top, captionStyle);
    bottom = Math.max(bottom, drawSigner(flow, signature, columnOf(index), signTop));
  });
  flow.y = bottom;
}

function drawSigner(
  flow: Flow,
  signature: PaperSignature,
  column: { readonly x: number; readonly width: number },
  top: number,
): number {
  if (signature.stampDuty !== null) drawStampRoom(flow, signature.stampDuty, column.x, top + 3);
  const nameTop = top + SIGNING_ROOM;
  if (signature.drawing !== null) drawByHand(flow, signature.drawing, column, top);
  const lineWidth = Math.min(column.width, 150);
  const isNamed = signature.name !== null;
  const below = isNamed ? write(flow, signature.name ?? "", column, nameTop, signerStyle) : nameTop + 12.5;
  put(flow, {
    kind: "rule",
    x: column.x,
    y: below,
    width: lineWidth,
    weight: 0.6,
    color: isNamed ? inks.ink : inks.faint,
    isDotted: !isNamed,
  });
  return write(flow, signature.role, column, below + 2.5, roleStyle);
}

/** What was drawn by finger, as large as the room to sign in. */
function drawByHand(
  flow: Flow,
  path: string,
  column: { readonly x: number; readonly width: number },
  top: number,
): void {
  const scale = Math.min((SIGNING_ROOM - 4) / DRAWING_HEIGHT, column.width / DRAWING_WIDTH);
  put(flow, { kind: "drawing", x: column.x, y: top + 2, scale, path, color: inks.ink });
}

/** An empty dashed frame: the stamp itself is bought and stuck on by the one who signs. */
function drawStampRoom(flow: Flow, words: string, x: number, y: number): void {
  const width = 70;
  const height = SIGNING_ROOM - 9;
  put(flow, {
    kind: "box",
    x,
    y,
    width,
    height,
    fill: null,
    stroke: { color: inks.faint, weight: 0.7, isDashed: true },
  });
  const lines = heightOf(flow, words, width - 8, stampStyle);
  write(flow, words, { x: x + 4, width: width - 8, align: "center" }, y + (height - lines) / 2, stampStyle);
}

/**
 * The foot of every page: what made it, where to check it, the fingerprint of its facts, and which page of how many;
 * written last, when the number of pages is known. Letters across the page go on top, so that no filled box hides them.
 */
export function finishSheets(flow: Flow): void {
  const { frame, paper } = flow;
  const small: TextStyle = { face: "regular", size: 6.9, color: inks.faint, tabular: true };
  const strong: TextStyle = { ...small, face: "medium", color: inks.soft };
  const demo: TextStyle = { face: "semibold", size: 6.9, color: inks.riceDeep };
  const width = frame.right - frame.left;
  const left = { x: frame.left, width: width - 116 };
  const right = { x: frame.right - 110, width: 110, align: "right" } as const;
  const { url, factsHash } = paper.verification;
  flow.sheets.forEach((marks, at) => {
    const page: Flow = { ...flow, sheets: [marks] };
    const top = frame.height - 44;
    marks.push(rule(frame.left, top, width, inks.leafLine, 0.6));
    const below = write(
      page,
      `Dibuat oleh sistem Lumbung  ·  periksa keaslian di ${url}`,
      left,
      top + 5,
      strong,
    );
    write(page, `Sidik isi SHA-256 ${factsHash}`, left, below, small);
    const next = write(page, `Halaman ${at + 1} dari ${flow.sheets.length}`, right, top + 5, strong);
    if (paper.isDemo) write(page, "Contoh, bukan dokumen sah", right, next, demo);
    marks.push(...watermarks(flow));
  });
}

function watermarks(flow: Flow): Mark[] {
  const marks: Mark[] = [];
  if (flow.paper.isDemo)
    marks.push({
      kind: "watermark",
      text: "DATA DEMO",
      style: { face: "bold", size: 92, color: inks.riceDeep, tracking: 4 },
      degrees: -38,
      opacity: 0.085,
      isFramed: false,
    });
  if (flow.paper.cancellation !== null)
    marks.push({
      kind: "watermark",
      text: flow.paper.cancellation.stamp,
      style: { face: "bold", size: 64, color: inks.brick, tracking: 3 },
      degrees: -24,
      opacity: 0.2,
      isFramed: true,
    });
  return marks;
}
