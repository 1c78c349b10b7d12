import { aliasedTable, and, eq, inArray } from "drizzle-orm";
import { callOffs } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { koperasiStatements } from "#db/schema/invoicing.ts";
import { freightCorrections } from "#db/schema/invoicing-freight.ts";
import { tripCostCorrections, vehicles } from "#db/schema/shipments.ts";
import { ridePlaces, rides } from "#db/schema/shipments-rides.ts";
import { standingOf } from "../invoicing/standing.ts";
import type { RidePlaceState } from "../shipments/ride-lifecycle.ts";
import type { FindFacts } from "./find-facts.server.ts";

const carrier = aliasedTable(organisations, "carrier");

/** A ride, for every koperasi with a place on it in one of these states; the carrier is told what it did not do itself. */
export function riding(states: readonly RidePlaceState[], withCarrier: boolean): FindFacts {
  return async (rideId, on) => {
    const rows = await on
      .selectDistinct({
        organisationId: ridePlaces.koperasiId,
        carrierId: rides.carrierId,
        name: carrier.name,
        number: vehicles.plate,
        day: rides.deliveryDay,
        reason: rides.reason,
      })
      .from(ridePlaces)
      .innerJoin(rides, eq(rides.id, ridePlaces.rideId))
      .innerJoin(vehicles, eq(vehicles.id, rides.vehicleId))
      .innerJoin(carrier, eq(carrier.id, rides.carrierId))
      .where(and(eq(rides.id, rideId), inArray(ridePlaces.state, [...states])));
    return rows
      .filter((row) => withCarrier || row.organisationId !== row.carrierId)
      .map(({ organisationId, carrierId: _, reason, ...params }) => ({
        organisationId,
        subjectId: rideId,
        path: `angkutan/${rideId}`,
        params: { ...params, reason: reason ?? "" },
      }));
  };
}

/** Whose delivery does not go along after all; why is said of the place, not of the ride. */
export const takenOut: FindFacts = async (ridePlaceId, on) => {
  const rows = await on
    .select({
      organisationId: ridePlaces.koperasiId,
      rideId: rides.id,
      name: carrier.name,
      number: vehicles.plate,
      day: rides.deliveryDay,
      reason: ridePlaces.reason,
    })
    .from(ridePlaces)
    .innerJoin(rides, eq(rides.id, ridePlaces.rideId))
    .innerJoin(vehicles, eq(vehicles.id, rides.vehicleId))
    .innerJoin(carrier, eq(carrier.id, rides.carrierId))
    .where(eq(ridePlaces.id, ridePlaceId));
  return rows.map(({ organisationId, rideId, reason, ...params }) => ({
    organisationId,
    subjectId: ridePlaceId,
    path: `angkutan/${rideId}`,
    params: { ...params, reason: reason ?? "" },
  }));
};

/** Every koperasi whose part of the freight a correction changed, with what it is now. */
export const dearer: FindFacts = async (correctionId, on) => {
  const rows = await on
    .select({
      statement: koperasiStatements,
      name: organisations.name,
      number: callOffs.number,
      reason: tripCostCorrections.reason,
    })
    .from(freightCorrections)
    .innerJoin(tripCostCorrections, eq(tripCostCorrections.id, freightCorrections.correctionId))
    .innerJoin(koperasiStatements, eq(koperasiStatements.id, freightCorrections.statementId))
    .innerJoin(organisations, eq(organisations.id, koperasiStatements.hubId))
    .innerJoin(callOffs, eq(callOffs.id, koperasiStatements.callOffId))
    .where(eq(freightCorrections.correctionId, correctionId));
  return rows.map(({ statement, ...params }) => ({
    organisationId: statement.koperasiId,
    subjectId: correctionId,
    path: `jatah/${statement.callOffId}`,
    params: { ...params, amount: standingOf(statement).freightRupiah.toString() },
  }));
};
