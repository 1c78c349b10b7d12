import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type DatedFigure, type FigureState, figureStateOf } from "#app/kernel/dated.ts";
import type { PriceCeiling } from "./price-ceiling.ts";

type Written = Pick<PriceCeiling, "commodityCode" | "gradeCode" | "kind" | "regionCode"> & DatedFigure;

function isSameRule(a: Written, b: Written): boolean {
  return (
    a.commodityCode === b.commodityCode &&
    a.gradeCode === b.gradeCode &&
    a.kind === b.kind &&
    a.regionCode === b.regionCode
  );
}

/** Where a written legal price stands on a day, among everything that was written of its rule. */
export function ceilingStateOf<Row extends Written>(
  row: Row,
  all: readonly Row[],
  today: BusinessDay,
): FigureState {
  return figureStateOf(
    row,
    all.filter((one) => isSameRule(one, row)),
    today,
  );
}
