import { and, asc, eq, inArray, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { isAmong } from "#db/among.ts";
import type { Executor } from "#db/client.server.ts";
import { allotments } from "#db/schema/allotment.ts";
import { commodities, grades, listings } from "#db/schema/catalogue.ts";
import { sellerDays } from "#db/schema/catalogue-seller-days.ts";
import { commitments } from "#db/schema/commitments.ts";
import { callOffs, contracts } from "#db/schema/contracts.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { storedFiles } from "#db/schema/platform.ts";
import { receipts, shipmentLines, shipments, trips, vehicles } from "#db/schema/shipments.ts";
import { replacements } from "#db/schema/shipments-door.ts";
import type { TaxClass } from "../catalogue/vat.ts";

/** Facts that commands of this module decide on; whoever asks has yet to be checked. */
export type ShipmentFacts = typeof shipments.$inferSelect & { readonly hubId: string | null };
export type ShipmentLineRow = typeof shipmentLines.$inferSelect;

export async function shipmentFacts(shipmentId: string, on: Executor): Promise<ShipmentFacts | null> {
  const [row] = await on
    .select({ shipment: shipments, hubId: callOffs.hubId })
    .from(shipments)
    .leftJoin(callOffs, eq(callOffs.id, shipments.callOffId))
    .where(eq(shipments.id, shipmentId));
  return row ? { ...row.shipment, hubId: row.hubId } : null;
}

/** The lines of these shipments, by shipment and position. */
export async function linesOfShipments(
  shipmentIds: readonly string[],
  on: Executor,
): Promise<ShipmentLineRow[]> {
  if (shipmentIds.length === 0) return [];
  return on
    .select()
    .from(shipmentLines)
    .where(inArray(shipmentLines.shipmentId, [...shipmentIds]))
    .orderBy(asc(shipmentLines.shipmentId), asc(shipmentLines.position));
}

/** The shipments of a call-off that still count, by id. */
export async function shipmentsOfCallOff(callOffId: string, on: Executor): Promise<ShipmentFacts[]> {
  const rows = await on
    .select({ shipment: shipments, hubId: callOffs.hubId })
    .from(shipments)
    .innerJoin(callOffs, eq(callOffs.id, shipments.callOffId))
    .where(and(eq(shipments.callOffId, callOffId), sql`${shipments.state} <> 'cancelled'`))
    .orderBy(asc(shipments.id));
  return rows.map((row) => ({ ...row.shipment, hubId: row.hubId }));
}

export type PromisedGoods = {
  readonly commitmentId: string;
  readonly sellerId: string;
  /** Where it is fetched that day; null at its seller's own address. */
  readonly warehouseId: string | null;
  readonly lotId: string;
  readonly description: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly priceRupiah: bigint;
  readonly promisedBase: bigint;
};

/** Accepted promises of an order that no shipment carries yet, by seller and line of the order. */
export async function unplannedGoods(orderId: string, on: Executor): Promise<PromisedGoods[]> {
  const rows = await on
    .select({
      commitment: commitments,
      commodityName: commodities.name,
      gradeName: grades.name,
      warehouseId: sellerDays.warehouseId,
    })
    .from(commitments)
    .innerJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .leftJoin(
      grades,
      and(eq(grades.commodityCode, orderLines.commodityCode), eq(grades.code, orderLines.gradeCode)),
    )
    .leftJoin(shipmentLines, eq(shipmentLines.commitmentId, commitments.id))
    .leftJoin(
      sellerDays,
      and(eq(sellerDays.listingId, commitments.listingId), eq(sellerDays.day, commitments.deliveryDay)),
    )
    .where(and(eq(commitments.orderId, orderId), eq(commitments.state, "accepted"), isNull(shipmentLines.id)))
    .orderBy(asc(commitments.sellerId), asc(orderLines.position), asc(commitments.id));
  return rows.map(({ commitment, commodityName, gradeName, warehouseId }) => ({
    commitmentId: commitment.id,
    warehouseId,
    sellerId: commitment.sellerId,
    lotId: commitment.lotId,
    description: gradeName === null ? commodityName : `${commodityName} ${gradeName}`,
    unit: commitment.unit,
    basePerUnit: commitment.basePerUnit,
    priceRupiah: commitment.priceRupiah,
    promisedBase: commitment.acceptedBase ?? commitment.offeredBase,
  }));
}

/** The order that a shipment serves, as far as shipping goes; null when there is none. */
export async function orderFacts(orderId: string, on: Executor) {
  const [row] = await on
    .select({
      id: orders.id,
      buyerId: orders.buyerId,
      state: orders.state,
      deliveryDay: orders.deliveryDay,
      windowStart: orders.windowStart,
      windowEnd: orders.windowEnd,
      stateReason: orders.stateReason,
    })
    .from(orders)
    .where(eq(orders.id, orderId));
  return row ?? null;
}

/** What of an order is still to come: promises that stand unfulfilled, refused goods asked for anew, and what nobody has promised. */
export async function openPartsOf(
  orderId: string,
  on: Executor,
): Promise<{ readonly promises: number; readonly replacements: number; readonly unpromisedLines: number }> {
  const [promises] = await on
    .select({ count: sql<number>`count(*)::integer` })
    .from(commitments)
    .where(and(eq(commitments.orderId, orderId), inArray(commitments.state, ["offered", "accepted"])));
  const [lines] = await on
    .select({ count: sql<number>`count(*)::integer` })
    .from(orderLines)
    .where(
      and(eq(orderLines.orderId, orderId), sql`${orderLines.promisedBase} < ${orderLines.quantityBase}`),
    );
  const [asked] = await on
    .select({ count: sql<number>`count(*)::integer` })
    .from(replacements)
    .innerJoin(shipments, eq(shipments.id, replacements.shipmentId))
    .where(and(eq(shipments.orderId, orderId), eq(replacements.state, "asked")));
  return {
    promises: promises?.count ?? 0,
    replacements: asked?.count ?? 0,
    unpromisedLines: lines?.count ?? 0,
  };
}

/** An approved order due before `day`, with no promise open and nothing being prepared or on its way. */
function finishedBefore(day: BusinessDay): SQL | undefined {
  return and(
    eq(orders.state, "approved"),
    lt(orders.deliveryDay, day),
    sql`not exists (select 1 from commitments c
      where c.order_id = ${orders.id} and c.state in ('offered', 'accepted'))`,
    sql`not exists (select 1 from shipments s
      where s.order_id = ${orders.id} and s.state in ('planned', 'dispatched'))`,
    sql`not exists (select 1 from replacements r join shipments s on s.id = r.shipment_id
      where s.order_id = ${orders.id} and r.state = 'asked')`,
  );
}

/** Orders due before `day` to which nothing more will come, by id. */
export async function finishedOrders(day: BusinessDay, limit: number, on: Executor): Promise<string[]> {
  const rows = await on
    .select({ id: orders.id })
    .from(orders)
    .where(finishedBefore(day))
    .orderBy(asc(orders.id))
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Whether this order is one of `finishedOrders`. */
export async function isFinished(orderId: string, day: BusinessDay, on: Executor): Promise<boolean> {
  const rows = await on
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.id, orderId), finishedBefore(day)));
  return rows.length > 0;
}

