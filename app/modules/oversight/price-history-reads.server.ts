import { aliasedTable, and, asc, eq, exists, gte, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { OrganisationKind } from "#app/kernel/call.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, grades, priceCeilings, referencePrices } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { organisations } from "#db/schema/identity.ts";
import { orderLines } from "#db/schema/orders.ts";
import { standing } from "#db/written-once.ts";
import { type GradeRef, gradeKey } from "../catalogue/commodity-reads.server.ts";
import { ceilingPerUnit, smallestCeiling } from "../catalogue/price-ceiling.ts";
import type { tradeLevels } from "../catalogue/price-yardstick.ts";
import { referencePriceSeries } from "../catalogue/survey-reads.server.ts";
import { withVat } from "../catalogue/vat.ts";
import { vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";
import { ancestryOf } from "../regions/region.ts";
import { type AgreedPrice, type AgreedWeek, agreedWeeks } from "./price-history.ts";

/** Whoever looks at prices: organisation, what it is, and where. */
export type PriceViewer = {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly cityCode: string;
};

export type PriceHistory = {
  readonly commodity: string;
  readonly grade: string;
  readonly baseUnit: BaseUnit;
  /** Every day of which something is known, the oldest first. */
  readonly days: readonly BusinessDay[];
  /** By survey: rupiah per kilogram, litre or piece on each of the days, null where it has no figure. */
  readonly surveys: readonly {
    readonly source: string;
    readonly level: (typeof tradeLevels)[number];
    readonly prices: readonly (Rupiah | null)[];
  }[];
  /** What the law allowed on each of the days; null where no ceiling was in force. */
  readonly ceilings: readonly (Rupiah | null)[];
  readonly agreed: readonly AgreedWeek[];
};

const SELLING: ReadonlySet<OrganisationKind> = new Set(["koperasi", "bumd", "trade_center"]);

/**
 * What a graded commodity cost around the viewer's city from a day on: surveys, ceilings as they were in force, and agreed prices by
 * week; null for an unknown grade. Agreed prices name nobody, and sellers see no week in which they could tell a rival's.
 */
export async function priceHistory(
  ref: GradeRef,
  viewer: PriceViewer,
  period: { readonly from: BusinessDay; readonly to: BusinessDay },
  on: Executor = db(),
): Promise<PriceHistory | null> {
  const [named] = await on
    .select({
      commodity: commodities.name,
      grade: grades.name,
      baseUnit: commodities.baseUnit,
      taxClass: commodities.taxClass,
    })
    .from(grades)
    .innerJoin(commodities, eq(commodities.code, grades.commodityCode))
    .where(and(eq(grades.commodityCode, ref.commodityCode), eq(grades.code, ref.gradeCode)));
  if (!named) return null;
  const per = named.baseUnit === "piece" ? 1n : 1000n;
  const [series, ceilingsOn, prices] = await Promise.all([
    referencePriceSeries(ref, viewer.cityCode, period, on),
    ceilingsOver(ref, viewer.cityCode, period, on),
    agreedPrices(ref, viewer, { ...period, per, taxClass: named.taxClass }, on),
  ]);
  const agreed = agreedWeeks(prices, SELLING.has(viewer.kind));
  const known = [...series.map(({ onDay }) => onDay), ...agreed.map(({ week }) => week)];
  const steps = known.length === 0 ? [] : ceilingsOn.steps;
  const days = [...new Set([...known, ...steps])].sort();
  const all = [...new Map(series.map((row) => [`${row.source}/${row.level}`, row])).values()];
  // What markets paid comes first: it is what a price is held against.
  const surveys = [...all.filter(isMarket), ...all.filter((row) => !isMarket(row))];
  return {
    commodity: named.commodity,
    grade: named.grade,
    baseUnit: named.baseUnit,
    days,
    surveys: surveys.map(({ source, level }) => ({
      source,
      level,
      prices: days.map((day) => {
        const row = series.find((one) => one.onDay === day && one.source === source && one.level === level);
        return row ? ceilingPerUnit(row, per) : null;
      }),
    })),
    ceilings: days.map((day) => ceilingsOn.at(day, per)),
    agreed,
  };
}

const isMarket = (row: { readonly level: string }) => row.level === "market";

/** Ceilings as they were in force: on which days within the period one began, and the smallest of a day. */
async function ceilingsOver(
  ref: GradeRef,
  cityCode: string,
  period: { readonly from: BusinessDay; readonly to: BusinessDay },
  on: Executor,
) {
  const rows = await on
    .select()
    .from(priceCeilings)
    .where(
      and(
        standing(priceCeilings),
        eq(priceCeilings.commodityCode, ref.commodityCode),
        or(isNull(priceCeilings.gradeCode), eq(priceCeilings.gradeCode, ref.gradeCode)),
        or(isNull(priceCeilings.regionCode), inArray(priceCeilings.regionCode, ancestryOf(cityCode))),
        lte(priceCeilings.validFrom, period.to),
        or(isNull(priceCeilings.validTo), gte(priceCeilings.validTo, period.from)),
      ),
    );
  return {
    steps: rows.flatMap(({ validFrom }) => (validFrom > period.from ? [validFrom] : [])),
    at: (day: BusinessDay, per: bigint): Rupiah | null => {
      const inForce = rows.filter(
        ({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo >= day),
      );
      const smallest = smallestCeiling(inForce, ref.gradeCode);
      return smallest && ceilingPerUnit(smallest, per);
    },
  };
}

const buyer = aliasedTable(organisations, "buyer");
const seller = aliasedTable(organisations, "seller");
const AGREEMENTS_MAX = 5_000;

/** Prices that stand agreed for deliveries into, or out of, the viewer's city, with VAT by today's rule. */
async function agreedPrices(
  ref: GradeRef,
  viewer: PriceViewer,
  wish: {
    readonly from: BusinessDay;
    readonly to: BusinessDay;
    readonly per: bigint;
    readonly taxClass: "exempt" | "standard";
  },
  on: Executor,
): Promise<AgreedPrice[]> {
  const [rows, rule] = await Promise.all([
    on
      .select({
        deliveryDay: commitments.deliveryDay,
        sellerId: commitments.sellerId,
        buyerId: commitments.buyerId,
        priceRupiah: commitments.priceRupiah,
        basePerUnit: commitments.basePerUnit,
        isVatRegistered: seller.isVatRegistered,
      })
      .from(commitments)
      .innerJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
      .innerJoin(buyer, eq(buyer.id, commitments.buyerId))
      .innerJoin(seller, eq(seller.id, commitments.sellerId))
      .where(
        and(
          eq(orderLines.commodityCode, ref.commodityCode),
          eq(orderLines.gradeCode, ref.gradeCode),
          inArray(commitments.state, ["accepted", "fulfilled"]),
          gte(commitments.deliveryDay, wish.from),
          lte(commitments.deliveryDay, wish.to),
          or(eq(buyer.cityCode, viewer.cityCode), eq(seller.cityCode, viewer.cityCode)),
        ),
      )
      .orderBy(asc(commitments.id))
      .limit(AGREEMENTS_MAX),
    vatRuleOn(wish.to, on),
  ]);
  return rows.map((row) => ({
    deliveryDay: row.deliveryDay,
    sellerId: row.sellerId,
    isOwn: row.sellerId === viewer.id || row.buyerId === viewer.id,
    priceRupiah: ceilingPerUnit(
      { ...row, priceRupiah: withVat(row.priceRupiah, wish.taxClass, row, rule) },
      wish.per,
    ),
  }));
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
      or(
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
        exists(
          on
            .select({ one: sql`1` })
            .from(orderLines)
            .where(
              and(eq(orderLines.commodityCode, grades.commodityCode), eq(orderLines.gradeCode, grades.code)),
            ),
        ),
      ),
    )
    .orderBy(asc(commodities.name), asc(grades.rank));
  return rows.map((row) => ({ key: gradeKey(row), label: `${row.commodity} ${row.grade}` }));
}
