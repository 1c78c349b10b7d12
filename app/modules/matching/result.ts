import type { MATCH_FORMAT } from "./instance.ts";

/** One koperasi's share of one line, in base units. */
type Assignment = { readonly line: string; readonly offer: string; readonly quantity: number };

/**
 * The dual of the market: a price for every unit asked and a rent for every unit offered, as digits. Together with the
 * assignments it is a proof that nothing better exists (`formats/match.md`); the check needs no solver.
 */
type Certificate = {
  readonly penalty: string;
  readonly lineValue: Readonly<Record<string, string>>;
  readonly offerRent: Readonly<Record<string, string>>;
};

/** The answer to a market, as the file format `lumbung-match/1` writes it. */
export type MatchResult = {
  readonly format: typeof MATCH_FORMAT;
  readonly assignments: readonly Assignment[];
  readonly unfilled: readonly { readonly line: string; readonly quantity: number }[];
  readonly filledByClass: readonly string[];
  readonly cost: string;
  /** True when no other assignment reaches the same filled quantity in every class at the same cost. */
  readonly unique: boolean;
  readonly certificate: Certificate;
};
