import type { Rupiah } from "#app/kernel/money.ts";
import { exactParts } from "./consolidate-exact.ts";
import { improvedParts } from "./consolidate-many.ts";
import {
  type Consolidation,
  type Fleet,
  fleetOf,
  type LoadToCarry,
  type Part,
  type PlanGoal,
  planGoals,
  wholeMinutes,
} from "./fleet.ts";
import { EXACT_STOPS, roundOfAll } from "./stop-order.ts";
import { type Temperature, temperatureOf } from "./vehicle-fit.ts";

/**
 * Puts the loads of a day that go to one destination onto vehicles. Whole loads only, no vehicle twice, none above its
 * payload, none warmer than its goods bear, no two temperatures in one, no stop outside its window, no driver beyond his
 * hours while he fetches. Whatever no vehicle can take is left to a hired one, at so much a tonne.
 *
 * Up to `EXACT_STOPS` loads the plan is the best there is: as much weight as possible on the vehicles at hand, and then by
 * the goal. Beyond, it is built greedily and improved move by move, as far as a fixed number of tries goes. The same
 * input, in whatever order, gives the same plan; nothing here knows a clock or chance.
 */
export type PlannedTrip = {
  /** Null: to be hired. */
  readonly vehicleId: string | null;
  /** In the order in which they are fetched. */
  readonly loadIds: readonly string[];
  readonly base: bigint;
  /** The round and the way to the destination. */
  readonly metres: number;
  /** At the wheel, without stops and rests. */
  readonly drivingMinutes: number;
  readonly costRupiah: Rupiah;
};

export type Proposal = {
  readonly goal: PlanGoal;
  readonly trips: readonly PlannedTrip[];
  readonly costRupiah: Rupiah;
  readonly metres: number;
};

/** One plan for each goal, in the order of `planGoals`; of plans that come to the same the first is told alone. */
export function consolidate(asked: Consolidation): Proposal[] {
  const fleet = fleetOf(asked);
  const solve = fleet.loads.length <= EXACT_STOPS ? exactParts(fleet) : improvedParts(fleet);
  const proposals = planGoals.map((goal) => proposalOf(fleet, goal, solve(goal)));
  const told = new Set<string>();
  return proposals.filter((proposal) => {
    const what = proposal.trips.map((trip) => `${trip.vehicleId} ${trip.loadIds.join(" ")}`).join("\n");
    return !told.has(what) && told.add(what);
  });
}

function proposalOf(fleet: Fleet, goal: PlanGoal, parts: readonly Part[]): Proposal {
  const hired = parts.filter((part) => part.vehicle === null).flatMap((part) => hiredApart(fleet, part));
  const own = parts.filter((part) => part.vehicle !== null);
  const trips = [...own, ...hired].map((part) => tripOf(fleet, part));
  return {
    goal,
    trips,
    costRupiah: trips.reduce((sum, trip) => sum + trip.costRupiah, 0n),
    metres: trips.reduce((sum, trip) => sum + trip.metres, 0),
  };
}

/** What is hired is hired once for each temperature. */
function hiredApart(fleet: Fleet, part: Part): Part[] {
  const warmth = (at: number): Temperature => temperatureOf((fleet.loads[at] as LoadToCarry).storageClass);
  const apart = [...new Set(part.loads.map(warmth))].sort();
  return apart.map((one) => ({ vehicle: null, loads: part.loads.filter((at) => warmth(at) === one) }));
}

function tripOf(fleet: Fleet, part: Part): PlannedTrip {
  const { vehicle } = part;
  const chosen = part.loads.map((at) => fleet.loads[at] as LoadToCarry);
  // A hired vehicle comes by arrangement, so its stops have no windows.
  const stops = part.loads.map((at) => ({
    ...(fleet.stops[at] as Fleet["stops"][number]),
    ...(vehicle === null ? { window: null } : {}),
  }));
  const round = roundOfAll(fleet.waysAmong(part.loads), stops, fleet.pace);
  const order = round?.order ?? part.loads.map((_, at) => at);
  const metres = (round?.metres ?? 0) + fleet.lineHaulMetres;
  const base = chosen.reduce((sum, load) => sum + load.base, 0n);
  return {
    vehicleId: vehicle?.id ?? null,
    loadIds: order.map((at) => (chosen[at] as LoadToCarry).id),
    base,
    metres,
    drivingMinutes: wholeMinutes(metres, fleet.pace),
    costRupiah: BigInt(
      vehicle === null ? fleet.hireOf(part.loads) : fleet.costOf(vehicle, round?.metres ?? 0),
    ),
  };
}
