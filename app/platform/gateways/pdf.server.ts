import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import PDFDocument from "pdfkit";
import QRCode from "qrcode";
import type { Paper } from "#app/kernel/paper.ts";
import type { DotMatrix, Face, Mark, Ruler, Sheet, TextStyle } from "./pdf/marks.ts";
import { layOut } from "./pdf/page-layout.ts";
import { type SharedFont, sharedFont } from "./pdf/shared-font.ts";
import { fontRuns } from "./pdf/text-flow.ts";
import { unpackedFont } from "./pdf/unpacked-font.ts";

/**
 * The gateway that puts ink on papers: PDF with Plus Jakarta Sans inside, so that it reads the same on any machine.
 * The file's dates and its id come from the paper, and its streams are not compressed, because two builds of zlib
 * may pack the same page differently: the same paper is the same bytes, on every machine.
 */
type Ink = PDFKit.PDFDocument;

const WEIGHTS: Readonly<Record<Face, number>> = { regular: 400, medium: 500, semibold: 600, bold: 700 };
const FONT_FILES = "@fontsource/plus-jakarta-sans/files/plus-jakarta-sans";

const require = createRequire(import.meta.url);
const fonts = new Map<string, SharedFont>();

/** The letters of one weight; `subset` is the part of the alphabet that the file holds. Read once per process. */
function fontOf(face: Face, subset: "latin" | "latin-ext"): SharedFont {
  const path = `${FONT_FILES}-${subset}-${WEIGHTS[face]}-normal.woff`;
  const known = fonts.get(path);
  if (known) return known;
  const font = sharedFont(unpackedFont(readFileSync(require.resolve(path))));
  fonts.set(path, font);
  return font;
}

/** Only what a paper writes with is opened: most know no letter of the extended alphabet. */
function takeFont(ink: Ink, face: Face, isExtended: boolean): Ink {
  // The library takes a font that was read already as well as its bytes; its types know only the bytes.
  return ink.font(fontOf(face, isExtended ? "latin-ext" : "latin") as never, fontName(face, isExtended));
}

function fontName(face: Face, isExtended: boolean): string {
  return isExtended ? `${face}-extended` : face;
}

function openInk(paper: Paper): Ink {
  const ink = new PDFDocument({
    autoFirstPage: false,
    compress: false,
    font: "",
    lang: "id-ID",
    displayTitle: true,
    info: {
      Title: `${paper.title} ${paper.number}`,
      Author: paper.letterhead.organisationName,
      Subject: paper.title,
      Creator: "Lumbung",
      Producer: "Lumbung",
      CreationDate: paper.issuedAt,
      ModDate: paper.issuedAt,
    },
  });
  return ink;
}

function featuresOf(style: TextStyle): { features: PDFKit.Mixins.OpenTypeFeatures[] } {
  return { features: style.tabular === true ? ["kern", "tnum"] : ["kern"] };
}

/** The typeface is spaced for screens; on paper at nine points words stand a little too close. */
const WORD_SPACING = 0.06;

function runWidth(ink: Ink, text: string, isExtended: boolean, style: TextStyle): number {
  const spaces = text.split(" ").length - 1;
  const letters = takeFont(ink, style.face, isExtended)
    .fontSize(style.size)
    .widthOfString(text, { ...featuresOf(style), characterSpacing: style.tracking ?? 0 });
  return letters + spaces * WORD_SPACING * style.size;
}

/** Measures with the very fonts that are drawn with, and remembers: a table asks for the same words again and again. */
function rulerOf(ink: Ink): Ruler {
  const known = new Map<string, number>();
  return {
    width: (text, style) => {
      const key = `${style.face}|${style.size}|${style.tracking ?? 0}|${style.tabular ?? false}|${text}`;
      const seen = known.get(key);
      if (seen !== undefined) return seen;
      const width = fontRuns(text).reduce(
        (sum, run) => sum + runWidth(ink, run.text, run.isExtended, style),
        0,
      );
      known.set(key, width);
      return width;
    },
  };
}

function qrOf(text: string): DotMatrix {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  return { size: modules.size, isDark: (row, column) => modules.get(row, column) === 1 };
}

