import { invariant } from "#app/kernel/errors.ts";
import { divideHalfUp, type Rupiah } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { share } from "#app/kernel/share.ts";
import { type Point, roadMetresBetween } from "../regions/distance.ts";
import { type Pace, roundOfAll, type Ways, type Window } from "./stop-order.ts";

/**
 * A trip fetches shares of one call-off, passes the trade center's gate, where each is weighed, and carries them to the
 * buyer. It calls at the koperasi in the order that makes the round shortest. Distances are guesses by road, in metres;
 * nothing here knows a clock or chance.
 */
export type Pickup = {
  readonly organisationId: string;
  readonly at: Point | null;
  readonly packs: number;
  readonly window: Window | null;
};

/** Metres by road between two places; 0 where one is not known. */
export type RoadMetres = (a: Point | null, b: Point | null) => number;

export const guessedMetres: RoadMetres = (a, b) => (a && b ? roadMetresBetween(a, b) : 0);

/** The ways between these places and the gate, as `stop-order.ts` takes them. A place that is unknown is taken to be the gate. */
export function waysAround(
  gate: Point | null,
  places: readonly (Point | null)[],
  metres: RoadMetres = guessedMetres,
): Ways {
  const all = [...places.map((place) => place ?? gate), gate];
  return all.flatMap((from) => all.map((to) => metres(from, to)));
}

export type Route = {
  readonly stops: readonly {
    readonly kind: "pickup" | "gate" | "dropoff";
    readonly organisationId: string;
    readonly plannedPacks: number;
    /** What the goods taken in here still travel: the kilometres of a share's kg·km. */
    readonly distanceMetres: number;
    /** Minutes after midnight on the gate's clock; null where it is another day's drive. */
    readonly dueMinute: number | null;
  }[];
  /** From the gate out, along every koperasi, through the gate again and on to the buyer. */
  readonly metres: number;
};

const MINUTES_OF_DAY = 1_440;

/**
 * The round of a trip; null when no order calls at every koperasi within its window. `lineHaulMetres` is the way from
 * the gate to the buyer. A koperasi whose place is unknown is taken to stand at the gate: it brings its share itself.
 */
export function routeOf(plan: {
  readonly hubId: string;
  readonly gate: Point | null;
  readonly buyerId: string;
  readonly lineHaulMetres: number;
  readonly pace: Pace;
  readonly pickups: readonly Pickup[];
}): Route | null {
  const { pace, lineHaulMetres } = plan;
  const pickups = [...plan.pickups].sort((a, b) => (a.organisationId < b.organisationId ? -1 : 1));
  const ways = waysAround(
    plan.gate,
    pickups.map((pickup) => pickup.at),
  );
  const round = roundOfAll(
    ways,
    pickups.map(({ packs, window }) => ({ load: packs, window })),
    pace,
  );
  if (round === null) return null;
  const wayBetween = (from: number, to: number) => ways[from * (pickups.length + 1) + to] as number;
  const due = (minute: number) => (minute < MINUTES_OF_DAY ? minute : null);
  let toGo = round.metres - wayBetween(pickups.length, round.order[0] ?? pickups.length) + lineHaulMetres;
  let back = pace.startMinute;
  const stops: Route["stops"][number][] = round.order.map((place, at) => {
    const { organisationId, packs } = pickups[place] as Pickup;
    const leg = wayBetween(place, round.order[at + 1] ?? pickups.length);
    const minute = round.minutes[at] as number;
    const stop = {
      kind: "pickup" as const,
      organisationId,
      plannedPacks: packs,
      distanceMetres: toGo,
      dueMinute: due(minute),
    };
    toGo -= leg;
    back = minute + pace.stopMinutes + Math.ceil(leg / pace.metresPerMinute);
    return stop;
  });
  invariant(toGo === lineHaulMetres, "what is left at the gate is the way to the buyer");
  const packs = pickups.reduce((sum, pickup) => sum + pickup.packs, 0);
  const all = { plannedPacks: packs };
  const gate = {
    kind: "gate" as const,
    organisationId: plan.hubId,
    distanceMetres: toGo,
    dueMinute: due(back),
  };
  const end = { kind: "dropoff" as const, organisationId: plan.buyerId, distanceMetres: 0, dueMinute: null };
  return {
    stops: [...stops, { ...gate, ...all }, { ...end, ...all }],
    metres: round.metres + lineHaulMetres,
  };
}

export type VehicleTerms = {
  readonly id: string;
  readonly payloadGrams: bigint;
  readonly costRupiahPerKm: Rupiah;
  readonly costRupiahMin: Rupiah;
};

/** What a vehicle costs over a way: its price per kilometre, and never less than its minimum. */
export function vehicleCost(vehicle: VehicleTerms, metres: number): Rupiah {
  const cost = priceOf(BigInt(metres), vehicle.costRupiahPerKm, 1000n);
  return cost < vehicle.costRupiahMin ? vehicle.costRupiahMin : cost;
}

/** The cheapest vehicle that carries the load in one go; of equal ones the smaller, then the smaller id. Null when none does. */
export function chooseVehicle<Terms extends VehicleTerms>(
  vehicles: readonly Terms[],
  loadGrams: bigint,
  metres: number,
): Terms | null {
  const able = vehicles.filter((vehicle) => vehicle.payloadGrams >= loadGrams);
  const ranked = able.sort((a, b) => {
    const cost = vehicleCost(a, metres) - vehicleCost(b, metres);
    if (cost !== 0n) return cost < 0n ? -1 : 1;
    if (a.payloadGrams !== b.payloadGrams) return a.payloadGrams < b.payloadGrams ? -1 : 1;
    return a.id < b.id ? -1 : 1;
  });
  return ranked[0] ?? null;
}

/** How full a vehicle is, in basis points, cut. */
export function utilisation(loadGrams: bigint, payloadGrams: bigint): number {
  return Number((loadGrams * 10_000n) / payloadGrams);
}

/** Freight per kilogram, rounded half up; null when there is nothing to carry. */
export function rupiahPerKg(cost: Rupiah, loadGrams: bigint): Rupiah | null {
  return loadGrams === 0n ? null : divideHalfUp(cost * 1000n, loadGrams);
}

/** Freight at the contract's rate per tonne, where no vehicle is known. */
export function freightAtRate(loadGrams: bigint, rupiahPerTonne: Rupiah): Rupiah {
  return priceOf(loadGrams, rupiahPerTonne, 1_000_000n);
}

/**
 * Each koperasi's part of the cost by kg·km, exact to the rupiah; by weight alone when no way is known. Shares come in
 * a stable order (by koperasi id).
 */
export function costShares(
  cost: Rupiah,
  shares: readonly { readonly base: bigint; readonly distanceMetres: number }[],
): Rupiah[] {
  const byWay = shares.map((one) => one.base * BigInt(one.distanceMetres));
  const weights = byWay.some((weight) => weight > 0n) ? byWay : shares.map((one) => one.base);
  if (weights.every((weight) => weight === 0n)) return shares.map(() => 0n);
  return share(cost, weights);
}
