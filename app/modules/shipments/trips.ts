import { invariant } from "#app/kernel/errors.ts";
import { divideHalfUp, type Rupiah } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { share } from "#app/kernel/share.ts";
import { type Point, roadMetresBetween } from "../regions/distance.ts";

/**
 * A trip fetches the shares of one call-off, passes the trade center's gate, where each is weighed, and carries them to
 * the buyer. It goes to the farthest koperasi first and works its way back, so that no full truck drives away from
 * where it has to go. Distances are guesses by road, in metres; nothing here knows a clock or chance.
 */
export type Pickup = {
  readonly organisationId: string;
  readonly at: Point | null;
  readonly packs: number;
};

export type Route = {
  readonly stops: readonly {
    readonly kind: "pickup" | "gate" | "dropoff";
    readonly organisationId: string;
    readonly plannedPacks: number;
    /** What the goods taken in here still travel: the kilometres of a share's kg·km. */
    readonly distanceMetres: number;
  }[];
  /** From the gate out, along every koperasi, through the gate again and on to the buyer. */
  readonly metres: number;
};

/**
 * The round of a trip. `lineHaulMetres` is the way from the gate to the buyer. A koperasi whose place is unknown is
 * taken to stand at the gate: it brings its share itself. Ties go to the smaller id.
 */
export function routeOf(plan: {
  readonly hubId: string;
  readonly gate: Point | null;
  readonly buyerId: string;
  readonly lineHaulMetres: number;
  readonly pickups: readonly Pickup[];
}): Route {
  const between = (a: Point | null, b: Point | null) => (a && b ? roadMetresBetween(a, b) : 0);
  const placed = plan.pickups.map((pickup) => ({ ...pickup, at: pickup.at ?? plan.gate }));
  const ordered = placed.sort((a, b) => {
    const farther = between(plan.gate, b.at) - between(plan.gate, a.at);
    return farther !== 0 ? farther : a.organisationId < b.organisationId ? -1 : 1;
  });
  const way = [...ordered.map((pickup) => pickup.at), plan.gate];
  const legs = ordered.map((pickup, at) => between(pickup.at, way[at + 1] ?? null));
  const packs = ordered.reduce((sum, pickup) => sum + pickup.packs, 0);
  let toGo = legs.reduce((sum, leg) => sum + leg, 0) + plan.lineHaulMetres;
  const metres = between(plan.gate, ordered[0]?.at ?? null) + toGo;
  const stops: Route["stops"][number][] = ordered.map((pickup, at) => {
    const stop = {
      kind: "pickup" as const,
      organisationId: pickup.organisationId,
      plannedPacks: pickup.packs,
      distanceMetres: toGo,
    };
    toGo -= legs[at] ?? 0;
    return stop;
  });
  invariant(toGo === plan.lineHaulMetres, "what is left at the gate is the way to the buyer");
  stops.push({ kind: "gate", organisationId: plan.hubId, plannedPacks: packs, distanceMetres: toGo });
  stops.push({ kind: "dropoff", organisationId: plan.buyerId, plannedPacks: packs, distanceMetres: 0 });
  return { stops, metres };
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
