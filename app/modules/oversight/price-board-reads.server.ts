import { and, asc, eq, gte } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, grades, listings } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";
import { gradeKey } from "../catalogue/commodity-reads.server.ts";
import { dearestPrice } from "../catalogue/kind-prices.ts";
import { ceilingPerUnit } from "../catalogue/price-ceiling.ts";
import { ceilingsFor } from "../catalogue/price-reads.server.ts";
import { withVat } from "../catalogue/vat.ts";
import { vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";

export type PriceRow = {
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly commodity: string;
  readonly grade: string;
  readonly baseUnit: BaseUnit;
  /** Lowest and highest asking price in the city, of whichever kind of buyer it is asked, with the seller's VAT, in rupiah per kilogram, litre or piece, rounded. */
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
      kindPrices: listings.kindPrices,
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
    const paid = (priceRupiah: bigint) =>
      ceilingPerUnit({ ...row, priceRupiah: withVat(priceRupiah, row.taxClass, row, rule) }, per);
    const prices = [row.priceRupiah, ...Object.values(row.kindPrices)];
    const least = paid(prices.reduce((least, each) => (each < least ? each : least)));
    const asked = paid(dearestPrice(row));
    const ceiling = found.get(key) ?? null;
    const ceilingRupiah = ceiling && ceilingPerUnit(ceiling, per);
    const before = boards.get(key);
    boards.set(key, {
      commodityCode: row.commodityCode,
      gradeCode: row.gradeCode,
      commodity: row.commodity,
      grade: row.grade,
      baseUnit: row.baseUnit,
      lowestRupiah: before && before.lowestRupiah < least ? before.lowestRupiah : least,
      highestRupiah: before && before.highestRupiah > asked ? before.highestRupiah : asked,
      listings: (before?.listings ?? 0) + 1,
      aboveCeiling: (before?.aboveCeiling ?? 0) + (ceilingRupiah !== null && asked > ceilingRupiah ? 1 : 0),
      ceilingRupiah,
      ceilingSource: ceiling?.source ?? null,
    });
  }
  return [...boards.values()].sort((a, b) => b.aboveCeiling - a.aboveCeiling);
}
