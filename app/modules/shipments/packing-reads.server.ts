import { aliasedTable, and, asc, eq, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { allotments } from "#db/schema/allotment.ts";
import { commodities, listings, lots } from "#db/schema/catalogue.ts";
import { warehouses } from "#db/schema/catalogue-warehouses.ts";
import { commitments } from "#db/schema/commitments.ts";
import { callOffs, contractLines } from "#db/schema/contracts.ts";
import { documents } from "#db/schema/documents.ts";
import { organisations } from "#db/schema/identity.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { shipmentLines, shipments, tripStops } from "#db/schema/shipments.ts";
import { type FreeLot, freeLots } from "../catalogue/free-lots-reads.server.ts";
import { lotsNamed } from "./share-lots-reads.server.ts";
import { type SharePick, sharePicks } from "./share-picks.ts";

/** At most so many days are there to choose from. */
const DAYS_MAX = 14;

const isToPack = (sellerId: string) => and(eq(shipments.sellerId, sellerId), eq(shipments.state, "planned"));

/** The days for which a seller has deliveries or shares of call-offs to prepare, the nearest first, with how many. */
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
  /** Of an order, the lot that was promised; of a share, the one that it is best fetched from, null for what no lot has. */
  readonly lotId: string | null;
  readonly harvestedOn: BusinessDay | null;
  readonly expiresOn: BusinessDay | null;
};

/** One buyer's delivery out of one warehouse, with the paper that it answers: a Surat Pesanan, or for a share of a call-off the table that it was shared out by. */
export type DeliveryToPack = {
  readonly shipmentId: string;
  readonly buyerName: string;
  readonly buyerAddress: string;
  /** The warehouse that hands it out; null for what leaves from the own address. A share whose lots lie in several stands once for each. */
  readonly warehouseId: string | null;
  readonly warehouseName: string | null;
  /** When the door is open for it; null for a share, which is fetched. */
  readonly window: { readonly start: string; readonly end: string } | null;
  /** A share goes through the trade center's gate; null for what goes straight to its door. */
  readonly share: {
    readonly gateName: string;
    readonly callOffNumber: string;
    /** When the truck is due, in minutes after midnight on the gate's clock; null while no trip is planned. */
    readonly dueMinute: number | null;
  } | null;
  /** Null while no paper stands: what was promised has just changed. */
  readonly order: { readonly number: string; readonly code: string } | null;
  readonly lines: readonly LineToPack[];
};

/**
 * What a seller packs for a day and has not sent yet, store by store: shares of call-offs, then orders, the earliest door first. Prices
 * are no part of it.
 */
export async function deliveriesToPack(
  sellerId: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<DeliveryToPack[]> {
  const found = [...(await sharesToPack(sellerId, day, on)), ...(await ordersToPack(sellerId, day, on))];
  // Whoever packs walks through one store after the other.
  const stores = [...new Set(found.map(({ warehouseId }) => warehouseId))].sort(byOpening);
  return stores.flatMap((store) => found.filter(({ warehouseId }) => warehouseId === store));
}

/** The own address, then warehouses as they were opened. */
function byOpening(one: string | null, other: string | null): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  return one < other ? -1 : 1;
}