/** The tax class of the goods on each line of a shipment of an order, by line. */
export async function taxClassOfLines(
  shipmentId: string,
  on: Executor,
): Promise<ReadonlyMap<string, TaxClass>> {
  const rows = await on
    .select({ lineId: shipmentLines.id, taxClass: commodities.taxClass })
    .from(shipmentLines)
    .innerJoin(commitments, eq(commitments.id, shipmentLines.commitmentId))
    .innerJoin(listings, eq(listings.id, commitments.listingId))
    .innerJoin(commodities, eq(commodities.code, listings.commodityCode))
    .where(eq(shipmentLines.shipmentId, shipmentId));
  return new Map(rows.map((row) => [row.lineId, row.taxClass]));
}

/** Which of these commitments stand accepted. */
export async function acceptedAmong(
  commitmentIds: readonly string[],
  on: Executor,
): Promise<ReadonlySet<string>> {
  if (commitmentIds.length === 0) return new Set();
  const rows = await on
    .select({ id: commitments.id })
    .from(commitments)
    .where(and(inArray(commitments.id, [...commitmentIds]), eq(commitments.state, "accepted")));
  return new Set(rows.map((row) => row.id));
}

/** Which of these files the organisation itself has brought as photos of a handover, or for an appeal against one. */
export async function ownPhotosAmong(
  organisationId: string,
  fileIds: readonly string[],
  on: Executor,
  purpose: "receiving_photo" | "appeal_photo" = "receiving_photo",
): Promise<ReadonlySet<string>> {
  if (fileIds.length === 0) return new Set();
  const rows = await on
    .select({ id: storedFiles.id })
    .from(storedFiles)
    .where(
      and(
        inArray(storedFiles.id, [...fileIds]),
        eq(storedFiles.ownerId, organisationId),
        eq(storedFiles.purpose, purpose),
      ),
    );
  return new Set(rows.map((row) => row.id));
}

