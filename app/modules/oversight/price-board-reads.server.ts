import { and, asc, eq, exists, gte, isNull, or, sql } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, grades, listings, referencePrices } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";
import { standing } from "#db/written-once.ts";
import { gradeKey } from "../catalogue/commodity-reads.server.ts";
import { ceilingPerUnit } from "../catalogue/price-ceiling.ts";
import { ceilingFor, ceilingsFor } from "../catalogue/price-reads.server.ts";
import { referencePriceSeries } from "../catalogue/survey-reads.server.ts";
import { withVat } from "../catalogue/vat.ts";
import { vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";

export type PriceRow = {
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly commodity: string;
  readonly grade: string;
  readonly baseUnit: BaseUnit;
  /** Lowest and highest asking price in the city with the seller's VAT, in rupiah per kilogram, litre or piece, rounded. */
  readonly lowestRupiah: bigint;
  readonly highestRupiah: bigint;
  readonly listings: number;
  readonly aboveCeiling: number;
  readonly ceilingRupiah: bigint | null;
  readonly ceilingSource: string | null;
};

function surveyedBase(unit: BaseUnit): bigint {
  return unit === "piece" ? 1n : 1000n;
}

/**
 * What a buyer pays in a city today, tax included, commodity by commodity and grade by grade, beside the legal ceiling
 * there; those with offers above it first.
 */
export async function priceBoard(
  cityCode: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<PriceRow[]> {
  const rows = await on
    .select({
      commodityCode: listings.commodityCode,
      gradeCode: listings.gradeCode,
      commodity: commodities.name,
      grade: grades.name,
      baseUnit: commodities.baseUnit,
      taxClass: commodities.taxClass,
      isVatRegistered: organisations.isVatRegistered,
      priceRupiah: listings.priceRupiah,
      basePerUnit: listings.basePerUnit,
    })
    .from(listings)
    .innerJoin(commodities, eq(commodities.code, listings.commodityCode))
    .innerJoin(
      grades,
      and(eq(grades.commodityCode, listings.commodityCode), eq(grades.code, listings.gradeCode)),
    )
    .innerJoin(organisations, eq(organisations.id, listings.sellerId))
    .where(
      and(
        eq(organisations.cityCode, cityCode),
        eq(organisations.state, "active"),
        eq(listings.state, "open"),
        gte(listings.priceValidUntil, today),
      ),
    )
    .orderBy(asc(commodities.name), asc(grades.rank), asc(listings.id))
    .limit(5000);
  const found = await ceilingsFor(rows, cityCode, today, on);
  const rule = await vatRuleOn(today, on);
  const boards = new Map<string, PriceRow>();
  for (const row of rows) {
    const key = gradeKey(row);
    const per = surveyedBase(row.baseUnit);
    const priceRupiah = withVat(row.priceRupiah, row.taxClass, row, rule);
    const asked = ceilingPerUnit({ ...row, priceRupiah }, per);
    const ceiling = found.get(key) ?? null;
    const ceilingRupiah = ceiling && ceilingPerUnit(ceiling, per);
    const before = boards.get(key);
    boards.set(key, {
      commodityCode: row.commodityCode,
      gradeCode: row.gradeCode,
      commodity: row.commodity,
      grade: row.grade,
      baseUnit: row.baseUnit,
      lowestRupiah: before && before.lowestRupiah < asked ? before.lowestRupiah : asked,
      highestRupiah: before && before.highestRupiah > asked ? before.highestRupiah : asked,
      listings: (before?.listings ?? 0) + 1,
      aboveCeiling: (before?.aboveCeiling ?? 0) + (ceilingRupiah !== null && asked > ceilingRupiah ? 1 : 0),
      ceilingRupiah,
      ceilingSource: ceiling?.source ?? null,
    });
  }
  return [...boards.values()].sort((a, b) => b.aboveCeiling - a.aboveCeiling);
}

export type PriceHistory = {
  readonly commodity: string;
  readonly grade: string;
  readonly baseUnit: BaseUnit;
  readonly days: readonly string[];
  /** By survey: rupiah per kilogram, litre or piece on each of the days, null where it has no figure. */
  readonly surveys: readonly { readonly source: string; readonly prices: readonly (bigint | null)[] }[];
  readonly ceilingRupiah: bigint | null;
};

/** Surveyed prices of a graded commodity around a city over the last days, beside the ceiling; null for an unknown grade. */
export async function priceHistory(
  ref: { readonly commodityCode: string; readonly gradeCode: string },
  cityCode: string,
  period: { readonly today: BusinessDay; readonly days: number },
  on: Executor = db(),
): Promise<PriceHistory | null> {
  const [named] = await on
    .select({ commodity: commodities.name, grade: grades.name, baseUnit: commodities.baseUnit })
    .from(grades)
    .innerJoin(commodities, eq(commodities.code, grades.commodityCode))
    .where(and(eq(grades.commodityCode, ref.commodityCode), eq(grades.code, ref.gradeCode)));
  if (!named) return null;
  const { today } = period;
  const [series, ceiling] = await Promise.all([
    referencePriceSeries(ref, cityCode, { from: addDays(today, -period.days), to: today }, on),
    ceilingFor(ref, cityCode, today, on),
  ]);
  const per = surveyedBase(named.baseUnit);
  const days = [...new Set<string>(series.map((one) => one.onDay))];
  const sources = [...new Set(series.map((one) => one.source))];
  return {
    ...named,
    days,
    surveys: sources.map((source) => ({
      source,
      prices: days.map((day) => {
        const row = series.find((one) => one.onDay === day && one.source === source);
        return row ? ceilingPerUnit(row, per) : null;
      }),
    })),
    ceilingRupiah: ceiling && ceilingPerUnit(ceiling, per),
  };
}

/** Graded commodities that were surveyed or have a legal price: what a price page can draw. */
export async function pricedGrades(
  on: Executor = db(),
): Promise<{ readonly key: string; readonly label: string }[]> {
  const rows = await on
    .select({
      commodityCode: grades.commodityCode,
      gradeCode: grades.code,
      commodity: commodities.name,
      grade: grades.name,
    })
    .from(grades)
    .innerJoin(commodities, eq(commodities.code, grades.commodityCode))
    .where(
      exists(
        on
          .select({ one: sql`1` })
          .from(referencePrices)
          .where(
            and(
              standing(referencePrices),
              eq(referencePrices.commodityCode, grades.commodityCode),
              or(isNull(referencePrices.gradeCode), eq(referencePrices.gradeCode, grades.code)),
            ),
          ),
      ),
    )
    .orderBy(asc(commodities.name), asc(grades.rank));
  return rows.map((row) => ({ key: gradeKey(row), label: `${row.commodity} ${row.grade}` }));
}
