import { RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import type { Executor } from "#db/client.server.ts";
import type { vehicles } from "#db/schema/shipments.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { checkDriving, checkVehicle, outsideWindow } from "./check-load.server.ts";
import { type TruckPlan, truckPlan } from "./shared-truck.ts";
import type { TripFacts } from "./shipment-facts-reads.server.ts";
import { coldestGround, type TripGround, tripGround } from "./trip-ground-reads.server.ts";
import { type ShareToCarry, sharesToCarry } from "./trip-loads-reads.server.ts";
import { temperatureOf } from "./vehicle-fit.ts";

/** A planned trip with what it carries and leans on. */
export type TruckMember = {
  readonly trip: TripFacts;
  readonly callOff: CallOffFacts;
  readonly ground: TripGround;
  readonly shares: readonly ShareToCarry[];
};

/** A trip of a call-off with the shares that were planned on it, by koperasi. */
export async function truckMember(
  trip: TripFacts,
  callOff: CallOffFacts,
  on: Executor,
): Promise<TruckMember> {
  const shares = (await sharesToCarry(callOff, on)).filter((share) => share.tripId === trip.id);
  return { trip, callOff, ground: await tripGround(callOff, callOff.deliveryDay, on), shares };
}

/**
 * How these trips go in one vehicle, with the ground of all. Refuses goods that are not weighed, other days and cities, goods of
 * different temperatures, and what `writeTrips` refuses of a load and its way. Members come by trip id.
 */
export async function plannedTruck(
  members: readonly TruckMember[],
  vehicle: typeof vehicles.$inferSelect,
  on: Executor,
): Promise<{ readonly plan: TruckPlan; readonly ground: TripGround }> {
  const [first] = members;
  if (!first) throw new RuleBroken("shipments.nothingToCarry");
  const sameWay = members.every(
    ({ trip, ground }) =>
      trip.hubId === first.trip.hubId &&
      trip.plannedFor === first.trip.plannedFor &&
      ground.destinationCityCode === first.ground.destinationCityCode,
  );
  if (!sameWay) throw new RuleBroken("shipments.truckOtherWay");
  if (members.some(({ ground }) => !ground.isWeighed)) throw new RuleBroken("shipments.truckUnweighed");
  const temperatures = members.map(({ ground }) => temperatureOf(ground.storageClass));
  if (new Set(temperatures).size > 1) throw new RuleBroken("shipments.truckTemperatures");
  const ground = coldestGround(members.map((member) => member.ground));
  const shares = members.flatMap((member) => member.shares);
  checkVehicle(ground, vehicle, sumOf(shares.map((share) => share.base)));
  const plan = truckPlan({
    ...ground,
    hubId: first.trip.hubId,
    vehicle,
    parts: members.map(({ trip, shares: own }) => ({
      tripId: trip.id,
      buyerId: trip.buyerId,
      shares: [...own].sort((a, b) => (a.koperasiId < b.koperasiId ? -1 : 1)),
    })),
  });
  if (plan === null) throw await outsideWindow(shares, on);
  checkDriving(ground, vehicle, plan.metres);
  return { plan, ground };
}
