import { and, asc, desc, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { sumOf } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { callOffs, contractLines, contracts } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { claims, shipmentLines, shipments, tripStops, trips, vehicles } from "#db/schema/shipments.ts";
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
    })
    .from(tripStops)
    .innerJoin(organisations, eq(organisations.id, tripStops.organisationId))
    .where(eq(tripStops.tripId, tripId))
    .orderBy(asc(tripStops.position));
}

function tripRows(on: Executor) {
  return on
    .select({
      trip: trips,
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
  /** Its part of the freight, by kg·km. */
  readonly costRupiah: bigint;
};

export type TripShown = TripRow & {
  readonly stops: readonly StopShown[];
  readonly shares: readonly TripShare[];
  /** What it carries, or will: loaded where weighed, promised where not. */
  readonly loadBase: bigint;
  /** Basis points of the payload; null without a vehicle, or where weight is not what fills it. */
  readonly utilisation: number | null;
  readonly rupiahPerKg: bigint | null;
};

async function shownTrip(row: TripRow, on: Executor): Promise<TripShown> {
  const stops = await stopsOf(row.trip.id, on);
  const shares = await sharesOnTrip(row, stops, on);
  const loadBase = sumOf(shares.map(carried));
  const isWeighed = row.baseUnit === "g";
  return {
    ...row,
    stops,
    shares,
    loadBase,
    utilisation: isWeighed && row.payloadGrams !== null ? utilisation(loadBase, row.payloadGrams) : null,
    rupiahPerKg: isWeighed ? rupiahPerKg(row.trip.costRupiah, loadBase) : null,
  };
}

function carried(share: Omit<TripShare, "costRupiah">): bigint {
  return share.weighedInAt === null ? share.promisedBase : share.loadedBase;
}

async function sharesOnTrip(
  { trip }: TripRow,
  stops: readonly StopShown[],
  on: Executor,
): Promise<TripShare[]> {
  const total = (column: "promisedBase" | "loadedBase" | "gateRejectedBase") =>
    sql<string>`sum(${shipmentLines[column]})::text`;
  const rows = await on
    .select({
      shipmentId: shipments.id,
      koperasiId: shipments.sellerId,
      koperasiName: organisations.name,
      state: shipments.state,
      weighedInAt: shipments.weighedInAt,
      promised: total("promisedBase"),
      loaded: total("loadedBase"),
      gateRejected: total("gateRejectedBase"),
      delivered: sql<string | null>`sum(${shipmentLines.deliveredBase})::text`,
      accepted: sql<string | null>`sum(${shipmentLines.acceptedBase})::text`,
    })
    .from(shipments)
    .innerJoin(shipmentLines, eq(shipmentLines.shipmentId, shipments.id))
    .innerJoin(organisations, eq(organisations.id, shipments.sellerId))
    .where(eq(shipments.tripId, trip.id))
    .groupBy(shipments.id, organisations.name)
    .orderBy(sql`${shipments.sellerId} collate "C"`);
  const metres = new Map(
    stops.filter((stop) => stop.kind === "pickup").map((stop) => [stop.organisationId, stop.distanceMetres]),
  );
  const shares = rows.map(({ promised, loaded, gateRejected, delivered, accepted, ...row }) => ({
    ...row,
    promisedBase: BigInt(promised),
    loadedBase: BigInt(loaded),
    gateRejectedBase: BigInt(gateRejected),
    deliveredBase: delivered === null ? null : BigInt(delivered),
    acceptedBase: accepted === null ? null : BigInt(accepted),
    distanceMetres: metres.get(row.koperasiId) ?? 0,
  }));
  const costs = costShares(
    trip.costRupiah,
    shares.map((share) => ({
      base: share.state === "cancelled" ? 0n : carried(share),
      distanceMetres: share.distanceMetres,
    })),
  );
  return shares.map((share, at) => ({ ...share, costRupiah: costs[at] ?? 0n }));
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

/** The trip of a call-off that stands, as `tripById`; null while none is planned. */
export async function tripOfCallOff(
  organisationId: string,
  callOffId: string,
  on: Executor = db(),
): Promise<TripShown | null> {
  const [row] = await tripRows(on).where(
    and(eq(trips.callOffId, callOffId), sql`${trips.state} <> 'cancelled'`, partyTo(organisationId)),
  );
  return row ? shownTrip(row, on) : null;
}

export type VehicleShown = typeof vehicles.$inferSelect;

/** The vehicles that an organisation has in use, by plate. */
export async function vehiclesOf(organisationId: string, on: Executor = db()): Promise<VehicleShown[]> {
  return on
    .select()
    .from(vehicles)
    .where(and(eq(vehicles.organisationId, organisationId), isNull(vehicles.retiredAt)))
    .orderBy(asc(vehicles.plate));
}

/** Vehicles of an organisation that are out of use, the last retired first. */
export async function retiredVehiclesOf(
  organisationId: string,
  on: Executor = db(),
): Promise<VehicleShown[]> {
  return on
    .select()
    .from(vehicles)
    .where(and(eq(vehicles.organisationId, organisationId), isNotNull(vehicles.retiredAt)))
    .orderBy(desc(vehicles.retiredAt), asc(vehicles.id))
    .limit(100);
}

/** The vehicles that may carry a call-off: the trade center's own and those of the koperasi that share in it. For the trade center. */
export async function vehiclesForCallOff(
  hubId: string,
  callOffId: string,
  on: Executor = db(),
): Promise<VehicleShown[]> {
  const sellers = await on
    .selectDistinct({ id: shipments.sellerId })
    .from(shipments)
    .innerJoin(callOffs, eq(callOffs.id, shipments.callOffId))
    .where(
      and(
        eq(shipments.callOffId, callOffId),
        eq(callOffs.hubId, hubId),
        sql`${shipments.state} <> 'cancelled'`,
      ),
    );
  return on
    .select()
    .from(vehicles)
    .where(
      and(
        inArray(vehicles.organisationId, [hubId, ...sellers.map((seller) => seller.id)]),
        isNull(vehicles.retiredAt),
      ),
    )
    .orderBy(asc(vehicles.payloadGrams), asc(vehicles.id));
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
