import type { Call } from "#app/kernel/call.ts";
import { db } from "#db/client.server.ts";
import { callOffFacts } from "../contracts/call-off-reads.server.ts";
import { keepOnTruck } from "./keep-on-truck.server.ts";
import { planTrip } from "./plan-trip.server.ts";
import { planTrips } from "./plan-trips.server.ts";
import { proposalsFor } from "./trip-proposal-reads.server.ts";

/**
 * Plans a call-off whose shares were fixed: everything on one trip, which also prepares what koperasi accepted a moment ago,
 * and then, where that comes cheaper or one vehicle does not carry it, apart. What staff put into one vehicle with another
 * call-off stays there as long as it fits. Staff may plan it otherwise until its trips leave.
 */
export async function planBestTrips(
  call: Call,
  { callOffId }: { readonly callOffId: string },
): Promise<{ readonly callOffId: string; readonly tripIds: readonly string[] }> {
  const { isKept, tripId: keptId } = await keepOnTruck(call, { callOffId });
  if (isKept && keptId !== null) return { callOffId, tripIds: [keptId] };
  const { tripId } = await planTrip(call, { callOffId });
  const callOff = await callOffFacts(callOffId, db());
  const [best] = callOff ? await proposalsFor(callOff) : [];
  if (!best) return { callOffId, tripIds: [tripId] };
  return planTrips(call, {
    callOffId,
    trips: best.trips.map((trip) => ({
      vehicleId: trip.vehicleId ?? undefined,
      shipmentIds: [...trip.loadIds],
    })),
  });
}
