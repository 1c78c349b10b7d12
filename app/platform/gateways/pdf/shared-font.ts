import PDFDocument from "pdfkit";
import { invariant } from "#app/kernel/errors.ts";

type Position = Readonly<Record<"xAdvance" | "yAdvance" | "xOffset" | "yOffset", number>>;

/** What a text looks like: its glyphs, how far each moves the pen, and all of them together. */
type Shape = {
  readonly glyphs: readonly unknown[];
  readonly positions: readonly Position[];
  readonly advanceWidth: number;
};

/** A font as the PDF library's own reader holds it. */
export type SharedFont = {
  readonly unitsPerEm: number;
  readonly characterSet: readonly number[];
  glyphForCodePoint(codePoint: number): unknown;
  layout(text: string, features?: readonly string[]): Shape;
};

/** Texts whose shape is remembered, of each font: some megabytes. Papers repeat their labels, and each text is asked for often. */
const SHAPES_MAX = 10_000;

/** The PDF library counts in thousandths of the letter size. */
const UNITS_PER_EM = 1_000;

/** The font as the library reads it. It has no door for this; its version is pinned, and the papers' tests would tell. */
function readFont(bytes: Buffer): SharedFont {
  const ink = new PDFDocument({ autoFirstPage: false, font: "" });
  ink.registerFont("shared", bytes).font("shared");
  const { font } = (ink as unknown as { readonly _font: { readonly font: SharedFont } })._font;
  invariant(typeof font.layout === "function", "the PDF library reads a font");
  return font;
}

/**
 * A font that is read once and then shared by all papers of the process. The PDF library takes it as it is; left to itself it
 * reads the whole font anew for every paper and shapes every text each time it is measured or drawn.
 */
export function sharedFont(bytes: Buffer): SharedFont {
  const font = readFont(bytes);
  // The library scales what it is given in place: of a font that counts as it does, nothing changes.
  invariant(font.unitsPerEm === UNITS_PER_EM, "a shared font counts in thousandths");
  // A glyph keeps the letter that it was first asked for: taken in their order, it is the same in every process.
  for (const letter of [...font.characterSet].sort((a, b) => a - b)) font.glyphForCodePoint(letter);
  const shapes = new Map<string, Shape>();
  return Object.create(font, {
    layout: {
      value: (text: string, features: readonly string[] = []): Shape => {
        const key = `${features.join()}|${text}`;
        const known = shapes.get(key);
        if (known) return known;
        const { glyphs, positions } = font.layout(text, [...features]);
        const advanceWidth = positions.reduce((sum, position) => sum + position.xAdvance, 0);
        const shape = { glyphs, positions, advanceWidth };
        if (shapes.size >= SHAPES_MAX) shapes.clear();
        shapes.set(key, shape);
        return shape;
      },
    },
  });
}
