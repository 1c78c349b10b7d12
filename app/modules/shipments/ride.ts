import { invariant } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import type { Point } from "../regions/distance.ts";
import { wholeMinutes } from "./fleet.ts";
import { type RideLoad, type RideRoute, rideRoute } from "./ride-route.ts";
import type { Pace } from "./stop-order.ts";
import { costShares, type VehicleTerms, vehicleCost } from "./trips.ts";
import { keepsCold, type StorageClass, temperatureOf, type VehicleBody } from "./vehicle-fit.ts";

/**
 * A ride (angkutan bersama) is one koperasi's vehicle that also carries its neighbours' deliveries to kitchens of the
 * city. What the vehicle costs is shared by kg·km to the rupiah. Always true: the shares add up to the cost; nobody pays
 * more than he said yes to, nor more than the same vehicle would cost him alone; what that leaves over is the carrier's,
 * whose vehicle goes anyway and who is never worse off than without passengers when all of them come.
 */
export type RideGoods = RideLoad & { readonly storageClass: StorageClass };

export type RideVehicle = VehicleTerms & {
  readonly body: VehicleBody;
  readonly drivingMinutesMax: number;
};

export type RideGround = {
  readonly carrierId: string;
  readonly yard: Point | null;
  readonly vehicle: RideVehicle;
  readonly pace: Pace;
};

export type RidePlan = {
  readonly route: RideRoute;
  readonly costRupiah: Rupiah;
  /** By shipment, in the order of their ids: what each load bears of the cost. */
  readonly places: readonly {
    readonly load: RideGoods;
    readonly distanceMetres: number;
    readonly shareRupiah: Rupiah;
  }[];
};

/** How these loads go on the vehicle, and what each bears; null where it cannot carry them together or not in time. */
export function ridePlan(ground: RideGround, loads: readonly RideGoods[]): RidePlan | null {
  const { vehicle, pace } = ground;
  const [first] = loads;
  if (!first || sumOf(loads.map((load) => load.base)) > vehicle.payloadGrams) return null;
  const isFit = loads.every(
    ({ storageClass }) =>
      keepsCold(vehicle.body, storageClass) &&
      temperatureOf(storageClass) === temperatureOf(first.storageClass),
  );
  const route = isFit ? rideRoute({ ...ground, loads }) : null;
  if (route === null || wholeMinutes(route.metres, pace) > vehicle.drivingMinutesMax) return null;
  const costRupiah = vehicleCost(vehicle, route.metres);
  const inOrder = [...loads].sort((a, b) => (a.shipmentId < b.shipmentId ? -1 : 1));
  const told = inOrder.map((load) => ({
    load,
    distanceMetres: route.distanceMetres.get(load.shipmentId) ?? 0,
  }));
  const shares = costShares(
    costRupiah,
    told.map(({ load, distanceMetres }) => ({ base: load.base, distanceMetres })),
  );
  return {
    route,
    costRupiah,
    places: told.map((one, at) => ({ ...one, shareRupiah: shares[at] as Rupiah })),
  };
}

/** What the vehicle would cost each koperasi but the carrier if it came for its loads alone. */
function costAlone(ground: RideGround, koperasiId: string, loads: readonly RideGoods[]): Rupiah | null {
  const own = loads.filter((load) => load.koperasiId === koperasiId);
  return ridePlan(ground, own)?.costRupiah ?? null;
}

/** Whether everybody pays less than alone, and the carrier no more than `most`. */
function isWorthIt(ground: RideGround, plan: RidePlan, most: Rupiah): boolean {
  const loads = plan.places.map(({ load }) => load);
  const paidBy = (koperasiId: string) =>
    sumOf(plan.places.flatMap((one) => (one.load.koperasiId === koperasiId ? [one.shareRupiah] : [])));
  const passengers = new Set(loads.map((load) => load.koperasiId));
  passengers.delete(ground.carrierId);
  return (
    paidBy(ground.carrierId) <= most &&
    [...passengers].every((koperasiId) => {
      const alone = costAlone(ground, koperasiId, loads);
      return alone !== null && paidBy(koperasiId) < alone;
    })
  );
}

/**
 * Who could ride along: beginning with the carrier's own loads, one more at a time, each time the one that lengthens the
 * round least (of equals the smaller shipment id), as long as nobody is worse off than alone and the vehicle has room and
 * time. Null where the carrier's own loads do not fit, or nobody else's do.
 */
export function rideOffer(
  ground: RideGround,
  own: readonly RideGoods[],
  others: readonly RideGoods[],
): RidePlan | null {
  const alone = ridePlan(ground, own);
  if (alone === null) return null;
  let [plan, rest] = [alone, [...others].sort((a, b) => (a.shipmentId < b.shipmentId ? -1 : 1))];
  for (;;) {
    const loads = plan.places.map(({ load }) => load);
    const tried = rest.flatMap((load) => {
      const longer = ridePlan(ground, [...loads, load]);
      return longer && isWorthIt(ground, longer, alone.costRupiah) ? [longer] : [];
    });
    const [best] = tried.sort((a, b) => a.route.metres - b.route.metres);
    if (!best) break;
    plan = best;
    const aboard = new Set(plan.places.map(({ load }) => load.shipmentId));
    rest = rest.filter((load) => !aboard.has(load.shipmentId));
  }
  return plan === alone ? null : plan;
}

/**
 * What is paid when it is known who rides: each passenger its share of the round as it is now, and never more than it said
 * yes to; the carrier bears the rest. By shipment; together exactly the cost.
 */
export function ridePayments(
  plan: RidePlan,
  carrierId: string,
  quotedRupiah: ReadonlyMap<string, Rupiah>,
): Map<string, Rupiah> {
  const paid = new Map<string, Rupiah>();
  for (const { load, shareRupiah } of plan.places) {
    if (load.koperasiId === carrierId) continue;
    const quoted = quotedRupiah.get(load.shipmentId);
    invariant(quoted !== undefined, "a passenger was told what it costs");
    paid.set(load.shipmentId, shareRupiah < quoted ? shareRupiah : quoted);
  }
  const own = plan.places.flatMap(({ load, distanceMetres }) =>
    load.koperasiId === carrierId ? [{ shipmentId: load.shipmentId, base: load.base, distanceMetres }] : [],
  );
  return new Map([...paid, ...carrierParts(plan.costRupiah - sumOf([...paid.values()]), own)]);
}

/** What passengers do not bear, over the carrier's own loads by kg·km; by shipment. */
export function carrierParts(
  restRupiah: Rupiah,
  own: readonly { readonly shipmentId: string; readonly base: bigint; readonly distanceMetres: number }[],
): Map<string, Rupiah> {
  invariant(
    own.length > 0 && restRupiah >= 0n,
    "the carrier rides with goods of its own and bears what is left",
  );
  const parts = costShares(restRupiah, own);
  return new Map(own.map(({ shipmentId }, at) => [shipmentId, parts[at] as Rupiah]));
}
