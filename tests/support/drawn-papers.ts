import type { PaperIssue } from "#app/modules/documents/paper.ts";
import { type FactsByKind, paperOf, storedFacts } from "#app/modules/documents/paper-of.ts";
import type { DocumentKind } from "#app/modules/documents/series.ts";
import type { Sheet, TextMark } from "#app/platform/gateways/pdf/marks.ts";
import { paperFacts, paperIssue } from "./papers.ts";

/** Facts through the register and back, as a paper is really drawn: written as JSON, read again years later. */
export function paperFrom<Kind extends DocumentKind>(
  kind: Kind,
  facts: FactsByKind[Kind] = paperFacts[kind],
  issue: Partial<PaperIssue> = {},
) {
  const stored: unknown = JSON.parse(JSON.stringify(storedFacts(kind, facts)));
  return paperOf(kind, stored, { ...paperIssue, number: `022/${kind}/KKMP-TLU/III/2026`, ...issue });
}

/** Everything that is written on a page. */
export function textsOn(sheet: Sheet): TextMark[] {
  return sheet.marks.filter((mark) => mark.kind === "text");
}

/**
 * What a paper says, as an eye reads it: page by page, line by line, what stands on one height from left to right. Letters across the
 * page stand under its number.
 */
export function readingOf(sheets: readonly Sheet[]): string {
  return sheets
    .map((sheet, at) => {
      const across = sheet.marks.flatMap((mark) => (mark.kind === "watermark" ? [`(${mark.text})`] : []));
      const heights = new Map<number, TextMark[]>();
      for (const mark of textsOn(sheet)) {
        const height = Math.round(mark.baseline);
        heights.set(height, [...(heights.get(height) ?? []), mark]);
      }
      const lines = [...heights]
        .sort(([a], [b]) => a - b)
        .map(([, marks]) =>
          [...marks]
            .sort((a, b) => a.x - b.x)
            .map((mark) => mark.text)
            .join("   "),
        );
      return [`— ${at + 1} —`, ...across, ...lines].join("\n");
    })
    .join("\n")
    .concat("\n");
}
