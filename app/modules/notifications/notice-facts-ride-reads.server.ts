import { aliasedTable, and, eq, inArray } from "drizzle-orm";
import { organisations } from "#db/schema/identity.ts";
import { vehicles } from "#db/schema/shipments.ts";
import { ridePlaces, rides } from "#db/schema/shipments-rides.ts";
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
