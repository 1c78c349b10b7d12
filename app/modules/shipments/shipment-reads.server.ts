import { and, asc, desc, eq, inArray, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { LinkActor } from "#app/kernel/call.ts";
import { type Page, pageOf } from "#app/kernel/page.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { callOffs, contractLines, contracts } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { claims, receipts, shipmentLines, shipments, trips } from "#db/schema/shipments.ts";
import { isOwnOrKitchens } from "../identity/foundation-reads.server.ts";
import { carriedOnRide } from "./ride-loads-reads.server.ts";
import type { ShipmentFilter } from "./shipment.schema.ts";
import { tripsOfTruck } from "./shipment-facts-reads.server.ts";

const sellers = alias(organisations, "sellers");
const buyers = alias(organisations, "buyers");

function headRows(on: Executor) {
  return on
    .select({
      shipment: shipments,
      sellerName: sellers.name,
      sellerPhone: sellers.phone,
      sellerAddress: sellers.address,
      buyerName: buyers.name,
      buyerPhone: buyers.phone,
      buyerAddress: buyers.address,
      hubId: callOffs.hubId,
      callOffNumber: callOffs.number,
      destinationAddress: contracts.destinationAddress,
      orderState: orders.state,
      windowStart: orders.windowStart,
      windowEnd: orders.windowEnd,
      receiptNumber: receipts.number,
      receivedAt: receipts.receivedAt,
      lineCount: sql<number>`(select count(*)::integer from shipment_lines l where l.shipment_id = ${shipments.id})`,
    })
    .from(shipments)
    .innerJoin(sellers, eq(sellers.id, shipments.sellerId))
    .innerJoin(buyers, eq(buyers.id, shipments.buyerId))
    .leftJoin(callOffs, eq(callOffs.id, shipments.callOffId))
    .leftJoin(contracts, eq(contracts.id, callOffs.contractId))
    .leftJoin(orders, eq(orders.id, shipments.orderId))
    .leftJoin(receipts, eq(receipts.shipmentId, shipments.id));
}

/** A shipment at a glance, with the names on it. */
export type ShipmentSummary = Awaited<ReturnType<typeof headRows>>[number];

function partyTo(organisationId: string, on: Executor): SQL | undefined {
  return or(
    eq(shipments.sellerId, organisationId),
    isOwnOrKitchens(shipments.buyerId, organisationId, on),
    eq(callOffs.hubId, organisationId),
  );
}

/** What an organisation sends, or receives, newest first. */
export async function shipmentsOf(
  organisationId: string,
  filter: ShipmentFilter,
  on: Executor = db(),
): Promise<Page<ShipmentSummary>> {
  const side = filter.side === "sending" ? shipments.sellerId : shipments.buyerId;
  const rows = await headRows(on)
    .where(
      and(
        eq(side, organisationId),
        filter.state ? eq(shipments.state, filter.state) : undefined,
        filter.after ? lt(shipments.id, filter.after) : undefined,
      ),
    )
    .orderBy(desc(shipments.id))
    .limit(filter.limit + 1);
  return pageOf(rows, filter.limit, (row) => row.shipment.id);
}

/** At most so many deliveries are kept on a phone. */
const KEPT_MAX = 40;

/** The deliveries of orders that are on their way to a buyer and due by `day`, late ones included, by id. */
export async function deliveriesToKeep(
  buyerId: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<string[]> {
  const rows = await on
    .select({ id: shipments.id })
    .from(shipments)
    .where(
      and(
        eq(shipments.buyerId, buyerId),
        eq(shipments.purpose, "order"),
        eq(shipments.state, "dispatched"),
        lte(shipments.deliveryDay, day),
      ),
    )
    .orderBy(desc(shipments.deliveryDay), asc(shipments.id))
    .limit(KEPT_MAX);
  return rows.map((row) => row.id);
}

export type ShipmentLineShown = typeof shipmentLines.$inferSelect & {
  readonly baseUnit: BaseUnit;
  readonly specification: string | null;
  /** Null once its promise no longer stands. */
  readonly commitmentState: (typeof commitments.$inferSelect)["state"] | null;
};

export type ShipmentShown = ShipmentSummary & {
  readonly lines: readonly ShipmentLineShown[];
  readonly receipt: typeof receipts.$inferSelect | null;
  readonly claim: typeof claims.$inferSelect | null;
};

/**
 * A shipment with its lines, its receipt and its claim, for sender, receiver, the foundation that pays for the receiver,
 * and the trade center; null for anyone else.
 */
export async function shipmentById(
  organisationId: string,
  shipmentId: string,
  on: Executor = db(),
): Promise<ShipmentShown | null> {
  const [head] = await headRows(on).where(and(eq(shipments.id, shipmentId), partyTo(organisationId, on)));
  if (!head) return null;
  const [receipt] = await on.select().from(receipts).where(eq(receipts.shipmentId, shipmentId));
  const [claim] = await on.select().from(claims).where(eq(claims.shipmentId, shipmentId));
  const lines = await linesShown([shipmentId], on);
  return { ...head, lines, receipt: receipt ?? null, claim: claim ?? null };
}

async function linesShown(shipmentIds: readonly string[], on: Executor): Promise<ShipmentLineShown[]> {
  const ordered = alias(commodities, "ordered");
  const contracted = alias(commodities, "contracted");
  const rows = await on
    .select({
      line: shipmentLines,
      ordered: ordered.baseUnit,
      contracted: contracted.baseUnit,
      specification: orderLines.specification,
      commitmentState: commitments.state,
    })
    .from(shipmentLines)
    .innerJoin(shipments, eq(shipments.id, shipmentLines.shipmentId))
    .leftJoin(commitments, eq(commitments.id, shipmentLines.commitmentId))
    .leftJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
    .leftJoin(ordered, eq(ordered.code, orderLines.commodityCode))
    .leftJoin(callOffs, eq(callOffs.id, shipments.callOffId))
    .leftJoin(contractLines, eq(contractLines.id, callOffs.contractLineId))
    .leftJoin(contracted, eq(contracted.code, contractLines.commodityCode))
    .where(inArray(shipmentLines.shipmentId, [...shipmentIds]))
    .orderBy(asc(shipmentLines.shipmentId), asc(shipmentLines.position));
  return rows.map(({ line, ordered: ofOrder, contracted: ofContract, ...rest }) => ({
    ...line,
    ...rest,
    baseUnit: ofOrder ?? ofContract ?? "g",
  }));
}

/** The shipments of an order, for its buyer, oldest first. */
export async function shipmentsOfOrder(
  buyerId: string,
  orderId: string,
  on: Executor = db(),
): Promise<ShipmentSummary[]> {
  return headRows(on)
    .where(and(eq(shipments.orderId, orderId), eq(shipments.buyerId, buyerId)))
    .orderBy(asc(shipments.id));
}

/** What a driver's link shows: one shipment, or everything on a trip or a ride, with the lines to tick. */
export async function loadOfDriver(
  actor: LinkActor,
  on: Executor = db(),
): Promise<readonly (ShipmentSummary & { readonly lines: readonly ShipmentLineShown[] })[]> {
  if (actor.purpose !== "drive") return [];
  const heads = await headRows(on)
    .where(
      and(
        or(
          eq(shipments.id, actor.subjectId),
          inArray(
            shipments.tripId,
            (await tripsOfTruck(actor.subjectId, on)).map((trip) => trip.id),
          ),
          inArray(shipments.id, await carriedOnRide(actor.subjectId, on)),
        ),
        sql`${shipments.state} <> 'cancelled'`,
      ),
    )
    .orderBy(asc(shipments.id));
  if (heads.length === 0) return [];
  const lines = await linesShown(
    heads.map((head) => head.shipment.id),
    on,
  );
  return heads.map((head) => ({
    ...head,
    lines: lines.filter((line) => line.shipmentId === head.shipment.id),
  }));
}

export type ContractProgress = {
  readonly month: string;
  readonly calledPacks: number;
  readonly deliveredBase: bigint;
  readonly acceptedBase: bigint;
};

/** What was called off and what arrived of a contract, month by month, for its two parties; latest first. */
export async function contractProgress(
  organisationId: string,
  contractId: string,
  on: Executor = db(),
): Promise<ContractProgress[]> {
  const month = sql<string>`to_char(${callOffs.deliveryDay}, 'YYYY-MM')`;
  const isParty = or(eq(contracts.hubId, organisationId), eq(contracts.buyerId, organisationId));
  const called = await on
    .select({ month, packs: sql<number>`sum(${callOffs.packs})::integer` })
    .from(callOffs)
    .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
    .where(and(eq(callOffs.contractId, contractId), sql`${callOffs.state} <> 'cancelled'`, isParty))
    .groupBy(month)
    .orderBy(desc(month));
  const arrived = await on
    .select({
      month,
      delivered: sql<string>`coalesce(sum(${shipmentLines.deliveredBase}), 0)::text`,
      accepted: sql<string>`coalesce(sum(${shipmentLines.acceptedBase}), 0)::text`,
    })
    .from(callOffs)
    .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
    .innerJoin(trips, and(eq(trips.callOffId, callOffs.id), eq(trips.state, "delivered")))
    .innerJoin(shipments, eq(shipments.tripId, trips.id))
    .innerJoin(shipmentLines, eq(shipmentLines.shipmentId, shipments.id))
    .where(and(eq(callOffs.contractId, contractId), isParty))
    .groupBy(month);
  const byMonth = new Map(arrived.map((row) => [row.month, row]));
  return called.map((row) => ({
    month: row.month,
    calledPacks: row.packs,
    deliveredBase: BigInt(byMonth.get(row.month)?.delivered ?? "0"),
    acceptedBase: BigInt(byMonth.get(row.month)?.accepted ?? "0"),
  }));
}
