import type { Rupiah } from "#app/kernel/money.ts";

/**
 * What a kitchen says, and shows, when it asks more for goods than the market pays or the law allows. It speaks for some goods
 * of one order up to a price, and counts once the head has said yes to it; whoever brought it has no say in that.
 */
export const priceReasons = [
  "scarce",
  "weather",
  "feast",
  "quality",
  "delivery",
  "only_offer",
  "survey_lags",
  "other",
] as const;
export type PriceReason = (typeof priceReasons)[number];

export const priceVerdictWords = ["approved", "refused"] as const;
export type PriceVerdict = (typeof priceVerdictWords)[number];

type Priced = {
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly basePerUnit: bigint;
};

export type AskedLine = Priced & { readonly ceilingRupiah: Rupiah };

export type Evidence = Priced & {
  readonly id: string;
  readonly askedRupiah: Rupiah;
  /** Null while the head has not decided. */
  readonly verdict: PriceVerdict | null;
};

/** How the price of a line stands: nobody asks, or evidence is missing, waits for the head, was refused, or counts. */
export type EvidenceStanding =
  | { readonly kind: "unquestioned" | "missing" }
  | { readonly kind: "waiting" | "refused" | "approved"; readonly evidence: Evidence };

export function hasToBeExplained(line: AskedLine, unquestionedRupiah: Rupiah | null): boolean {
  return unquestionedRupiah !== null && line.ceilingRupiah > unquestionedRupiah;
}

function speaksFor(evidence: Evidence, line: AskedLine): boolean {
  return (
    evidence.commodityCode === line.commodityCode &&
    evidence.gradeCode === line.gradeCode &&
    // Prices may be per different units; both are compared per base unit, without dividing.
    line.ceilingRupiah * evidence.basePerUnit <= evidence.askedRupiah * line.basePerUnit
  );
}

/** `evidences` are those of the line's order, the newest last: of several that speak for a line, the newest counts. */
export function evidenceStanding(
  line: AskedLine,
  unquestionedRupiah: Rupiah | null,
  evidences: readonly Evidence[],
): EvidenceStanding {
  if (!hasToBeExplained(line, unquestionedRupiah)) return { kind: "unquestioned" };
  const evidence = evidences.findLast((one) => speaksFor(one, line));
  if (!evidence) return { kind: "missing" };
  return { kind: evidence.verdict ?? "waiting", evidence };
}

/** The dearest of the lines, per base unit, the first on a tie. */
export function dearestOf<Line extends AskedLine>(lines: readonly [Line, ...Line[]]): Line {
  return lines.reduce((dearest, line) =>
    line.ceilingRupiah * dearest.basePerUnit > dearest.ceilingRupiah * line.basePerUnit ? line : dearest,
  );
}
