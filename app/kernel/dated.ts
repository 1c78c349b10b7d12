import type { BusinessDay } from "./calendar.ts";

/** A figure that holds from a day on, as it was written: a rule, a rate, a legal price, a lane. */
export type DatedFigure = {
  readonly validFrom: BusinessDay;
  /** Only where it ends by itself. */
  readonly validTo: BusinessDay | null;
  readonly annuls: boolean;
  readonly isCorrected: boolean;
};

export type FigureState = "in_force" | "coming" | "closed" | "corrected" | "annulled";

/**
 * Where a written figure stands on a day, among `all` that were written of the same thing: of those that nothing corrects,
 * the one that began last and has not ended by itself is in force, and earlier ones are closed by it.
 */
export function figureStateOf(
  row: DatedFigure,
  all: readonly DatedFigure[],
  today: BusinessDay,
): FigureState {
  if (row.isCorrected) return "corrected";
  if (row.annuls) return "annulled";
  if (row.validFrom > today) return "coming";
  const holds = (one: DatedFigure) =>
    !one.annuls &&
    !one.isCorrected &&
    one.validFrom <= today &&
    (one.validTo === null || one.validTo >= today);
  const isClosedByLater = all.some((one) => holds(one) && one.validFrom > row.validFrom);
  return holds(row) && !isClosedByLater ? "in_force" : "closed";
}
