import type { TransactionSql } from "postgres";
import { fixedId } from "./fixed-id.ts";
import { referenceCeilings, referenceSurveys } from "./prices.ts";
import type { ReferencePart } from "./reference-part.ts";

/** Published prices are per kilogram or litre: a thousand grams or millilitres. */
const BASE_PER_UNIT = 1_000;

// A row that is there already stays as it was written: a wrong one is corrected by another.

async function loadCeilings(tx: TransactionSql): Promise<void> {
  const rows = referenceCeilings.map((ceiling) => ({
    id: fixedId(
      "ceiling",
      [ceiling.commodityCode, ceiling.gradeCode, ceiling.kind, ceiling.regionCode, ceiling.validFrom].join(
        "|",
      ),
    ),
    commodity_code: ceiling.commodityCode,
    grade_code: ceiling.gradeCode,
    kind: ceiling.kind,
    region_code: ceiling.regionCode,
    price_rupiah: ceiling.priceRupiah,
    base_per_unit: BASE_PER_UNIT,
    valid_from: ceiling.validFrom,
    source: ceiling.source,
    needs_checking: ceiling.source.includes("perlu diperiksa"),
  }));
  await tx`
    insert into price_ceilings ${tx(rows)}
    on conflict do nothing`;
}

async function loadSurveys(tx: TransactionSql): Promise<void> {
  const rows = referenceSurveys.map((survey) => ({
    id: fixedId(
      "referencePrice",
      [survey.commodityCode, survey.gradeCode, survey.regionCode, survey.onDay, survey.source].join("|"),
    ),
    commodity_code: survey.commodityCode,
    grade_code: survey.gradeCode,
    region_code: survey.regionCode,
    on_day: survey.onDay,
    price_rupiah: survey.priceRupiah,
    base_per_unit: BASE_PER_UNIT,
    source: survey.source,
  }));
  await tx`
    insert into reference_prices ${tx(rows)}
    on conflict do nothing`;
}

/** HET, HAP and farm-gate floors. */
export const ceilingsPart: ReferencePart = {
  table: "price_ceilings",
  version: "2026-07 / 1",
  load: loadCeilings,
};

/** What the market paid, according to published surveys. */
export const referencePricesPart: ReferencePart = {
  table: "reference_prices",
  version: "2026-07 / 1",
  load: loadSurveys,
};
