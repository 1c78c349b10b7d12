import type { Ruler, TextStyle } from "./marks.ts";

/** Baseline to baseline, as a multiple of the letter size. */
const LEADING = 1.34;

export function lineHeight(style: TextStyle): number {
  return style.size * LEADING;
}

const LATIN =
  /[\u0020-\u007e\u00a0-\u00ff\u0102\u0131\u0152\u0153\u02c6\u02da\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2032\u2033\u2039\u203a\u2044\u20ac\u2122\u2212\u2215]/;
const LATIN_EXTENDED = /[\u0100-\u024f\u1e00-\u1eff]/;

/**
 * A text in letters that the embedded fonts have: accents composed, control marks gone, and a question mark for a
 * letter of another script, because a paper must not carry an empty box where a name should be.
 */
export function printable(text: string): string {
  let clean = "";
  for (const letter of text.normalize("NFC").replace(/[^\S\u00a0]+/g, " "))
    clean += LATIN.test(letter) || LATIN_EXTENDED.test(letter) ? letter : "?";
  return clean;
}

/** Splits a text into runs of the basic and of the extended Latin font. */
export function fontRuns(text: string): { readonly text: string; readonly isExtended: boolean }[] {
  const runs: { text: string; isExtended: boolean }[] = [];
  for (const letter of text) {
    const isExtended = !LATIN.test(letter);
    const last = runs.at(-1);
    if (last && last.isExtended === isExtended) last.text += letter;
    else runs.push({ text: letter, isExtended });
  }
  return runs;
}

/**
 * Breaks a text into lines no wider than `width`: between words where it can, inside a word (after a slash or a
 * hyphen first) where a single word is wider than the line. Line breaks in the text are kept, a no-break space
 * holds two words together, and a middle dot between parts is dropped where a line ends on it. Never returns an
 * empty list.
 */
export function wrapped(text: string, width: number, style: TextStyle, ruler: Ruler): string[] {
  return text
    .split(/\r?\n/)
    .flatMap((paragraph) => wrappedParagraph(paragraph, width, style, ruler))
    .map((line, at, lines) => (at < lines.length - 1 ? line.replace(/ ·$/, "") : line))
    .map((line, at) => (at > 0 ? line.replace(/^· /, "") : line));
}

/** As it is drawn: a no-break space has done its work once lines are broken. */
function plainSpaces(text: string): string {
  return text.replaceAll("\u00a0", " ");
}

/** "Rp" never parts from its figure, nor a figure from its percent or degree. */
function heldTogether(text: string): string {
  return text.replace(/\bRp (?=\d)/g, "Rp\u00a0").replace(/(\d) (?=[%°])/g, "$1\u00a0");
}

function wrappedParagraph(text: string, width: number, style: TextStyle, ruler: Ruler): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of heldTogether(printable(text)).trim().split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (ruler.width(plainSpaces(longer), style) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(plainSpaces(line));
    // Words held together that are wider than a line are let go before a word is torn.
    if (word.includes("\u00a0")) {
      const parts = wrappedParagraph(plainSpaces(word), width, style, ruler);
      lines.push(...parts.slice(0, -1));
      line = parts.at(-1) ?? "";
      continue;
    }
    const pieces = brokenWord(word, width, style, ruler);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? "";
  }
  lines.push(plainSpaces(line));
  return lines;
}

function brokenWord(word: string, width: number, style: TextStyle, ruler: Ruler): string[] {
  if (ruler.width(word, style) <= width) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const part of word.split(/(?<=[/-])/)) {
    if (piece !== "" && ruler.width(piece + part, style) > width) {
      pieces.push(piece);
      piece = "";
    }
    for (const letter of part) {
      if (piece !== "" && ruler.width(piece + letter, style) > width) {
        pieces.push(piece);
        piece = "";
      }
      piece += letter;
    }
  }
  pieces.push(piece);
  return pieces;
}