/** The receipt of a shipment; null while there is none. Whoever asks has yet to be checked. */
export async function receiptFacts(
  shipmentId: string,
  on: Executor,
): Promise<typeof receipts.$inferSelect | null> {
  const [row] = await on.select().from(receipts).where(eq(receipts.shipmentId, shipmentId));
  return row ?? null;
}

export type AcceptedShare = {
  readonly allotmentId: string;
  readonly callOffId: string;
  readonly koperasiId: string;
  readonly acceptedPacks: number;
};

/** Accepted shares of a call-off that no shipment carries yet, in the order they were made. */
export async function unplannedShares(callOffId: string, on: Executor): Promise<AcceptedShare[]> {
  return on
    .select({
      allotmentId: allotments.id,
      callOffId: allotments.callOffId,
      koperasiId: allotments.koperasiId,
      acceptedPacks: sql<number>`${allotments.acceptedPacks}`,
    })
    .from(allotments)
    .leftJoin(shipmentLines, eq(shipmentLines.allotmentId, allotments.id))
    .where(
      and(eq(allotments.callOffId, callOffId), eq(allotments.state, "accepted"), isNull(shipmentLines.id)),
    )
    .orderBy(asc(allotments.id));
}

export type TripFacts = typeof trips.$inferSelect & { readonly buyerId: string };

/** The bare trip with the buyer it goes to; whoever asks has yet to be checked. */
export async function tripFacts(tripId: string, on: Executor): Promise<TripFacts | null> {
  const [row] = await on
    .select({ trip: trips, buyerId: contracts.buyerId })
    .from(trips)
    .innerJoin(callOffs, eq(callOffs.id, trips.callOffId))
    .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
    .where(eq(trips.id, tripId));
  return row ? { ...row.trip, buyerId: row.buyerId } : null;
}

/** A trip and all that go in the same vehicle with it, by id; it alone where it has its own. */
export async function tripsOfTruck(tripId: string, on: Executor): Promise<TripFacts[]> {
  const truckOf = (trip: SQL) => sql`coalesce(${trip}.lead_id, ${trip}.id)`;
  const rows = await on
    .select({ trip: trips, buyerId: contracts.buyerId })
    .from(trips)
    .innerJoin(callOffs, eq(callOffs.id, trips.callOffId))
    .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
    .where(
      sql`${truckOf(sql`${trips}`)} = (select ${truckOf(sql`named`)} from ${trips} named where named.id = ${tripId})`,
    )
    .orderBy(asc(trips.id));
  return rows.map(({ trip, buyerId }) => ({ ...trip, buyerId }));
}

/** The trips of a call-off that stand, in the order in which they were planned. */
export async function standingTrips(callOffId: string, on: Executor): Promise<(typeof trips.$inferSelect)[]> {
  return on
    .select()
    .from(trips)
    .where(and(eq(trips.callOffId, callOffId), sql`${trips.state} <> 'cancelled'`))
    .orderBy(asc(trips.id));
}

export async function vehicleRow(
  vehicleId: string,
  on: Executor,
): Promise<typeof vehicles.$inferSelect | null> {
  const [row] = await on.select().from(vehicles).where(eq(vehicles.id, vehicleId));
  return row ?? null;
}

/** What of a call-off came or can still come, in base units: promised, once it left what was loaded, once it arrived what was delivered. */
export async function stillComing(callOffId: string, on: Executor): Promise<bigint> {
  const [row] = await on
    .select({
      base: sql<string>`coalesce(sum(case
        when ${shipments.state} = 'received' then ${shipmentLines.deliveredBase}
        when ${shipments.state} = 'dispatched' then ${shipmentLines.loadedBase}
        else ${shipmentLines.promisedBase} end), 0)::text`,
    })
    .from(shipments)
    .innerJoin(shipmentLines, eq(shipmentLines.shipmentId, shipments.id))
    .where(and(eq(shipments.callOffId, callOffId), sql`${shipments.state} <> 'cancelled'`));
  return BigInt(row?.base ?? "0");
}

/** The promises whose goods went with these shipments; a share of a call-off is none. */
export async function promisesIn(shipmentIds: readonly string[], on: Executor): Promise<string[]> {
  if (shipmentIds.length === 0) return [];
  const rows = await on
    .select({ commitmentId: shipmentLines.commitmentId })
    .from(shipmentLines)
    .where(isAmong(shipmentLines.shipmentId, shipmentIds));
  return rows.flatMap(({ commitmentId }) => (commitmentId === null ? [] : [commitmentId]));
}