function inkText(ink: Ink, text: string, x: number, baseline: number, style: TextStyle): void {
  let left = x;
  const runs = fontRuns(text);
  for (const [at, run] of runs.entries()) {
    // Spread words are placed one by one and lose the spaces before them, which matter where the font changes.
    const indent = run.text.length - run.text.trimStart().length;
    const shift = indent === 0 ? 0 : runWidth(ink, run.text.slice(0, indent), run.isExtended, style);
    takeFont(ink, style.face, run.isExtended)
      .fontSize(style.size)
      .fillColor(style.color)
      .text(run.text.trim(), left + shift, baseline, {
        lineBreak: false,
        baseline: "alphabetic",
        characterSpacing: style.tracking ?? 0,
        wordSpacing: WORD_SPACING * style.size,
        ...featuresOf(style),
      });
    if (at < runs.length - 1) left += runWidth(ink, run.text, run.isExtended, style);
  }
}

function inkDots(ink: Ink, mark: Extract<Mark, { kind: "dots" }>): void {
  const { size, isDark } = mark.matrix;
  const dot = mark.side / size;
  for (let row = 0; row < size; row += 1) {
    // Neighbours in a row are one rectangle: hair-thin seams between dots confuse a phone's camera.
    for (let column = 0; column < size; column += 1) {
      const start = column;
      while (column < size && isDark(row, column)) column += 1;
      if (column > start) ink.rect(mark.x + start * dot, mark.y + row * dot, (column - start) * dot, dot);
    }
  }
  ink.fill("#000000");
}

function inkWatermark(ink: Ink, sheet: Sheet, mark: Extract<Mark, { kind: "watermark" }>): void {
  const { style } = mark;
  const width = runWidth(ink, mark.text, false, style);
  const [x, y] = [sheet.width / 2, sheet.height / 2];
  ink
    .save()
    .rotate(mark.degrees, { origin: [x, y] })
    .opacity(mark.opacity);
  if (mark.isFramed)
    ink
      .lineWidth(4)
      .roundedRect(x - width / 2 - 22, y - style.size * 0.7, width + 44, style.size * 1.4, 8)
      .stroke(style.color);
  inkText(ink, mark.text, x - width / 2, y + style.size * 0.36, style);
  ink.restore();
}

function inkMark(ink: Ink, sheet: Sheet, mark: Mark): void {
  switch (mark.kind) {
    case "text":
      inkText(ink, mark.text, mark.x, mark.baseline, mark.style);
      return;
    case "box":
      if (mark.fill !== null) ink.rect(mark.x, mark.y, mark.width, mark.height).fill(mark.fill);
      if (mark.stroke !== null) {
        ink.lineWidth(mark.stroke.weight);
        if (mark.stroke.isDashed) ink.dash(2.5, { space: 2 });
        ink.rect(mark.x, mark.y, mark.width, mark.height).stroke(mark.stroke.color).undash();
      }
      return;
    case "rule":
      ink.lineWidth(mark.weight);
      if (mark.isDotted) ink.dash(0.8, { space: 1.8 });
      ink
        .moveTo(mark.x, mark.y)
        .lineTo(mark.x + mark.width, mark.y)
        .stroke(mark.color)
        .undash();
      return;
    case "dots":
      inkDots(ink, mark);
      return;
    case "drawing":
      ink
        .save()
        .translate(mark.x, mark.y)
        .scale(mark.scale)
        .lineWidth(2.5)
        .lineCap("round")
        .lineJoin("round")
        .path(mark.path)
        .stroke(mark.color)
        .restore();
      return;
    case "watermark":
      inkWatermark(ink, sheet, mark);
      return;
  }
}

/** The pages of a paper as marks, measured with the real fonts; what `renderPaper` puts ink on. */
export function sheetsOf(paper: Paper): Sheet[] {
  return layOut(paper, rulerOf(openInk(paper)), qrOf(paper.verification.url));
}

/** Draws a paper as PDF. Deterministic: equal papers are equal bytes. */
export function renderPaper(paper: Paper): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const ink = openInk(paper);
    const parts: Buffer[] = [];
    ink.on("data", (part: Buffer) => parts.push(part));
    ink.on("end", () => resolve(Buffer.concat(parts)));
    ink.on("error", reject);
    for (const sheet of layOut(paper, rulerOf(ink), qrOf(paper.verification.url))) {
      ink.addPage({ size: [sheet.width, sheet.height], margin: 0 });
      for (const mark of sheet.marks) inkMark(ink, sheet, mark);
    }
    ink.end();
  });
}
