import type { BaseUnit } from "#app/kernel/quantity.ts";
import { ceilingPerUnit } from "#app/modules/catalogue/price-ceiling.ts";
import type { RecordedPrice } from "#app/modules/catalogue/survey-reads.server.ts";
import type { SurveyedShown } from "#app/modules/catalogue/ui/survey-views.tsx";
import { surveyedUnit } from "#app/modules/contracts/ui/measure-words.tsx";

/** "Beras Medium", or the commodity alone where the price is of every grade. */
export function goodsName(commodity: string, grade: string | null): string {
  return grade === null ? commodity : `${commodity} ${grade}`;
}

/** A price per kilogram, litre or piece, whatever it was written for. */
export function perSurveyedUnit(
  price: { readonly priceRupiah: bigint; readonly basePerUnit: bigint },
  baseUnit: BaseUnit,
) {
  const unit = surveyedUnit(baseUnit);
  return { priceRupiah: ceilingPerUnit(price, unit.base), unit: unit.word };
}

/** Surveyed prices as the screens show them. */
export function shownPrices(rows: readonly RecordedPrice[]): SurveyedShown[] {
  return rows.map(({ price, commodity, baseUnit, grade, region, correctedBy }) => ({
    id: price.id,
    goods: goodsName(commodity, grade),
    ...perSurveyedUnit(price, baseUnit),
    onDay: price.onDay,
    place: region,
    source: price.source,
    reason: price.reason,
    state: correctedBy !== null ? "corrected" : price.annuls ? "annulled" : null,
  }));
}
