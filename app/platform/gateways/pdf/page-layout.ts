import type { Paper, PaperBlock } from "#app/kernel/paper.ts";
import { BLOCK_GAP, drawBlock, drawNotes } from "./blocks.ts";
import { besideSignature, drawSignatures, finishSheets } from "./closing.ts";
import { type Flow, frame, measured, room, turnPage } from "./flow.ts";
import type { DotMatrix, Ruler, Sheet } from "./marks.ts";
import { drawOpening } from "./opening.ts";

/** Space above the signatures. */
const SIGNING_GAP = 14;

/**
 * Lays a paper out on A4 pages. Pure: the same paper, letter widths and QR give the same marks. Every page carries
 * its number of all pages; signatures are never torn, and never stand on a page without something that is signed.
 */
export function layOut(paper: Paper, ruler: Ruler, qr: DotMatrix): Sheet[] {
  const flow: Flow = { paper, ruler, frame, sheets: [], y: 0 };
  drawOpening(flow, qr);
  const { body, beside } = splitBody(flow);
  const closing = SIGNING_GAP + measured(flow, (scratch) => drawClosing(scratch, beside));
  body.forEach((block, at) => {
    flow.y += gapBefore(body[at - 1], block);
    if (at === body.length - 1) keepWithClosing(flow, block, closing);
    drawBlock(flow, block, tailAfter(flow, body[at + 1]));
  });
  if (closing > room(flow)) turnPage(flow);
  flow.y += SIGNING_GAP;
  drawClosing(flow, beside);
  finishSheets(flow);
  const { width, height } = flow.frame;
  return flow.sheets.map((marks) => ({ width, height, marks }));
}

type Notes = Extract<PaperBlock, { kind: "notes" }>;

/** Notes taller than this are not squeezed beside a signature. */
const BESIDE_MAX = 110;

/** Closing notes stand beside a lone signature where they are short; that room is empty otherwise. */
function splitBody(flow: Flow): { readonly body: readonly PaperBlock[]; readonly beside: Notes | null } {
  const { body, signing } = flow.paper;
  const last = body.at(-1);
  if (last?.kind !== "notes" || signing.signatures.length !== 1) return { body, beside: null };
  const height = measured(flow, (scratch) => {
    drawNotes(scratch, last.title, last.entries, besideSignature(scratch));
  });
  return height > BESIDE_MAX ? { body, beside: null } : { body: body.slice(0, -1), beside: last };
}

function drawClosing(flow: Flow, beside: Notes | null): void {
  const top = flow.y;
  if (beside !== null) drawNotes(flow, beside.title, beside.entries, besideSignature(flow));
  const bottom = flow.y;
  flow.y = top;
  drawSignatures(flow);
  flow.y = Math.max(flow.y, bottom);
}

function gapBefore(previous: PaperBlock | undefined, block: PaperBlock): number {
  if (block.kind === "sums" && previous?.kind === "table") return 7;
  if (previous?.kind === "heading") return 4;
  return BLOCK_GAP;
}

/** What must stand on the same page as the end of a table: the sums that belong to it. */
function tailAfter(flow: Flow, next: PaperBlock | undefined): number {
  return next?.kind === "sums" ? measured(flow, (scratch) => drawBlock(scratch, next, 0)) + 7 : 0;
}

/** A short last block goes over the page together with the signatures, so that these never stand alone. */
function keepWithClosing(flow: Flow, block: PaperBlock, closing: number): void {
  if (block.kind === "table") return;
  const own = measured(flow, (scratch) => drawBlock(scratch, block, 0));
  const page = flow.frame.bottom - flow.frame.top;
  if (own + closing > room(flow) && own + closing <= page && flow.y > flow.frame.top) turnPage(flow);
}
