import { and, asc, eq, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, listings, lots } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { documents } from "#db/schema/documents.ts";
import { organisations } from "#db/schema/identity.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { shipmentLines, shipments } from "#db/schema/shipments.ts";

/** At most so many days are there to choose from. */
const DAYS_MAX = 14;

const isToPack = (sellerId: string) =>
  and(eq(shipments.sellerId, sellerId), eq(shipments.state, "planned"), eq(shipments.purpose, "order"));

/** The days for which a seller has deliveries to prepare, the nearest first, with how many. */
export async function daysToPack(
  sellerId: string,
  on: Executor = db(),
): Promise<{ readonly day: BusinessDay; readonly count: number }[]> {
  return on
    .select({ day: shipments.deliveryDay, count: sql<number>`count(*)::int` })
    .from(shipments)
    .where(isToPack(sellerId))
    .groupBy(shipments.deliveryDay)
    .orderBy(asc(shipments.deliveryDay))
    .limit(DAYS_MAX);
}

export type LineToPack = {
  readonly id: string;
  readonly description: string;
  readonly specification: string | null;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly baseUnit: BaseUnit;
  readonly promisedBase: bigint;
  readonly lotId: string | null;
  readonly harvestedOn: BusinessDay | null;
  readonly expiresOn: BusinessDay | null;
};

/** One kitchen's delivery, with the Surat Pesanan that it answers. */
export type DeliveryToPack = {
  readonly shipmentId: string;
  readonly buyerName: string;
  readonly buyerAddress: string;
  readonly windowStart: string;
  readonly windowEnd: string;
  /** Null while no paper stands: what was promised has just changed. */
  readonly order: { readonly number: string; readonly code: string } | null;
  readonly lines: readonly LineToPack[];
};

/** What a seller packs for a day: every delivery of an order that is still being prepared, the earliest door first. Prices are no part of it. */
export async function deliveriesToPack(
  sellerId: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<DeliveryToPack[]> {
  const rows = await on
    .select({
      shipmentId: shipments.id,
      buyerName: organisations.name,
      buyerAddress: organisations.address,
      windowStart: orders.windowStart,
      windowEnd: orders.windowEnd,
      number: documents.number,
      code: documents.verificationCode,
      id: shipmentLines.id,
      description: shipmentLines.description,
      specification: orderLines.specification,
      unit: shipmentLines.unit,
      basePerUnit: shipmentLines.basePerUnit,
      baseUnit: commodities.baseUnit,
      promisedBase: shipmentLines.promisedBase,
      lotId: shipmentLines.lotId,
      harvestedOn: lots.harvestedOn,
      expiresOn: lots.expiresOn,
    })
    .from(shipments)
    .innerJoin(organisations, eq(organisations.id, shipments.buyerId))
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .innerJoin(shipmentLines, eq(shipmentLines.shipmentId, shipments.id))
    .innerJoin(
      commitments,
      and(eq(commitments.id, shipmentLines.commitmentId), eq(commitments.state, "accepted")),
    )
    .innerJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
    .innerJoin(lots, eq(lots.id, shipmentLines.lotId))
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .innerJoin(commodities, eq(commodities.code, listings.commodityCode))
    .leftJoin(
      documents,
      and(
        eq(documents.subjectId, shipments.id),
        eq(documents.kind, "SP"),
        eq(documents.organisationId, shipments.buyerId),
        eq(documents.state, "issued"),
      ),
    )
    .where(and(isToPack(sellerId), eq(shipments.deliveryDay, day)))
    .orderBy(
      asc(orders.windowStart),
      asc(organisations.name),
      asc(shipments.id),
      asc(shipmentLines.position),
    );
  const deliveries = new Map<string, DeliveryToPack & { lines: LineToPack[] }>();
  for (const row of rows) {
    const { shipmentId, buyerName, buyerAddress, windowStart, windowEnd, number, code, ...line } = row;
    const known = deliveries.get(shipmentId) ?? {
      shipmentId,
      buyerName,
      buyerAddress,
      windowStart,
      windowEnd,
      order: number !== null && code !== null ? { number, code } : null,
      lines: [],
    };
    known.lines.push(line);
    deliveries.set(shipmentId, known);
  }
  return [...deliveries.values()];
}
