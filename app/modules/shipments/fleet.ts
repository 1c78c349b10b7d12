import type { Rupiah } from "#app/kernel/money.ts";
import type { Pace, StopToMake, Ways, Window } from "./stop-order.ts";
import { freightAtRate, type VehicleTerms, vehicleCost } from "./trips.ts";
import { keepsCold, type StorageClass, temperatureOf, type VehicleBody } from "./vehicle-fit.ts";

/** What consolidation reckons with: the loads and vehicles of a day in one order, whatever order they came in. */
export type LoadToCarry = {
  readonly id: string;
  /** Grams; a load is never divided. */
  readonly base: bigint;
  readonly storageClass: StorageClass;
  readonly window: Window | null;
};

export type VehicleToSend = VehicleTerms & {
  readonly body: VehicleBody;
  /** How long its driver may be at the wheel while he fetches. */
  readonly drivingMinutesMax: number;
};

export type Consolidation = {
  readonly loads: readonly LoadToCarry[];
  readonly vehicles: readonly VehicleToSend[];
  /** Between the loads in their order, and then the gate. */
  readonly ways: Ways;
  /** From the gate to where everything goes. */
  readonly lineHaulMetres: number;
  readonly hireRupiahPerTonne: Rupiah;
  readonly pace: Pace;
};

export const planGoals = ["cheapest", "fewest"] as const;
/** "cheapest": least rupiah, then fewest vehicles. "fewest": fewest vehicles, then least rupiah. */
export type PlanGoal = (typeof planGoals)[number];

/** Some of the loads, by their places, on one vehicle; null for what is hired. */
export type Part = { readonly vehicle: VehicleToSend | null; readonly loads: readonly number[] };

export type Fleet = {
  readonly loads: readonly LoadToCarry[];
  readonly stops: readonly StopToMake[];
  readonly vehicles: readonly VehicleToSend[];
  readonly pace: Pace;
  readonly lineHaulMetres: number;
  readonly ways: Ways;
  /** The ways between some of the loads, and then the gate. */
  readonly waysAmong: (loads: readonly number[]) => Ways;
  /** What hiring for these loads costs, in whole rupiah. */
  readonly hireOf: (loads: readonly number[]) => number;
  /** What a vehicle costs that fetches over so many metres and then drives to the destination. */
  readonly costOf: (vehicle: VehicleToSend, roundMetres: number) => number;
  /** Weight and temperature: whether a vehicle may take these loads together, before any way is looked at. */
  readonly mayTake: (vehicle: VehicleToSend, loads: readonly number[]) => boolean;
  /** Whether its driver may fetch over so many metres. */
  readonly mayDrive: (vehicle: VehicleToSend, roundMetres: number) => boolean;
};

const byId = (a: { readonly id: string }, b: { readonly id: string }) =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/** Minutes at the wheel over a way, begun ones whole. */
export function wholeMinutes(metres: number, pace: Pace): number {
  return Math.ceil(metres / pace.metresPerMinute);
}

export function fleetOf(asked: Consolidation): Fleet {
  const from = asked.loads.map((load, at) => ({ id: load.id, at })).sort(byId);
  const places = [...from.map(({ at }) => at), asked.loads.length];
  const size = places.length;
  const ways = places.flatMap((a) => places.map((b) => asked.ways[a * size + b] as number));
  const loads = from.map(({ at }) => asked.loads[at] as LoadToCarry);
  const weightOf = (chosen: readonly number[]) =>
    chosen.reduce((sum, at) => sum + (loads[at] as LoadToCarry).base, 0n);
  const { pace, lineHaulMetres } = asked;
  return {
    loads,
    stops: loads.map((load) => ({ load: Number(load.base), window: load.window })),
    vehicles: [...asked.vehicles].sort(byId),
    pace,
    lineHaulMetres,
    ways,
    waysAmong: (chosen) => {
      const among = [...chosen, size - 1];
      return among.flatMap((a) => among.map((b) => ways[a * size + b] as number));
    },
    hireOf: (chosen) => Number(freightAtRate(weightOf(chosen), asked.hireRupiahPerTonne)),
    costOf: (vehicle, roundMetres) => Number(vehicleCost(vehicle, roundMetres + lineHaulMetres)),
    mayTake: (vehicle, chosen) => {
      const goods = chosen.map((at) => loads[at] as LoadToCarry);
      const [first] = goods;
      return (
        weightOf(chosen) <= vehicle.payloadGrams &&
        goods.every(
          ({ storageClass }) =>
            keepsCold(vehicle.body, storageClass) &&
            temperatureOf(storageClass) === temperatureOf(first?.storageClass ?? storageClass),
        )
      );
    },
    mayDrive: (vehicle, roundMetres) => wholeMinutes(roundMetres, pace) <= vehicle.drivingMinutesMax,
  };
}

/** A plan's worth as one number, smaller is better: rupiah before vehicles, or vehicles before rupiah. */
export function worth(goal: PlanGoal, rupiah: number, vehicles: number): number {
  return goal === "cheapest" ? rupiah * MOST_VEHICLES + vehicles : vehicles * MOST_RUPIAH + rupiah;
}

// Both keep every sum an exact whole number: 10^11 rupiah on a day's trips, 1,024 vehicles.
const MOST_VEHICLES = 2 ** 10;
const MOST_RUPIAH = 10 ** 11;
