import type { Rupiah } from "#app/kernel/money.ts";

/** From this part of the threshold on, in hundredths of a percent, somebody should know. */
const NEAR_BASIS_POINTS = 8_000;

export type TurnoverStanding = "far" | "near" | "above";

/**
 * How a year's turnover stands to the threshold from which an entrepreneur must register for VAT (PKP): what is recorded here and
 * what was sold elsewhere count together. `above` as soon as it is more than the threshold, `near` from four fifths of it on.
 */
export function turnoverStanding(turnover: Rupiah, threshold: Rupiah): TurnoverStanding {
  if (turnover > threshold) return "above";
  return turnover * 10_000n >= threshold * BigInt(NEAR_BASIS_POINTS) ? "near" : "far";
}
