import { invariant } from "#app/kernel/errors.ts";
import type { Point } from "../regions/distance.ts";
import { type Pace, roundOfAll, type StopToMake, type Ways, type Window } from "./stop-order.ts";
import { guessedMetres, type RoadMetres, waysAround } from "./trips.ts";

/**
 * The round of a shared delivery: from the carrier's yard, where its own goods are loaded unless they lie in a warehouse, to each
 * warehouse and each koperasi that rides along, to the kitchens, and home again. Goods are fetched before they are handed over, each stop within its window;
 * of all such rounds it is the shortest. Distances are guesses by road, in metres; nothing here knows a clock or chance.
 */
export type RideLoad = {
  readonly shipmentId: string;
  readonly koperasiId: string;
  /** The store that hands it out; null where it leaves from the koperasi's own address. */
  readonly warehouseId: string | null;
  readonly from: Point | null;
  /** When the koperasi hands out goods; null at any time. */
  readonly pickup: Window | null;
  readonly buyerId: string;
  readonly to: Point | null;
  /** When the kitchen receives. */
  readonly window: Window;
  /** Grams. */
  readonly base: bigint;
};

export type RideStop = {
  readonly kind: "pickup" | "dropoff";
  readonly organisationId: string;
  /** From the stop before, or from the yard. */
  readonly metres: number;
  /** Minutes after midnight on the carrier's clock. */
  readonly dueMinute: number;
  readonly shipmentIds: readonly string[];
};

export type RideRoute = {
  /** When the vehicle leaves its yard: as late as keeps every stop. */
  readonly startMinute: number;
  readonly stops: readonly RideStop[];
  /** With the way home. */
  readonly metres: number;
  /** How far each load travels, by shipment. */
  readonly distanceMetres: ReadonlyMap<string, number>;
};

/** More stops than this nobody serves in one window of a kitchen. */
export const RIDE_STOPS_MAX = 10;

type Planned = Omit<RideStop, "metres" | "dueMinute"> & {
  readonly at: Point | null;
  readonly window: Window | null;
};

const byId = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The carrier's own, in the yard from which it starts: there is nothing to fetch. */
const isInYard = (load: RideLoad, carrierId: string) =>
  load.koperasiId === carrierId && load.warehouseId === null;

/** A stop for each place that goods are fetched at but the carrier's yard, and one for each kitchen and window; in an order of their own. */
function stopsToMake(carrierId: string, loads: readonly RideLoad[]): Planned[] {
  const stops = new Map<string, Planned>();
  const add = (key: string, stop: Planned) => {
    const before = stops.get(key);
    stops.set(key, before ? { ...before, shipmentIds: [...before.shipmentIds, ...stop.shipmentIds] } : stop);
  };
  const inOrder = [...loads].sort((a, b) => byId(a.shipmentId, b.shipmentId));
  for (const load of inOrder) {
    const shipmentIds = [load.shipmentId];
    if (!isInYard(load, carrierId))
      add(`a ${load.koperasiId} ${load.warehouseId ?? ""}`, {
        kind: "pickup",
        organisationId: load.koperasiId,
        at: load.from,
        window: load.pickup,
        shipmentIds,
      });
    add(`b ${load.buyerId} ${load.window.from} ${load.window.to}`, {
      kind: "dropoff",
      organisationId: load.buyerId,
      at: load.to,
      window: load.window,
      shipmentIds,
    });
  }
  return [...stops].sort(([a], [b]) => byId(a, b)).map(([, stop]) => stop);
}

/** The round that carries these loads; null where none keeps every window, and for more than `RIDE_STOPS_MAX` stops. */
export function rideRoute(plan: {
  readonly carrierId: string;
  readonly yard: Point | null;
  readonly loads: readonly RideLoad[];
  readonly pace: Pace;
  readonly metres?: RoadMetres;
}): RideRoute | null {
  const { carrierId, yard, loads, pace } = plan;
  const planned = stopsToMake(carrierId, loads);
  if (planned.length > RIDE_STOPS_MAX) return null;
  const weightOf = new Map(loads.map((load) => [load.shipmentId, Number(load.base)]));
  const stops = planned.map(({ kind, window, shipmentIds }): StopToMake => {
    const load = shipmentIds.reduce((sum, id) => sum + (weightOf.get(id) ?? 0), 0);
    if (kind === "pickup") return { load, window, after: [] };
    const after = planned.flatMap((one, at) =>
      one.kind === "pickup" && one.shipmentIds.some((id) => shipmentIds.includes(id)) ? [at] : [],
    );
    return { load: -load, window, after };
  });
  const ways = waysAround(
    yard,
    planned.map((stop) => stop.at),
    plan.metres ?? guessedMetres,
  );
  const round = roundOfAll(ways, stops, pace, RIDE_STOPS_MAX);
  if (round === null) return null;
  const order = round.order.map((at) => planned[at] as Planned);
  const legs = legsOf(ways, planned.length, round.order);
  const windows = order.map((stop) => stop.window);
  const { startMinute, minutes } = startedLate({ legs, windows, minutes: round.minutes, pace });
  return {
    startMinute,
    stops: order.map(({ kind, organisationId, shipmentIds }, at) => ({
      kind,
      organisationId,
      shipmentIds,
      metres: legs[at] as number,
      dueMinute: minutes[at] as number,
    })),
    metres: round.metres,
    distanceMetres: distances(order, legs, loads, carrierId),
  };
}

function legsOf(ways: Ways, yard: number, order: readonly number[]): number[] {
  const size = yard + 1;
  return order.map((to, at) => ways[(order[at - 1] ?? yard) * size + to] as number);
}

/**
 * The same round, begun as late as makes nobody wait longer: the last stop is reached when it would have been, and every
 * stop before it just in time for the next, within its own window.
 */
function startedLate(round: {
  readonly legs: readonly number[];
  readonly windows: readonly (Window | null)[];
  readonly minutes: readonly number[];
  readonly pace: Pace;
}): { readonly startMinute: number; readonly minutes: readonly number[] } {
  const { legs, windows, pace } = round;
  const minutes = [...round.minutes];
  const wheel = (at: number) => Math.ceil((legs[at] ?? 0) / pace.metresPerMinute);
  for (let at = minutes.length - 2; at >= 0; at -= 1) {
    const justInTime = (minutes[at + 1] as number) - wheel(at + 1) - pace.stopMinutes;
    minutes[at] = Math.min(justInTime, windows[at]?.to ?? justInTime);
  }
  const startMinute = minutes.length === 0 ? pace.startMinute : (minutes[0] as number) - wheel(0);
  invariant(startMinute >= pace.startMinute, "a round that keeps its windows can begin when the day does");
  return { startMinute, minutes };
}

/** How far each load rides: from where it is loaded to where it is handed over. */
function distances(
  order: readonly Planned[],
  legs: readonly number[],
  loads: readonly RideLoad[],
  carrierId: string,
): Map<string, number> {
  const told = new Map<string, number>();
  for (const load of loads) {
    const at = (kind: RideStop["kind"]) =>
      order.findIndex((stop) => stop.kind === kind && stop.shipmentIds.includes(load.shipmentId));
    const from = isInYard(load, carrierId) ? -1 : at("pickup");
    const to = at("dropoff");
    invariant(to > from, "goods are fetched before they are handed over");
    told.set(
      load.shipmentId,
      legs.slice(from + 1, to + 1).reduce((sum, leg) => sum + leg, 0),
    );
  }
  return told;
}
