import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Executor } from "#db/client.server.ts";
import type { vehicles } from "#db/schema/shipments.ts";
import { placesOf } from "../identity/place-reads.server.ts";
import type { RideGround } from "./ride.ts";
import { paceAt } from "./trip-ground-reads.server.ts";

/** What rides of a carrier lean on: where its yard is, how fast its vehicle goes and for how long. */
export async function rideGround(
  carrierId: string,
  vehicle: typeof vehicles.$inferSelect,
  day: BusinessDay,
  on: Executor,
): Promise<RideGround> {
  const { pace, drivingMinutesMax } = await paceAt(carrierId, day, on);
  return {
    carrierId,
    yard: (await placesOf([carrierId], on)).get(carrierId) ?? null,
    vehicle: { ...vehicle, drivingMinutesMax: vehicle.drivingMinutesMax ?? drivingMinutesMax },
    pace,
  };
}
