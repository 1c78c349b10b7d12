import { minuteTime, weight } from "#app/i18n/format.ts";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import type { vehicles } from "#db/schema/shipments.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { wholeMinutes } from "./fleet.ts";
import type { TripGround } from "./trip-ground-reads.server.ts";
import type { ShareToCarry } from "./trip-loads-reads.server.ts";
import { keepsCold } from "./vehicle-fit.ts";

type Vehicle = typeof vehicles.$inferSelect;

/** Refuses a vehicle that is too warm for the goods, or too small for `load` grams of them. */
export function checkVehicle(ground: TripGround, vehicle: Vehicle, load: bigint): void {
  if (!keepsCold(vehicle.body, ground.storageClass))
    throw new RuleBroken("shipments.tooWarm", { plate: vehicle.plate });
  if (ground.isWeighed && load > vehicle.payloadGrams)
    throw new RuleBroken("shipments.overPayload", {
      load: weight(load),
      payload: weight(vehicle.payloadGrams),
    });
}

/** Refuses a way of so many metres on which the driver would be longer at the wheel than he may. */
export function checkDriving(ground: TripGround, vehicle: Vehicle, metres: number): void {
  const minutes = wholeMinutes(metres - ground.lineHaulMetres, ground.pace);
  const most = vehicle.drivingMinutesMax ?? ground.drivingMinutesMax;
  if (minutes > most)
    throw new RuleBroken("shipments.drivingTooLong", { plate: vehicle.plate, minutes, most });
}

/** Names the koperasi whose window closes first: the likeliest to be missed. */
export async function outsideWindow(shares: readonly ShareToCarry[], on: Executor): Promise<RuleBroken> {
  const [first] = shares
    .flatMap(({ koperasiId, window }) => (window ? [{ koperasiId, to: window.to }] : []))
    .sort((a, b) => a.to - b.to);
  invariant(first, "only a window is missed");
  const koperasi = (await organisationById(first.koperasiId, on))?.name ?? "";
  return new RuleBroken("shipments.outsideWindow", { koperasi, until: minuteTime(first.to) });
}