async function ordersToPack(sellerId: string, day: BusinessDay, on: Executor): Promise<DeliveryToPack[]> {
  const rows = await on
    .select({
      shipmentId: shipments.id,
      buyerName: organisations.name,
      buyerAddress: organisations.address,
      warehouseId: shipments.warehouseId,
      warehouseName: warehouses.name,
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
    .leftJoin(warehouses, eq(warehouses.id, shipments.warehouseId))
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
  return deliveriesOf(rows);
}

type OrderRow = LineToPack & {
  readonly shipmentId: string;
  readonly buyerName: string;
  readonly buyerAddress: string;
  readonly warehouseId: string | null;
  readonly warehouseName: string | null;
  readonly windowStart: string;
  readonly windowEnd: string;
  readonly number: string | null;
  readonly code: string | null;
};

/** Rows of lines as the deliveries that they belong to, in the order in which they come. */
function deliveriesOf(rows: readonly OrderRow[]): DeliveryToPack[] {
  const deliveries = new Map<string, DeliveryToPack & { lines: LineToPack[] }>();
  for (const row of rows) {
    const {
      shipmentId,
      buyerName,
      buyerAddress,
      warehouseId,
      warehouseName,
      windowStart,
      windowEnd,
      number,
      code,
      ...line
    } = row;
    const known = deliveries.get(shipmentId) ?? {
      shipmentId,
      buyerName,
      buyerAddress,
      warehouseId,
      warehouseName,
      window: { start: windowStart, end: windowEnd },
      share: null,
      order: number !== null && code !== null ? { number, code } : null,
      lines: [],
    };
    known.lines.push(line);
    deliveries.set(shipmentId, known);
  }
  return [...deliveries.values()];
}

/**
 * Shares that a koperasi accepted and that have not been fetched, with the lots that were named for them, or, where none were, those that
 * they are best fetched from: the first to expire first. Nothing is set aside for these, so they are a proposal out of what is promised
 * to nobody.
 */
async function sharesToPack(sellerId: string, day: BusinessDay, on: Executor): Promise<DeliveryToPack[]> {
  const rows = await shareRows(sellerId, day, on);
  const lying = await freeLots(
    sellerId,
    { commodityCodes: rows.map(({ commodityCode }) => commodityCode), day },
    on,
  );
  const picks = await picksOf(rows, lying, on);
  const shares = new Map<string, DeliveryToPack & { lines: LineToPack[] }>();
  for (const [at, row] of rows.entries()) {
    const { shipmentId, buyerName, gateName, gateAddress, callOffNumber, dueMinute, number, code } = row;
    const { id, description, unit, basePerUnit, baseUnit } = row;
    for (const { lot, base } of picks[at] ?? []) {
      const warehouseId = lot?.warehouseId ?? null;
      const key = `${shipmentId} ${warehouseId}`;
      const known = shares.get(key) ?? {
        shipmentId,
        buyerName,
        buyerAddress: gateAddress,
        warehouseId,
        warehouseName: lot?.warehouseName ?? null,
        window: null,
        share: { gateName, callOffNumber, dueMinute },
        order: number !== null && code !== null ? { number, code } : null,
        lines: [],
      };
      known.lines.push({
        ...{ id, description, specification: null, unit, basePerUnit, baseUnit, promisedBase: base },
        lotId: lot?.lotId ?? null,
        harvestedOn: lot?.harvestedOn ?? null,
        expiresOn: lot?.expiresOn ?? null,
      });
      shares.set(key, known);
    }
  }
  return [...shares.values()];
}

type ShareRow = Awaited<ReturnType<typeof shareRows>>[number];

/** The picks of each row, in their order: what was named for its share, else what is proposed. */
async function picksOf(
  rows: readonly ShareRow[],
  lying: readonly FreeLot[],
  on: Executor,
): Promise<SharePick<FreeLot>[][]> {
  const named = await lotsNamed([...new Set(rows.map((row) => row.shipmentId))], on);
  const open = rows.filter((row) => !named.has(row.shipmentId));
  const picks = new Map(sharePicks(open, lying).map((found, at) => [open[at]?.id, found]));
  for (const [shipmentId, lots] of named) {
    const own = rows.filter((row) => row.shipmentId === shipmentId);
    // What was weighed out need not be whole packs.
    const weighed = own.map((row) => ({ ...row, basePerUnit: 1n }));
    for (const [at, found] of sharePicks(weighed, lots).entries()) picks.set(own[at]?.id, found);
  }
  return rows.map((row) => picks.get(row.id) ?? []);
}

function shareRows(sellerId: string, day: BusinessDay, on: Executor) {
  const gate = aliasedTable(organisations, "gate");
  return on
    .select({
      shipmentId: shipments.id,
      buyerName: organisations.name,
      gateName: gate.name,
      gateAddress: gate.address,
      callOffNumber: callOffs.number,
      dueMinute: sql<number | null>`(select min(${tripStops.dueMinute}) from ${tripStops}
        where ${tripStops.tripId} = ${shipments.tripId} and ${tripStops.organisationId} = ${shipments.sellerId}
          and ${tripStops.kind} = 'pickup')`.mapWith(Number),
      number: documents.number,
      code: documents.verificationCode,
      id: shipmentLines.id,
      description: shipmentLines.description,
      unit: shipmentLines.unit,
      basePerUnit: shipmentLines.basePerUnit,
      baseUnit: commodities.baseUnit,
      promisedBase: shipmentLines.promisedBase,
      commodityCode: contractLines.commodityCode,
      gradeCode: contractLines.gradeCode,
    })
    .from(shipments)
    .innerJoin(callOffs, eq(callOffs.id, shipments.callOffId))
    .innerJoin(contractLines, eq(contractLines.id, callOffs.contractLineId))
    .innerJoin(commodities, eq(commodities.code, contractLines.commodityCode))
    .innerJoin(organisations, eq(organisations.id, shipments.buyerId))
    .innerJoin(gate, eq(gate.id, callOffs.hubId))
    .innerJoin(shipmentLines, eq(shipmentLines.shipmentId, shipments.id))
    .innerJoin(
      allotments,
      and(eq(allotments.id, shipmentLines.allotmentId), eq(allotments.state, "accepted")),
    )
    .leftJoin(
      documents,
      and(
        eq(documents.subjectId, allotments.roundId),
        eq(documents.kind, "JATAH"),
        eq(documents.organisationId, callOffs.hubId),
        eq(documents.state, "issued"),
      ),
    )
    .where(and(isToPack(sellerId), eq(shipments.deliveryDay, day)))
    .orderBy(asc(callOffs.number), asc(shipments.id), asc(shipmentLines.position));
}
