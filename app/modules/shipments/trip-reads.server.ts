import { and, asc, eq, isNotNull, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { sumOf } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { callOffs, contractLines, contracts } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import {
  claims,
  shipmentLines,
  shipments,
  tripCostCorrections,
  tripStops,
  trips,
  vehicles,
} from "#db/schema/shipments.ts";
import { placesOf } from "../identity/place-reads.server.ts";
import type { Point } from "../regions/distance.ts";
import { costShares, rupiahPerKg, utilisation } from "./trips.ts";

const buyers = alias(organisations, "buyers");
const hubs = alias(organisations, "hubs");

export type StopShown = {
  readonly kind: "pickup" | "gate" | "dropoff";
  readonly organisationId: string;
  readonly organisationName: string;
  readonly address: string;
  readonly plannedPacks: number;
  /** What the goods of this stop still travel. */
  readonly distanceMetres: number;
  /** Minutes after midnight on the gate's clock. */
  readonly dueMinute: number | null;
};

/** The stops of a trip, in order. */
export async function stopsOf(tripId: string, on: Executor = db()): Promise<StopShown[]> {
  return on
    .select({
      kind: tripStops.kind,
      organisationId: tripStops.organisationId,
      organisationName: organisations.name,
      address: organisations.address,
      plannedPacks: tripStops.plannedPacks,
      distanceMetres: tripStops.distanceMetres,
      dueMinute: tripStops.dueMinute,
    })
    .from(tripStops)
    .innerJoin(organisations, eq(organisations.id, tripStops.organisationId))
    .where(eq(tripStops.tripId, tripId))
    .orderBy(asc(tripStops.position));
}

/** Where the organisations of some stops stand. */
export async function placesOfStops(
  stops: readonly StopShown[],
  on: Executor = db(),
): Promise<ReadonlyMap<string, Point | null>> {
  return placesOf(
    stops.map((stop) => stop.organisationId),
    on,
  );
}

function tripRows(on: Executor) {
  return on
    .select({
      trip: trips,
      isShared: sql<boolean>`${trips.leadId} is not null or exists (select 1 from ${trips} along where along.lead_id = ${trips.id})`,
      vehicleKind: vehicles.kind,
      vehiclePlate: vehicles.plate,
      payloadGrams: vehicles.payloadGrams,
      callOffNumber: callOffs.number,
      callOffState: callOffs.state,
      basePerPack: callOffs.basePerPack,
      packUnit: contractLines.packUnit,
      commodityName: commodities.name,
      baseUnit: commodities.baseUnit,
      buyerId: contracts.buyerId,
      buyerName: buyers.name,
      hubName: hubs.name,
      destinationAddress: contracts.destinationAddress,
      freightPaidBy: contracts.freightPaidBy,
      breakageAllowanceBasisPoints: contracts.breakageAllowanceBasisPoints,
    })
    .from(trips)
    .innerJoin(callOffs, eq(callOffs.id, trips.callOffId))
    .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
    .innerJoin(contractLines, eq(contractLines.id, callOffs.contractLineId))
    .innerJoin(commodities, eq(commodities.code, contractLines.commodityCode))
    .innerJoin(buyers, eq(buyers.id, contracts.buyerId))
    .innerJoin(hubs, eq(hubs.id, trips.hubId))
    .leftJoin(vehicles, eq(vehicles.id, trips.vehicleId));
}

type TripRow = Awaited<ReturnType<typeof tripRows>>[number];

/** One koperasi's share on a trip, as far as it has come. */
type TripShare = {
  readonly shipmentId: string;
  readonly koperasiId: string;
  readonly koperasiName: string;
  readonly state: (typeof shipments.$inferSelect)["state"];
  readonly weighedInAt: Date | null;
  readonly promisedBase: bigint;
  readonly loadedBase: bigint;
  readonly gateRejectedBase: bigint;
  readonly deliveredBase: bigint | null;
  readonly acceptedBase: bigint | null;
  readonly distanceMetres: number;
  /** Its part of the freight of the whole call-off, by kg·km. */
  readonly costRupiah: bigint;
};

export type TripShown = TripRow & {
  readonly stops: readonly StopShown[];
  readonly shares: readonly TripShare[];
  /** What it carries, or will: loaded where weighed, promised where not. */
  readonly loadBase: bigint;
  /** Basis points of the payload; null without a vehicle, where weight is not what fills it, and where others fill it too. */
  readonly utilisation: number | null;
  readonly rupiahPerKg: bigint | null;
};

async function shownTrip(row: TripRow, on: Executor): Promise<TripShown> {
  const stops = await stopsOf(row.trip.id, on);
  const shares = await sharesOnTrip(row, on);
  const loadBase = sumOf(shares.map(carried));
  const isWeighed = row.baseUnit === "g";
  const isOwn = isWeighed && !row.isShared;
  return {
    ...row,
    stops,
    shares,
    loadBase,
    utilisation: isOwn && row.payloadGrams !== null ? utilisation(loadBase, row.payloadGrams) : null,
    rupiahPerKg: isWeighed ? rupiahPerKg(row.trip.costRupiah, loadBase) : null,
  };
}

function carried(share: Omit<TripShare, "costRupiah">): bigint {
  return share.weighedInAt === null ? share.promisedBase : share.loadedBase;
}

/**
 * The shares on a trip, each with its part of the freight: what all trips of the call-off cost together, by kg·km. In which
 * of the vehicles a koperasi's goods happen to lie makes them neither dearer nor cheaper.
 */
async function sharesOnTrip({ trip }: TripRow, on: Executor): Promise<TripShare[]> {
  const shares = await sharesOfCallOff(trip.callOffId, on);
  const [freight] = await on
    .select({ rupiah: sql<string>`coalesce(sum(${trips.costRupiah}), 0)::text` })
    .from(trips)
    .where(and(eq(trips.callOffId, trip.callOffId), sql`${trips.state} <> 'cancelled'`));
  const costs = costShares(
    BigInt(freight?.rupiah ?? "0"),
    shares.map((share) => ({
      base: share.state === "cancelled" ? 0n : carried(share),
      distanceMetres: share.distanceMetres,
    })),
  );
  return shares
    .map(({ tripId, ...share }, at) => ({ tripId, share: { ...share, costRupiah: costs[at] ?? 0n } }))
    .filter((one) => one.tripId === trip.id)
    .map((one) => one.share);
}

/** Every share of a call-off that is on a trip, by koperasi. */
async function sharesOfCallOff(callOffId: string, on: Executor) {
  const total = (column: "promisedBase" | "loadedBase" | "gateRejectedBase") =>
    sql<string>`sum(${shipmentLines[column]})::text`;
  const pickup = and(
    eq(tripStops.tripId, shipments.tripId),
    eq(tripStops.organisationId, shipments.sellerId),
    eq(tripStops.kind, "pickup"),
  );
  const rows = await on
    .select({
      shipmentId: shipments.id,
      tripId: shipments.tripId,
      koperasiId: shipments.sellerId,
      koperasiName: organisations.name,
      state: shipments.state,
      weighedInAt: shipments.weighedInAt,
      distanceMetres: sql<number>`coalesce(${tripStops.distanceMetres}, 0)`,
      promised: total("promisedBase"),
      loaded: total("loadedBase"),
      gateRejected: total("gateRejectedBase"),
      delivered: sql<string | null>`sum(${shipmentLines.deliveredBase})::text`,
      accepted: sql<string | null>`sum(${shipmentLines.acceptedBase})::text`,
    })
    .from(shipments)
    .innerJoin(shipmentLines, eq(shipmentLines.shipmentId, shipments.id))
    .innerJoin(organisations, eq(organisations.id, shipments.sellerId))
    .leftJoin(tripStops, pickup)
    .where(and(eq(shipments.callOffId, callOffId), isNotNull(shipments.tripId)))
    .groupBy(shipments.id, organisations.name, tripStops.distanceMetres)
    .orderBy(sql`${shipments.sellerId} collate "C"`);
  return rows.map(({ promised, loaded, gateRejected, delivered, accepted, ...row }) => ({
    ...row,
    promisedBase: BigInt(promised),
    loadedBase: BigInt(loaded),
    gateRejectedBase: BigInt(gateRejected),
    deliveredBase: delivered === null ? null : BigInt(delivered),
    acceptedBase: accepted === null ? null : BigInt(accepted),
  }));
}

const partyTo = (organisationId: string) =>
  or(
    eq(trips.hubId, organisationId),
    eq(contracts.buyerId, organisationId),
    sql`exists (select 1 from shipments s where s.trip_id = ${trips.id} and s.seller_id = ${organisationId})`,
  );

/** A trip with its stops, shares and figures, for the trade center, the buyer and the koperasi on it; null for others. */
export async function tripById(
  organisationId: string,
  tripId: string,
  on: Executor = db(),
): Promise<TripShown | null> {
  const [row] = await tripRows(on).where(and(eq(trips.id, tripId), partyTo(organisationId)));
  return row ? shownTrip(row, on) : null;
}

/** The trips of a call-off that stand, each as `tripById`, in the order in which they were planned; none while none is planned. */
export async function tripsOfCallOff(
  organisationId: string,
  callOffId: string,
  on: Executor = db(),
): Promise<TripShown[]> {
  const rows = await tripRows(on)
    .where(and(eq(trips.callOffId, callOffId), sql`${trips.state} <> 'cancelled'`, partyTo(organisationId)))
    .orderBy(asc(trips.id));
  return Promise.all(rows.map((row) => shownTrip(row, on)));
}

/** Breakage and claims of a call-off by koperasi, for those who may see the call-off's trip. */
export async function claimsOfCallOff(
  organisationId: string,
  callOffId: string,
  on: Executor = db(),
): Promise<(typeof claims.$inferSelect & { readonly koperasiId: string; readonly koperasiName: string })[]> {
  const rows = await on
    .select({ claim: claims, koperasiId: shipments.sellerId, koperasiName: organisations.name })
    .from(claims)
    .innerJoin(shipments, eq(shipments.id, claims.shipmentId))
    .innerJoin(organisations, eq(organisations.id, shipments.sellerId))
    .innerJoin(trips, eq(trips.id, shipments.tripId))
    .innerJoin(callOffs, eq(callOffs.id, claims.callOffId))
    .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
    .where(and(eq(claims.callOffId, callOffId), partyTo(organisationId)))
    .orderBy(sql`${shipments.sellerId} collate "C"`);
  return rows.map(({ claim, ...koperasi }) => ({ ...claim, ...koperasi }));
}

/** What a trip was said to cost before, oldest first. Whoever asks was let through by the trip itself. */
export async function costCorrectionsOf(tripId: string, on: Executor = db()) {
  return on
    .select({
      id: tripCostCorrections.id,
      wasRupiah: tripCostCorrections.wasRupiah,
      isRupiah: tripCostCorrections.isRupiah,
      reason: tripCostCorrections.reason,
    })
    .from(tripCostCorrections)
    .where(eq(tripCostCorrections.tripId, tripId))
    .orderBy(asc(tripCostCorrections.id));
}
