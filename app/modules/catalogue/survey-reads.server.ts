import { and, asc, desc, eq, gte, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Page, type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, grades, referencePrices } from "#db/schema/catalogue.ts";
import { regions } from "#db/schema/regions.ts";
import { standing } from "#db/written-once.ts";
import { ancestryOf } from "../regions/region.ts";
import type { GradeRef } from "./commodity-reads.server.ts";

export type ReferencePrice = typeof referencePrices.$inferSelect;

const correcting = alias(referencePrices, "correcting_price");

function surveyedIn(ref: GradeRef, regionCode: string): SQL | undefined {
  return and(
    standing(referencePrices),
    eq(referencePrices.commodityCode, ref.commodityCode),
    or(isNull(referencePrices.gradeCode), eq(referencePrices.gradeCode, ref.gradeCode)),
    inArray(referencePrices.regionCode, ancestryOf(regionCode)),
  );
}

/** What the market paid last, up to a day: the newest survey, of the nearest region when there are several. */
export async function referencePriceFor(
  ref: GradeRef,
  regionCode: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<ReferencePrice | null> {
  const [row] = await on
    .select()
    .from(referencePrices)
    .where(and(surveyedIn(ref, regionCode), lte(referencePrices.onDay, day)))
    .orderBy(
      desc(referencePrices.onDay),
      sql`length(${referencePrices.regionCode}) desc`,
      asc(referencePrices.id),
    )
    .limit(1);
  return row ?? null;
}

/** Surveyed prices of a graded commodity around a region from one day to another, oldest first: for charts. */
export async function referencePriceSeries(
  ref: GradeRef,
  regionCode: string,
  period: { readonly from: BusinessDay; readonly to: BusinessDay },
  on: Executor = db(),
): Promise<ReferencePrice[]> {
  return on
    .select()
    .from(referencePrices)
    .where(
      and(
        surveyedIn(ref, regionCode),
        gte(referencePrices.onDay, period.from),
        lte(referencePrices.onDay, period.to),
      ),
    )
    .orderBy(asc(referencePrices.onDay), asc(referencePrices.id))
    .limit(1000);
}

/** The surveyed prices that stand, or were struck out, of one place, day and survey. */
export async function pricesOfSurvey(
  survey: { readonly regionCode: string; readonly onDay: BusinessDay; readonly source: string },
  on: Executor,
): Promise<ReferencePrice[]> {
  const rows = await on
    .select({ price: referencePrices })
    .from(referencePrices)
    .leftJoin(correcting, eq(correcting.correctsId, referencePrices.id))
    .where(
      and(
        eq(referencePrices.regionCode, survey.regionCode),
        eq(referencePrices.onDay, survey.onDay),
        eq(referencePrices.source, survey.source),
        isNull(correcting.id),
      ),
    );
  return rows.map((row) => row.price);
}

function recordedPrices(on: Executor) {
  return on
    .select({
      price: referencePrices,
      commodity: commodities.name,
      baseUnit: commodities.baseUnit,
      grade: grades.name,
      region: regions.name,
      correctedBy: correcting.id,
    })
    .from(referencePrices)
    .innerJoin(commodities, eq(commodities.code, referencePrices.commodityCode))
    .innerJoin(regions, eq(regions.code, referencePrices.regionCode))
    .leftJoin(
      grades,
      and(
        eq(grades.commodityCode, referencePrices.commodityCode),
        eq(grades.code, referencePrices.gradeCode),
      ),
    )
    .leftJoin(correcting, eq(correcting.correctsId, referencePrices.id))
    .$dynamic();
}

export type RecordedPrice = Awaited<ReturnType<typeof recordedPrices>>[number];

/** One written row with its names, and what corrects it; null when there is none. */
export async function recordedPrice(id: string, on: Executor = db()): Promise<RecordedPrice | null> {
  const [row] = await recordedPrices(on).where(eq(referencePrices.id, id));
  return row ?? null;
}

/** Everything that was ever written of the same goods, place, day and survey as `price`, the newest first. */
export async function recordOfPrice(price: ReferencePrice, on: Executor = db()): Promise<RecordedPrice[]> {
  return recordedPrices(on)
    .where(
      and(
        eq(referencePrices.commodityCode, price.commodityCode),
        sql`${referencePrices.gradeCode} is not distinct from ${price.gradeCode}`,
        eq(referencePrices.regionCode, price.regionCode),
        eq(referencePrices.onDay, price.onDay),
        eq(referencePrices.source, price.source),
      ),
    )
    .orderBy(desc(referencePrices.id));
}

export type SurveyFilter = {
  /** Null: of every region. */
  readonly regionCode: string | null;
  readonly commodityCode: string | null;
};

/** Surveyed prices as they were written, corrected ones included, the newest day first. */
export async function surveyHistory(
  filter: SurveyFilter,
  page: PageRequest,
  on: Executor = db(),
): Promise<Page<RecordedPrice>> {
  const after = page.after?.split("~") ?? [];
  const [afterDay, afterId] = after;
  const rows = await recordedPrices(on)
    .where(
      and(
        filter.regionCode === null ? undefined : eq(referencePrices.regionCode, filter.regionCode),
        filter.commodityCode === null ? undefined : eq(referencePrices.commodityCode, filter.commodityCode),
        afterDay && afterId
          ? sql`(${referencePrices.onDay}, ${referencePrices.id}) < (${afterDay}::date, ${afterId})`
          : undefined,
      ),
    )
    .orderBy(desc(referencePrices.onDay), desc(referencePrices.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, ({ price }) => `${price.onDay}~${price.id}`);
}

export type SurveyRow = {
  readonly commodityCode: string;
  readonly gradeCode: string | null;
  readonly commodity: string;
  readonly grade: string | null;
  readonly baseUnit: RecordedPrice["baseUnit"];
  readonly lastRupiah: bigint;
  readonly lastBasePerUnit: bigint;
  readonly lastOn: BusinessDay;
};

/** The goods whose prices one survey reported of a region before, each with the last price: what a surveyor asks again. */
export async function surveySheet(
  regionCode: string,
  source: string,
  on: Executor = db(),
): Promise<SurveyRow[]> {
  const rows = await on
    .selectDistinctOn([commodities.name, referencePrices.commodityCode, referencePrices.gradeCode], {
      commodityCode: referencePrices.commodityCode,
      gradeCode: referencePrices.gradeCode,
      commodity: commodities.name,
      grade: grades.name,
      baseUnit: commodities.baseUnit,
      lastRupiah: referencePrices.priceRupiah,
      lastBasePerUnit: referencePrices.basePerUnit,
      lastOn: referencePrices.onDay,
    })
    .from(referencePrices)
    .innerJoin(commodities, eq(commodities.code, referencePrices.commodityCode))
    .leftJoin(
      grades,
      and(
        eq(grades.commodityCode, referencePrices.commodityCode),
        eq(grades.code, referencePrices.gradeCode),
      ),
    )
    .where(
      and(
        standing(referencePrices),
        eq(referencePrices.regionCode, regionCode),
        eq(referencePrices.source, source),
      ),
    )
    .orderBy(
      asc(commodities.name),
      asc(referencePrices.commodityCode),
      asc(referencePrices.gradeCode),
      desc(referencePrices.onDay),
    )
    .limit(200);
  return rows;
}

/** What one survey reported last of every kind of goods in a region. */
export async function recentPrices(
  regionCode: string,
  source: string,
  on: Executor = db(),
): Promise<ReferencePrice[]> {
  return on
    .selectDistinctOn([referencePrices.commodityCode, referencePrices.gradeCode])
    .from(referencePrices)
    .where(
      and(
        standing(referencePrices),
        eq(referencePrices.regionCode, regionCode),
        eq(referencePrices.source, source),
      ),
    )
    .orderBy(referencePrices.commodityCode, referencePrices.gradeCode, desc(referencePrices.onDay));
}

/** The surveys that reported prices of a region, the one of most goods first: a market before a single observation. */
export async function surveysIn(regionCode: string, on: Executor = db()): Promise<string[]> {
  const rows = await on
    .select({ source: referencePrices.source })
    .from(referencePrices)
    .where(eq(referencePrices.regionCode, regionCode))
    .groupBy(referencePrices.source)
    .orderBy(
      desc(sql`count(distinct ${referencePrices.commodityCode})`),
      desc(sql`max(${referencePrices.onDay})`),
      asc(referencePrices.source),
    )
    .limit(20);
  return rows.map((row) => row.source);
}
