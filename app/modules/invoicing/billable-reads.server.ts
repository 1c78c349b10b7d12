import { and, asc, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { type BusinessDay, dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, listings } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { callOffs, contractLines, contracts } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { orders } from "#db/schema/orders.ts";
import { regions } from "#db/schema/regions.ts";
import { receipts, shipmentLines, shipments, tripStops, trips } from "#db/schema/shipments.ts";
import type { TaxClass } from "../catalogue/vat.ts";
import { agreedCollection, agreedTermDays } from "../commitments/payment-terms-reads.server.ts";
import type { Rate } from "../contracts/contract-rate.ts";
import { ratesOn } from "../contracts/contract-text-reads.server.ts";
import type { AcceptedLine } from "./invoice.ts";
import type { DeliveredLine } from "./statement.ts";

/** What an invoice over one received shipment stands on. */
export type BillableShipment = {
  readonly shipmentId: string;
  readonly orderId: string;
  readonly sellerId: string;
  readonly buyerId: string;
  readonly sellerIsVatRegistered: boolean;
  readonly sellerRegionCode: string;
  readonly buyerTimeZone: TimeZone;
  readonly receivedAt: Date;
  readonly receiptNumber: string;
  readonly paymentTermDays: number;
  /** True where both agreed that it is invoiced with others of its period. */
  readonly isCollected: boolean;
  readonly lines: readonly AcceptedLine[];
};

/** A shipment of an order that was handed over, with what was accepted of it at the door; null when it is none, or not received yet. */
export async function billableShipment(
  shipmentId: string,
  on: Executor = db(),
): Promise<BillableShipment | null> {
  const [billable] = await billableShipments([shipmentId], on);
  return billable ?? null;
}

/** As `billableShipment`, for several, in the order in which they were handed over; those that are not are left out. */
export async function billableShipments(
  shipmentIds: readonly string[],
  on: Executor = db(),
): Promise<BillableShipment[]> {
  const seller = organisations;
  const heads = await on
    .select({
      shipmentId: shipments.id,
      orderId: orders.id,
      sellerId: shipments.sellerId,
      buyerId: shipments.buyerId,
      sellerIsVatRegistered: seller.isVatRegistered,
      sellerRegionCode: seller.regionCode,
      buyerTimeZone: regions.timeZone,
      receivedAt: receipts.receivedAt,
      receiptNumber: receipts.number,
      paymentTermDays: agreedTermDays(shipments.sellerId),
      isCollected: sql<boolean>`${agreedCollection(shipments.sellerId)} <> 'each'`,
    })
    .from(shipments)
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .innerJoin(receipts, eq(receipts.shipmentId, shipments.id))
    .innerJoin(seller, eq(seller.id, shipments.sellerId))
    .innerJoin(regions, eq(regions.code, orders.cityCode))
    .where(and(inArray(shipments.id, [...shipmentIds]), eq(shipments.state, "received")))
    .orderBy(asc(receipts.receivedAt), asc(shipments.id));
  if (heads.length === 0) return [];
  const rows = await on
    .select({
      shipmentId: shipmentLines.shipmentId,
      shipmentLineId: shipmentLines.id,
      description: shipmentLines.description,
      unit: shipmentLines.unit,
      basePerUnit: shipmentLines.basePerUnit,
      acceptedBase: shipmentLines.acceptedBase,
      grantedBase: shipmentLines.grantedBase,
      priceRupiah: shipmentLines.priceRupiah,
      taxClass: sql<TaxClass>`coalesce(${shipmentLines.taxClass}, ${commodities.taxClass})`,
      taxRupiah: shipmentLines.taxRupiah,
    })
    .from(shipmentLines)
    .innerJoin(commitments, eq(commitments.id, shipmentLines.commitmentId))
    .innerJoin(listings, eq(listings.id, commitments.listingId))
    .innerJoin(commodities, eq(commodities.code, listings.commodityCode))
    .where(inArray(shipmentLines.shipmentId, [...shipmentIds]))
    .orderBy(asc(shipmentLines.shipmentId), asc(shipmentLines.position));
  const lines = new Map<string, AcceptedLine[]>();
  for (const { shipmentId, grantedBase, ...line } of rows)
    lines.set(shipmentId, [
      ...(lines.get(shipmentId) ?? []),
      { ...line, acceptedBase: (line.acceptedBase ?? 0n) - grantedBase },
    ]);
  return heads.map((head) => ({ ...head, lines: lines.get(head.shipmentId) ?? [] }));
}

/** What the invoice and the statements of one delivered call-off stand on. */
export type BillableCallOff = {
  readonly callOffId: string;
  readonly contractId: string;
  readonly callOffNumber: string;
  readonly contractNumber: string;
  readonly hubId: string;
  readonly buyerId: string;
  readonly hubIsVatRegistered: boolean;
  readonly hubRegionCode: string;
  readonly hubTimeZone: TimeZone;
  readonly deliveredAt: Date;
  readonly paymentTermDays: number;
  readonly freightPaidBy: "buyer" | "seller";
  readonly tripCostRupiah: Rupiah;
  /** Levy and service fee as they hold on the day of delivery. */
  readonly levy: Rate;
  readonly fee: Rate;
  /** Since when each holds: what it took is reckoned over everything from that day on. */
  readonly levySince: string;
  readonly feeSince: string;
  readonly deliveryDay: BusinessDay;
  readonly baseUnit: BaseUnit;
  readonly lines: readonly (AcceptedLine & {
    readonly koperasiId: string;
    readonly koperasiName: string;
    readonly deliveredBase: bigint;
  })[];
  readonly delivered: readonly DeliveredLine[];
};

/** A call-off whose trips were all handed over at their destination; null until then. Its day is that of the last. */
export async function billableCallOff(
  callOffId: string,
  on: Executor = db(),
): Promise<BillableCallOff | null> {
  const [head] = await on
    .select({
      callOffId: callOffs.id,
      callOffNumber: callOffs.number,
      contractNumber: contracts.number,
      hubId: contracts.hubId,
      buyerId: contracts.buyerId,
      hubIsVatRegistered: organisations.isVatRegistered,
      hubRegionCode: organisations.regionCode,
      hubTimeZone: regions.timeZone,
      paymentTermDays: contracts.paymentTermDays,
      freightPaidBy: contracts.freightPaidBy,
      contractId: contracts.id,
      deliveryDay: callOffs.deliveryDay,
      taxClass: commodities.taxClass,
      baseUnit: commodities.baseUnit,
    })
    .from(callOffs)
    .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
    .innerJoin(organisations, eq(organisations.id, contracts.hubId))
    .innerJoin(regions, eq(regions.code, organisations.regionCode))
    .innerJoin(contractLines, eq(contractLines.id, callOffs.contractLineId))
    .innerJoin(commodities, eq(commodities.code, contractLines.commodityCode))
    .where(and(eq(callOffs.id, callOffId), eq(callOffs.state, "closed")));
  const carried = await on
    .select({ costRupiah: trips.costRupiah, deliveredAt: trips.deliveredAt })
    .from(trips)
    .where(and(eq(trips.callOffId, callOffId), eq(trips.state, "delivered")))
    .orderBy(desc(trips.deliveredAt));
  const deliveredAt = carried[0]?.deliveredAt;
  if (!head || !deliveredAt) return null;
  const rows = await deliveredShares(callOffId, on);
  const lines = rows.map((row) => ({
    ...row,
    acceptedBase: row.acceptedBase ?? 0n,
    deliveredBase: row.deliveredBase ?? 0n,
    taxClass: row.taxClass ?? head.taxClass,
  }));
  const delivered = lines.map((line) => ({
    ...line,
    freightWeight: (line.deliveredBase / 1000n) * BigInt(line.distanceMetres ?? 0),
  }));
  const rates = await ratesOn(head.contractId, dayOf(deliveredAt, head.hubTimeZone), on);
  return {
    ...head,
    deliveredAt,
    tripCostRupiah: sumOf(carried.map((trip) => trip.costRupiah)),
    levy: rates.levy,
    fee: rates.service_fee,
    levySince: rates.levy.fromOn,
    feeSince: rates.service_fee.fromOn,
    lines,
    delivered,
  };
}

/** What each koperasi's share of a call-off came to, with how far it was fetched, by koperasi. */
async function deliveredShares(callOffId: string, on: Executor) {
  return on
    .select({
      shipmentLineId: shipmentLines.id,
      koperasiId: shipments.sellerId,
      koperasiName: organisations.name,
      description: shipmentLines.description,
      unit: shipmentLines.unit,
      basePerUnit: shipmentLines.basePerUnit,
      acceptedBase: shipmentLines.acceptedBase,
      deliveredBase: shipmentLines.deliveredBase,
      priceRupiah: shipmentLines.priceRupiah,
      taxClass: shipmentLines.taxClass,
      taxRupiah: shipmentLines.taxRupiah,
      distanceMetres: tripStops.distanceMetres,
    })
    .from(shipments)
    .innerJoin(shipmentLines, eq(shipmentLines.shipmentId, shipments.id))
    .innerJoin(organisations, eq(organisations.id, shipments.sellerId))
    .leftJoin(
      tripStops,
      and(
        eq(tripStops.tripId, shipments.tripId),
        eq(tripStops.organisationId, shipments.sellerId),
        eq(tripStops.kind, "pickup"),
      ),
    )
    .where(
      and(
        eq(shipments.callOffId, callOffId),
        eq(shipments.state, "received"),
        ne(shipmentLines.deliveredBase, 0n),
      ),
    )
    .orderBy(asc(shipments.sellerId), asc(shipmentLines.position));
}
