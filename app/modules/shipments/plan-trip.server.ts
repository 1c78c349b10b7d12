import { Missing } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { permitPlanning, sharesOfLocked } from "./plan-ground.server.ts";
import { PlanTrip } from "./shipment.schema.ts";
import { type TripGround, tripGround } from "./trip-ground-reads.server.ts";
import { freeVehicles, type ShareToCarry } from "./trip-loads-reads.server.ts";
import { chooseVehicle, routeOf } from "./trips.ts";
import { keepsCold } from "./vehicle-fit.ts";
import { writeTrips } from "./write-trips.server.ts";

/**
 * Plans everything of a locked call-off that has not left onto one vehicle. Left to itself it takes the cheapest of the
 * trade center or of the koperasi that carries all of it, and a hired one at the contract's freight rate where there is
 * none. Planning again, with another vehicle, replaces the plan until the trip has left.
 */
export const planTrip = command({
  name: "shipments.planTrip",
  input: PlanTrip,
  isolation: "read committed",
  permit: (tx, call, { callOffId }) => permitPlanning(tx, call, callOffId),
  run: async (tx, call, { callOffId, vehicleId }) => {
    const { callOff, shares } = await sharesOfLocked(tx, call, callOffId);
    const ground = await tripGround(callOff, callOff.deliveryDay, tx);
    const chosen = vehicleId ?? (await cheapestFor(tx, callOff, ground, shares));
    const trip = { vehicleId: chosen, shares };
    const [tripId] = await writeTrips(tx, call, { callOff, ground, trips: [trip] });
    if (tripId === undefined) throw new Missing("shipments.tripMissing");
    return { tripId };
  },
});

async function cheapestFor(
  tx: Transaction,
  callOff: CallOffFacts,
  ground: TripGround,
  shares: readonly ShareToCarry[],
): Promise<string | null> {
  if (!ground.isWeighed) return null;
  const route = routeOf({
    ...ground,
    hubId: callOff.hubId,
    buyerId: callOff.buyerId,
    pickups: shares.map((share) => ({ ...share, organisationId: share.koperasiId })),
  });
  if (route === null) return null;
  const minutes = Math.ceil((route.metres - ground.lineHaulMetres) / ground.pace.metresPerMinute);
  const free = await freeVehicles(
    {
      ownerIds: [callOff.hubId, ...shares.map((share) => share.koperasiId)],
      day: callOff.deliveryDay,
      callOffId: callOff.id,
    },
    tx,
  );
  const able = free.filter(
    (one) =>
      keepsCold(one.body, ground.storageClass) &&
      minutes <= (one.drivingMinutesMax ?? ground.drivingMinutesMax),
  );
  return chooseVehicle(able, sumOf(shares.map((share) => share.base)), route.metres)?.id ?? null;
}
