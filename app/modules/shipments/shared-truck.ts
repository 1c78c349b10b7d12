import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import type { Point } from "../regions/distance.ts";
import type { Pace, Window } from "./stop-order.ts";
import { costShares, type Route, routeOf, type VehicleTerms, vehicleCost } from "./trips.ts";

/**
 * One vehicle that carries trips of several call-offs along their common way: it calls once at every koperasi of any of them,
 * passes the gate and goes on to the city that all are bound for. Each call-off keeps a trip of its own with its stops, its
 * papers and its part of the cost. Nothing here knows a clock or chance.
 */
export type TruckPart = {
  readonly tripId: string;
  readonly buyerId: string;
  readonly shares: readonly {
    readonly koperasiId: string;
    readonly at: Point | null;
    /** Grams. */
    readonly base: bigint;
    readonly packs: number;
    readonly window: Window | null;
  }[];
};

export type TruckPlan = {
  readonly metres: number;
  readonly costRupiah: Rupiah;
  /** In the order of the parts. */
  readonly parts: readonly {
    readonly tripId: string;
    readonly costRupiah: Rupiah;
    /** Its own stops, each at its place among all stops of the vehicle. */
    readonly stops: readonly (Route["stops"][number] & { readonly position: number })[];
  }[];
};

/**
 * The round of all parts together, and each part's cost; null when no order calls at every koperasi within its window. Parts
 * and their shares come in a stable order (by id). Always true: Σ of the parts' cost = what the vehicle costs.
 */
export function truckPlan(plan: {
  readonly hubId: string;
  readonly gate: Point | null;
  readonly lineHaulMetres: number;
  readonly pace: Pace;
  readonly vehicle: VehicleTerms;
  readonly parts: readonly TruckPart[];
}): TruckPlan | null {
  const { parts } = plan;
  const route = routeOf({ ...plan, buyerId: "", pickups: mergedPickups(parts) });
  if (route === null) return null;
  const costRupiah = vehicleCost(plan.vehicle, route.metres);
  const toGo = new Map(route.stops.map((stop) => [stop.organisationId, stop.distanceMetres]));
  const costs = truckCosts(
    costRupiah,
    parts.map((part) =>
      part.shares.map((share) => ({ base: share.base, distanceMetres: toGo.get(share.koperasiId) ?? 0 })),
    ),
  );
  return {
    metres: route.metres,
    costRupiah,
    parts: parts.map((part, at) => ({
      tripId: part.tripId,
      costRupiah: costs[at] ?? 0n,
      stops: stopsOfPart(route, part, at),
    })),
  };
}

/** What each trip bears of the cost of their vehicle: by kg·km of every share on it, exact to the rupiah. */
export function truckCosts(
  cost: Rupiah,
  parts: readonly (readonly { readonly base: bigint; readonly distanceMetres: number }[])[],
): Rupiah[] {
  const borne = costShares(cost, parts.flat());
  let from = 0;
  return parts.map((shares) => {
    const own = borne.slice(from, from + shares.length);
    from += shares.length;
    return sumOf(own);
  });
}

/** Every koperasi once, with all that is fetched there. Crates and sacks do not add up, kilograms do. */
function mergedPickups(parts: readonly TruckPart[]) {
  const merged = new Map<string, { at: Point | null; grams: bigint; window: Window | null }>();
  for (const share of parts.flatMap((part) => part.shares)) {
    const before = merged.get(share.koperasiId)?.grams ?? 0n;
    merged.set(share.koperasiId, { at: share.at, grams: before + share.base, window: share.window });
  }
  return [...merged].map(([organisationId, { at, grams, window }]) => ({
    organisationId,
    at,
    packs: Number(grams / 1_000n),
    window,
  }));
}

function stopsOfPart(route: Route, part: TruckPart, at: number): TruckPlan["parts"][number]["stops"] {
  const packsOf = new Map(part.shares.map((share) => [share.koperasiId, share.packs]));
  const allPacks = part.shares.reduce((sum, share) => sum + share.packs, 0);
  return route.stops.flatMap((stop, place) => {
    const position = place + 1;
    if (stop.kind === "gate") return [{ ...stop, position, plannedPacks: allPacks }];
    if (stop.kind === "dropoff")
      return [{ ...stop, position: position + at, organisationId: part.buyerId, plannedPacks: allPacks }];
    const plannedPacks = packsOf.get(stop.organisationId);
    return plannedPacks === undefined ? [] : [{ ...stop, position, plannedPacks }];
  });
}
