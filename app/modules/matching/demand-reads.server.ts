import { and, asc, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { milliRupiahPerBase } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { grades } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { organisations } from "#db/schema/identity.ts";
import { marketDays } from "#db/schema/matching.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { regions } from "#db/schema/regions.ts";
import type { DemandLine } from "./market.ts";

/** A line of the market with what is needed to offer for it. */
export type MarketLine = DemandLine & { readonly version: number };

/**
 * What the buyers of a city still lack for a day: every line of a submitted or approved order with something left to
 * promise. A seller that declined or let lapse an offer for a line is not asked for that line again.
 */
export async function openDemand(
  cityCode: string,
  deliveryDay: BusinessDay,
  on: Executor = db(),
): Promise<MarketLine[]> {
  const rows = await on
    .select({
      lineId: orderLines.id,
      orderId: orders.id,
      buyerId: orders.buyerId,
      commodityCode: orderLines.commodityCode,
      gradeRank: grades.rank,
      missingBase: sql<bigint>`(${orderLines.quantityBase} - ${orderLines.promisedBase})`.mapWith(
        orderLines.quantityBase,
      ),
      ceilingRupiah: orderLines.ceilingRupiah,
      basePerUnit: orderLines.basePerUnit,
      urgencyClass: orders.urgencyClass,
      latitude: sql<number>`coalesce(${organisations.latitude}, ${regions.latitude}, 0)`,
      longitude: sql<number>`coalesce(${organisations.longitude}, ${regions.longitude}, 0)`,
      version: orderLines.version,
    })
    .from(orderLines)
    .innerJoin(orders, eq(orders.id, orderLines.orderId))
    .innerJoin(organisations, eq(organisations.id, orders.buyerId))
    .innerJoin(regions, eq(regions.code, orders.cityCode))
    .innerJoin(
      grades,
      and(eq(grades.commodityCode, orderLines.commodityCode), eq(grades.code, orderLines.gradeCode)),
    )
    .where(
      and(
        eq(orders.cityCode, cityCode),
        eq(orders.deliveryDay, deliveryDay),
        inArray(orders.state, ["submitted", "approved"]),
        eq(organisations.state, "active"),
        sql`${orderLines.promisedBase} < ${orderLines.quantityBase}`,
      ),
    )
    .orderBy(asc(orderLines.id));
  const refused = await refusedPairs(
    rows.map((row) => row.lineId),
    on,
  );
  return rows.map((row) => ({
    lineId: row.lineId,
    orderId: row.orderId,
    buyerId: row.buyerId,
    commodityCode: row.commodityCode,
    gradeRank: row.gradeRank,
    quantityBase: row.missingBase,
    deliveryDay,
    ceilingMilli: milliRupiahPerBase(row.ceilingRupiah, row.basePerUnit),
    lat: row.latitude,
    lng: row.longitude,
    urgencyClass: row.urgencyClass,
    blockedSellerIds: refused.get(row.lineId) ?? [],
    version: row.version,
  }));
}

async function refusedPairs(lineIds: readonly string[], on: Executor): Promise<Map<string, string[]>> {
  const pairs = new Map<string, string[]>();
  if (lineIds.length === 0) return pairs;
  const rows = await on
    .selectDistinct({ lineId: commitments.orderLineId, sellerId: commitments.sellerId })
    .from(commitments)
    .where(
      and(
        inArray(commitments.orderLineId, [...lineIds]),
        inArray(commitments.state, ["declined", "lapsed", "broken"]),
      ),
    );
  for (const row of rows) pairs.set(row.lineId, [...(pairs.get(row.lineId) ?? []), row.sellerId].sort());
  return pairs;
}

export type DueMarket = { readonly cityCode: string; readonly deliveryDay: BusinessDay };

/** Markets whose cut-off has passed and that were not cleared yet, the longest waiting first. */
export async function dueMarkets(at: Date, on: Executor = db()): Promise<DueMarket[]> {
  return on
    .select({ cityCode: marketDays.cityCode, deliveryDay: marketDays.deliveryDay })
    .from(marketDays)
    .where(and(isNull(marketDays.clearedAt), lte(marketDays.cutOffAt, at)))
    .orderBy(asc(marketDays.cutOffAt), asc(marketDays.cityCode))
    .limit(100);
}

export type MarketDay = typeof marketDays.$inferSelect;

export async function marketDayOf(
  cityCode: string,
  deliveryDay: BusinessDay,
  on: Executor = db(),
): Promise<MarketDay | null> {
  const [row] = await on
    .select()
    .from(marketDays)
    .where(and(eq(marketDays.cityCode, cityCode), eq(marketDays.deliveryDay, deliveryDay)));
  return row ?? null;
}

/** The market that a standing order belongs to; null when there is no such order or it asks for nothing any more. */
export async function orderMarket(
  orderId: string,
  on: Executor = db(),
): Promise<(DueMarket & { readonly buyerId: string }) | null> {
  const [row] = await on
    .select({ cityCode: orders.cityCode, deliveryDay: orders.deliveryDay, buyerId: orders.buyerId })
    .from(orders)
    .where(and(eq(orders.id, orderId), inArray(orders.state, ["submitted", "approved"])));
  return row ?? null;
}
