import {
  type Fleet,
  type LoadToCarry,
  type Part,
  type PlanGoal,
  type VehicleToSend,
  worth,
} from "./fleet.ts";
import { roundOfAll, type StopToMake } from "./stop-order.ts";

/** How often a set of loads is tried on a vehicle before the plan stays as it is. */
const TRIES_MAX = 2_000;
/** Up to so many stops a set is tried in its shortest round; beyond, in a good one. */
const EXACT_WHILE_TRYING = 6;

const HIRED = -1;

/** What a plan comes to: the weight that is hired, then by the goal. */
type Cost = { readonly hired: bigint; readonly worth: number };

function isLess(a: Cost, b: Cost): boolean {
  return a.hired !== b.hired ? a.hired < b.hired : a.worth < b.worth;
}

/** For each load the vehicle, by its place, that takes it. */
type Plan = readonly number[];

/**
 * A good division of many loads: each, the heaviest first, goes where it costs least; then loads move, trade places and
 * vehicles are emptied into each other as long as that makes the plan better, within a fixed number of tries.
 */
export function improvedParts(fleet: Fleet): (goal: PlanGoal) => Part[] {
  const known = new Map<string, number | null>();
  return (goal) => {
    const desk = new Desk(fleet, goal, known);
    let plan = greedy(fleet, desk);
    for (;;) {
      const better = improved(fleet, desk, plan);
      if (better === null) return partsOf(fleet, plan);
      plan = better;
    }
  };
}

/** Reckons plans, and remembers what each vehicle costs with each set of loads. */
class Desk {
  readonly #fleet: Fleet;
  readonly #goal: PlanGoal;
  readonly #known: Map<string, number | null>;
  #tries = 0;

  constructor(fleet: Fleet, goal: PlanGoal, known: Map<string, number | null>) {
    this.#fleet = fleet;
    this.#goal = goal;
    this.#known = known;
  }

  get isTired(): boolean {
    return this.#tries >= TRIES_MAX;
  }

  /** What a plan comes to; null when some vehicle cannot do its part. Loads that are not yet planned count for nothing. */
  costOf(plan: Plan): Cost | null {
    let [rupiah, vehicles] = [0, 0];
    for (const vehicle of new Set(plan.filter((one) => one >= 0))) {
      const alone = this.#costAlone(vehicle, loadsOf(plan, vehicle));
      if (alone === null) return null;
      rupiah += alone;
      vehicles += 1;
    }
    const hired = loadsOf(plan, HIRED);
    return {
      hired: hired.reduce((sum, at) => sum + (this.#fleet.loads[at] as LoadToCarry).base, 0n),
      worth: worth(this.#goal, rupiah + this.#fleet.hireOf(hired), vehicles + (hired.length > 0 ? 1 : 0)),
    };
  }

  #costAlone(at: number, loads: readonly number[]): number | null {
    const key = `${at}:${loads.join(",")}`;
    const before = this.#known.get(key);
    if (before !== undefined) return before;
    this.#tries += 1;
    const cost = this.#reckon(this.#fleet.vehicles[at] as VehicleToSend, loads);
    this.#known.set(key, cost);
    return cost;
  }

  #reckon(vehicle: VehicleToSend, loads: readonly number[]): number | null {
    const { stops, pace } = this.#fleet;
    if (!this.#fleet.mayTake(vehicle, loads)) return null;
    const round = roundOfAll(
      this.#fleet.waysAmong(loads),
      loads.map((one) => stops[one] as StopToMake),
      pace,
      EXACT_WHILE_TRYING,
    );
    return round && this.#fleet.mayDrive(vehicle, round.metres)
      ? this.#fleet.costOf(vehicle, round.metres)
      : null;
  }
}

function loadsOf(plan: Plan, vehicle: number): number[] {
  return plan.flatMap((one, at) => (one === vehicle ? [at] : []));
}

const UNPLANNED = -2;

function greedy(fleet: Fleet, desk: Desk): Plan {
  const heavyFirst = fleet.loads
    .map((load, at) => ({ base: load.base, at }))
    .sort((a, b) => (a.base === b.base ? a.at - b.at : a.base > b.base ? -1 : 1));
  let plan: Plan = fleet.loads.map(() => UNPLANNED);
  for (const { at } of heavyFirst)
    plan =
      best(
        desk,
        [HIRED, ...fleet.vehicles.keys()].map((vehicle) => plan.with(at, vehicle)),
      ) ?? plan;
  return plan;
}

/** The best of these plans that can be done; null when none can. */
function best(desk: Desk, plans: Iterable<Plan>): Plan | null {
  let found: { readonly plan: Plan; readonly cost: Cost } | null = null;
  for (const plan of plans) {
    const cost = desk.costOf(plan);
    if (cost !== null && (found === null || isLess(cost, found.cost))) found = { plan, cost };
  }
  return found?.plan ?? null;
}

/** The first of all small changes that makes a plan better; null when none does, or enough was tried. */
function improved(fleet: Fleet, desk: Desk, plan: Plan): Plan | null {
  const now = desk.costOf(plan);
  for (const tried of changes(fleet, plan)) {
    if (desk.isTired) return null;
    const cost = desk.costOf(tried);
    if (cost !== null && now !== null && isLess(cost, now)) return tried;
  }
  return null;
}

function* changes(fleet: Fleet, plan: Plan): Generator<Plan> {
  const vehicles = [HIRED, ...fleet.vehicles.keys()];
  for (const at of plan.keys())
    for (const vehicle of vehicles) if (plan[at] !== vehicle) yield plan.with(at, vehicle);
  for (const from of vehicles)
    for (const to of vehicles)
      if (from !== to && plan.includes(from)) yield plan.map((one) => (one === from ? to : one));
  for (const a of plan.keys())
    for (let b = a + 1; b < plan.length; b += 1)
      if (plan[a] !== plan[b]) yield plan.with(a, plan[b] as number).with(b, plan[a] as number);
}

function partsOf(fleet: Fleet, plan: Plan): Part[] {
  const used = [...fleet.vehicles.keys()].filter((vehicle) => plan.includes(vehicle));
  const parts: Part[] = used.map((at) => ({
    vehicle: fleet.vehicles[at] as VehicleToSend,
    loads: loadsOf(plan, at),
  }));
  const left = loadsOf(plan, HIRED);
  return left.length === 0 ? parts : [...parts, { vehicle: null, loads: left }];
}
