import {
  type Fleet,
  type LoadToCarry,
  type Part,
  type PlanGoal,
  type VehicleToSend,
  worth,
} from "./fleet.ts";
import { roundsOfSets } from "./stop-order.ts";

const membersOf = (set: number, size: number): number[] =>
  Array.from({ length: size }, (_, at) => at).filter((at) => set & (1 << at));

/** The sets of loads that a vehicle can fetch in one round, with what that costs. */
type Fetchable = readonly { readonly set: number; readonly rupiah: number }[];

/**
 * The best division of few loads over vehicles, by going through all of them: what the first vehicles can do with each
 * set of loads is known, and the next adds each of the sets that it can fetch. 3^loads steps for every vehicle.
 */
export function exactParts(fleet: Fleet): (goal: PlanGoal) => Part[] {
  const size = fleet.loads.length;
  const rounds = roundsOfSets(fleet.ways, fleet.stops, fleet.pace);
  const fetchable = fleet.vehicles.map((vehicle) => fetchableBy(fleet, vehicle, rounds));
  return (goal) => {
    const steps = [Float64Array.from({ length: 1 << size }, (_, set) => (set === 0 ? 0 : Infinity))];
    const taken: Int32Array[] = [];
    for (const sets of fetchable) {
      const { best, chosen } = withOneMore(steps.at(-1) as Float64Array, sets, goal);
      steps.push(best);
      taken.push(chosen);
    }
    return partsOf(fleet, bestEnd(fleet, steps.at(-1) as Float64Array, goal), taken);
  };
}

function fetchableBy(
  fleet: Fleet,
  vehicle: VehicleToSend,
  rounds: readonly ({ readonly metres: number } | null)[],
): Fetchable {
  return rounds.flatMap((round, set) => {
    if (set === 0 || round === null || !fleet.mayDrive(vehicle, round.metres)) return [];
    if (!fleet.mayTake(vehicle, membersOf(set, fleet.loads.length))) return [];
    return [{ set, rupiah: fleet.costOf(vehicle, round.metres) }];
  });
}

/** What every set comes to once one more vehicle may take some of it; of equal ways the one without it. */
function withOneMore(known: Float64Array, sets: Fetchable, goal: PlanGoal) {
  const best = known.slice();
  const chosen = new Int32Array(known.length);
  const all = known.length - 1;
  for (const { set, rupiah } of sets) {
    const more = worth(goal, rupiah, 1);
    const others = all & ~set;
    for (let rest = others; ; rest = (rest - 1) & others) {
      const sum = (known[rest] as number) + more;
      const whole = rest | set;
      if (sum < (best[whole] as number)) {
        best[whole] = sum;
        chosen[whole] = set;
      }
      if (rest === 0) break;
    }
  }
  return { best, chosen };
}

/** The set that goes on vehicles: most weight first, then the goal with what hiring the others costs. */
function bestEnd(fleet: Fleet, known: Float64Array, goal: PlanGoal): number {
  const size = fleet.loads.length;
  const all = known.length - 1;
  let end = { set: 0, weight: -1n, worth: Infinity };
  for (let set = 0; set <= all; set += 1) {
    if (known[set] === Infinity) continue;
    const weight = membersOf(set, size).reduce((sum, at) => sum + (fleet.loads[at] as LoadToCarry).base, 0n);
    const left = membersOf(all & ~set, size);
    const hired = left.length === 0 ? 0 : worth(goal, fleet.hireOf(left), 1);
    const whole = (known[set] as number) + hired;
    if (weight > end.weight || (weight === end.weight && whole < end.worth))
      end = { set, weight, worth: whole };
  }
  return end.set;
}

function partsOf(fleet: Fleet, end: number, taken: readonly Int32Array[]): Part[] {
  const size = fleet.loads.length;
  const parts: Part[] = [];
  let set = end;
  for (let at = fleet.vehicles.length - 1; at >= 0; at -= 1) {
    const own = (taken[at] as Int32Array)[set] as number;
    if (own === 0) continue;
    parts.unshift({ vehicle: fleet.vehicles[at] as VehicleToSend, loads: membersOf(own, size) });
    set &= ~own;
  }
  const left = membersOf(((1 << size) - 1) & ~end, size);
  return left.length === 0 ? parts : [...parts, { vehicle: null, loads: left }];
}
