import { and, eq } from "drizzle-orm";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { trips } from "#db/schema/shipments.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { leaveBehind } from "./leave-behind.server.ts";
import { leaveTruck } from "./leave-truck.server.ts";
import { settleCallOff } from "./settle-call-off.server.ts";
import { mayDepartTrip, mayKnowTrip } from "./shipment.policy.ts";
import { GiveUpTrip } from "./shipment.schema.ts";
import {
  linesOfShipments,
  shipmentsOfCallOff,
  standingTrips,
  tripFacts,
} from "./shipment-facts-reads.server.ts";

/**
 * Nobody on a trip came to the gate, while other trips of the call-off have left: the trip does not take place, its koperasi
 * have broken their word, and the call-off goes on without them. Refuses while something on it is weighed in, and where no
 * other trip has left: then the call-off itself is called back.
 */
export const giveUpTrip = command({
  name: "shipments.giveUpTrip",
  input: GiveUpTrip,
  isolation: "read committed",
  permit: async (tx, call, { tripId }) => {
    const trip = await tripFacts(tripId, tx);
    if (!trip || !mayKnowTrip(call.actor, trip)) throw new Missing("shipments.tripMissing");
    if (!mayDepartTrip(call.actor, trip)) throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, { tripId }) => {
    const known = await tripFacts(tripId, tx);
    invariant(known, "permitted above");
    const callOff = await holdCallOff(tx, known.callOffId);
    const trip = await tripFacts(tripId, tx);
    if (trip?.state !== "planned") throw new Conflict("shipments.tripMoved");
    const others = (await standingTrips(callOff.id, tx)).filter((one) => one.id !== tripId);
    if (others.every((one) => one.state === "planned")) throw new RuleBroken("shipments.callBackInstead");
    const carried = (await shipmentsOfCallOff(callOff.id, tx)).filter((one) => one.tripId === tripId);
    if (carried.some((one) => one.weighedInAt !== null)) throw new RuleBroken("shipments.somethingWeighed");
    const lines = await linesOfShipments(
      carried.map((one) => one.id),
      tx,
    );
    const left = carried.map((shipment) => ({
      shipment,
      rows: lines.filter((line) => line.shipmentId === shipment.id),
    }));
    await leaveTruck(tx, call, [trip]);
    await leaveBehind(tx, call, left);
    await tx
      .update(trips)
      .set({ state: "cancelled", version: trip.version + 1 })
      .where(and(eq(trips.id, tripId), eq(trips.state, "planned")));
    await settleCallOff(tx, call, callOff);
    return { tripId };
  },
});
