import type { PaperFact, PaperParty } from "#app/kernel/paper.ts";
import { labelStyle, valueStyle } from "./blocks.ts";
import { band, ensure, type Flow, filled, heightOf, put, rule, write } from "./flow.ts";
import { type DotMatrix, inks, type TextStyle } from "./marks.ts";

const nameStyle: TextStyle = { face: "bold", size: 15, color: inks.leafDeep };
const kindStyle: TextStyle = { face: "semibold", size: 8.4, color: inks.leaf };
const addressStyle: TextStyle = { face: "regular", size: 8.2, color: inks.soft };
const titleStyle: TextStyle = { face: "bold", size: 14, color: inks.ink, tracking: 0.5 };
const numberStyle: TextStyle = { face: "medium", size: 9.6, color: inks.soft, tabular: true };
const captionStyle: TextStyle = { face: "semibold", size: 7.4, color: inks.leaf, tracking: 0.3 };
const partyNameStyle: TextStyle = { face: "bold", size: 9.6, color: inks.ink };
const partyLineStyle: TextStyle = { face: "regular", size: 8.2, color: inks.soft };

/** The top of the first page: band, letterhead, title and number, and the stamp of a paper that no longer stands. */
export function drawOpening(flow: Flow, qr: DotMatrix): void {
  const { frame, paper } = flow;
  const width = frame.right - frame.left;
  flow.sheets.push([]);
  put(flow, band(frame, 9), filled(0, 9, frame.width, 2.2, inks.rice));
  drawLetterhead(flow, qr);
  flow.y += 12;
  flow.y = write(
    flow,
    paper.title.toUpperCase(),
    { x: frame.left, width, align: "center" },
    flow.y,
    titleStyle,
  );
  flow.y =
    write(flow, `Nomor: ${paper.number}`, { x: frame.left, width, align: "center" }, flow.y, numberStyle) + 9;
  if (paper.cancellation !== null) drawCancellation(flow);
  if (paper.parties.length > 0) drawParties(flow, paper.parties);
  if (paper.facts.length > 0) drawFacts(flow, paper.facts);
}

const QR_SIDE = 58;
const QR_TOP = 25;

/** Who issues it, at the left; at the right the QR that leads to the public page of this very paper. */
function drawLetterhead(flow: Flow, qr: DotMatrix): void {
  const { frame, paper } = flow;
  const { letterhead } = paper;
  const width = frame.right - frame.left;
  const column = { x: frame.left, width: width - QR_SIDE - 18 };
  put(flow, { kind: "dots", x: frame.right - QR_SIDE, y: QR_TOP, side: QR_SIDE, matrix: qr });
  flow.y = write(flow, letterhead.organisationName, column, 28, nameStyle);
  flow.y = write(flow, letterhead.kindLabel, column, flow.y, kindStyle) + 1.5;
  flow.y = write(flow, `${letterhead.address} · ${letterhead.region}`, column, flow.y, addressStyle);
  const particulars = oneLineEach(letterhead.particulars);
  if (particulars !== "") flow.y = write(flow, particulars, column, flow.y, addressStyle);
  flow.y = Math.max(flow.y, QR_TOP + QR_SIDE) + 6;
  put(
    flow,
    rule(frame.left, flow.y, width, inks.leaf, 1.6),
    rule(frame.left, flow.y + 2.8, width, inks.leaf, 0.5),
  );
  flow.y += 3;
}

function drawCancellation(flow: Flow): void {
  const { frame, paper } = flow;
  if (paper.cancellation === null) return;
  const { stamp, day, reason } = paper.cancellation;
  const strong: TextStyle = { face: "bold", size: 10.5, color: inks.brick };
  const plain: TextStyle = { face: "regular", size: 8.8, color: inks.ink };
  const column = { x: frame.left + 12, width: frame.right - frame.left - 24 };
  const top = flow.y;
  const text = `Dokumen ini tidak berlaku lagi sejak ${day}. Alasan: ${reason}`;
  const height = 34 + heightOf(flow, text, column.width, plain) - 12;
  put(flow, {
    kind: "box",
    x: frame.left,
    y: top,
    width: frame.right - frame.left,
    height,
    fill: inks.brickPale,
    stroke: { color: inks.brick, weight: 1, isDashed: false },
  });
  const below = write(flow, stamp, column, top + 6, strong);
  write(flow, text, column, below, plain);
  flow.y = top + height + 12;
}

/** Parts in a row with dots between, none of them torn over two lines. */
function oneLineEach(parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll(" ", "\u00a0")).join(" · ");
}

const GUTTER = 24;

function drawParties(flow: Flow, parties: readonly PaperParty[]): void {
  const { left, right } = flow.frame;
  // The party with more to say gets more of the width; the issuer has said most of it in the letterhead.
  const weights = parties.map((party) => (party.particulars.length > 0 ? 1.35 : 1));
  const share = (right - left - GUTTER * (parties.length - 1)) / weights.reduce((sum, one) => sum + one, 0);
  let bottom = flow.y;
  let x = left;
  parties.forEach((party, at) => {
    const column = { x, width: share * (weights[at] ?? 1) };
    put(flow, rule(column.x, flow.y, column.width, inks.leafLine, 0.8));
    let y = write(flow, party.caption.toUpperCase(), column, flow.y + 5, captionStyle) + 1.5;
    y = write(flow, party.name, column, y, partyNameStyle);
    const particulars = oneLineEach(party.particulars);
    for (const line of [...party.lines, ...(particulars === "" ? [] : [particulars])])
      y = write(flow, line, column, y, partyLineStyle);
    bottom = Math.max(bottom, y);
    x += column.width + GUTTER;
  });
  flow.y = bottom + 9;
}

const LABEL_WIDTH = 84;

/** Labelled facts, two to a row, filled from left to right. */
function drawFacts(flow: Flow, facts: readonly PaperFact[]): void {
  const { left, right } = flow.frame;
  const width = (right - left - GUTTER) / 2;
  put(flow, rule(left, flow.y, right - left, inks.leafLine, 0.8));
  flow.y += 5;
  for (let at = 0; at < facts.length; at += 2) {
    const pair = facts.slice(at, at + 2);
    const height = Math.max(
      ...pair.map((fact) =>
        Math.max(
          heightOf(flow, fact.label, LABEL_WIDTH - 6, labelStyle),
          heightOf(flow, fact.value, width - LABEL_WIDTH, valueStyle),
        ),
      ),
    );
    ensure(flow, height);
    pair.forEach((fact, side) => {
      const x = left + side * (width + GUTTER);
      write(flow, fact.label, { x, width: LABEL_WIDTH - 6 }, flow.y, labelStyle);
      write(flow, fact.value, { x: x + LABEL_WIDTH, width: width - LABEL_WIDTH }, flow.y, valueStyle);
    });
    flow.y += height + 2;
  }
  put(flow, rule(left, flow.y + 3, right - left, inks.leafLine, 0.8));
  flow.y += 4;
}
