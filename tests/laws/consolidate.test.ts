import fc from "fast-check";
import { expect, test } from "vitest";
import { consolidate, type Proposal } from "#app/modules/shipments/consolidate.ts";
import { improvedParts } from "#app/modules/shipments/consolidate-many.ts";
import { type Consolidation, fleetOf, type LoadToCarry } from "#app/modules/shipments/fleet.ts";
import { roundOfAll } from "#app/modules/shipments/stop-order.ts";
import { keepsCold, temperatureOf, vehicleBodies } from "#app/modules/shipments/vehicle-fit.ts";

const pace = { metresPerMinute: 500, stopMinutes: 15, startMinute: 300 };
const classes = ["dry", "ambient", "cool", "chilled", "frozen"] as const;

type Place = { readonly x: number; readonly y: number };
const gate: Place = { x: 0, y: 0 };
const metres = (a: Place, b: Place) => Math.round(Math.hypot(a.x - b.x, a.y - b.y));
const waysBetween = (places: readonly Place[]) => places.flatMap((a) => places.map((b) => metres(a, b)));

const place = fc.record({
  x: fc.integer({ min: -20_000, max: 20_000 }),
  y: fc.integer({ min: -20_000, max: 20_000 }),
});
const window = fc.option(
  fc.record({ from: fc.integer({ min: 280, max: 420 }), length: fc.integer({ min: 20, max: 200 }) }),
  { freq: 2 },
);

/** A day: a few loads around the gate, and vehicles of every kind. */
function arbitraryDay(most: { readonly loads: number; readonly vehicles: number }) {
  const load = fc.record({
    place,
    base: fc.integer({ min: 200, max: 4_000 }).map((kg) => BigInt(kg) * 1_000n),
    storageClass: fc.constantFrom(...classes, "ambient" as const, "ambient" as const),
    window,
  });
  const vehicle = fc.record({
    payloadGrams: fc.constantFrom(800_000n, 2_500_000n, 5_000_000n, 8_000_000n),
    costRupiahPerKm: fc.integer({ min: 0, max: 10_000 }).map(BigInt),
    costRupiahMin: fc.constantFrom(0n, 35_000n, 250_000n),
    body: fc.constantFrom(...vehicleBodies),
    drivingMinutesMax: fc.constantFrom(60, 480),
  });
  return fc
    .record({
      loads: fc.array(load, { minLength: 1, maxLength: most.loads }),
      vehicles: fc.array(vehicle, { maxLength: most.vehicles }),
      lineHaulMetres: fc.constantFrom(0, 148_000),
      hireRupiahPerTonne: fc.integer({ min: 0, max: 900_000 }).map(BigInt),
    })
    .map(
      ({ loads, vehicles, ...day }): Consolidation => ({
        ...day,
        pace,
        ways: waysBetween([...loads.map((one) => one.place), gate]),
        vehicles: vehicles.map((one, at) => ({ ...one, id: `veh_${at}` })),
        loads: loads.map((one, at) => ({
          id: `shp_${at}`,
          base: one.base,
          storageClass: one.storageClass,
          window: one.window && { from: one.window.from, to: one.window.from + one.window.length },
        })),
      }),
    );
}

/** The cheapest round by trying every order; null when none meets every window. */
function everyOrder(day: Consolidation, chosen: readonly number[]): number | null {
  const size = day.loads.length + 1;
  const way = (a: number, b: number) => day.ways[a * size + b] as number;
  let best: number | null = null;
  const go = (left: readonly number[], at: number, minute: number, sum: number): void => {
    if (left.length === 0) {
      const whole = sum + way(at, size - 1);
      best = best === null ? whole : Math.min(best, whole);
      return;
    }
    for (const next of left) {
      const there = minute + Math.ceil(way(at, next) / pace.metresPerMinute);
      const open = (day.loads[next] as LoadToCarry).window;
      if (open && there > open.to) continue;
      const begin = open ? Math.max(there, open.from) : there;
      go(
        left.filter((one) => one !== next),
        next,
        begin + pace.stopMinutes,
        sum + way(at, next),
      );
    }
  };
  go(chosen, size - 1, pace.startMinute, 0);
  return best;
}

/** What each goal can come to at best, by giving every load to every vehicle or to hire: [hired, worth] by goal. */
function everyDivision(day: Consolidation) {
  const fleet = { vehicles: day.vehicles, loads: day.loads };
  let cheapest: readonly [bigint, number, number] | null = null;
  let fewest: readonly [bigint, number, number] | null = null;
  const costs = new Map<string, number | null>();
  const costOn = (vehicle: number, chosen: readonly number[]): number | null => {
    const key = `${vehicle}:${chosen.join()}`;
    if (costs.has(key)) return costs.get(key) ?? null;
    const cost = alone(vehicle, chosen);
    costs.set(key, cost);
    return cost;
  };
  const alone = (vehicle: number, chosen: readonly number[]): number | null => {
    const own = fleet.vehicles[vehicle] as Consolidation["vehicles"][number];
    const goods = chosen.map((at) => fleet.loads[at] as LoadToCarry);
    if (goods.reduce((sum, one) => sum + one.base, 0n) > own.payloadGrams) return null;
    if (goods.some((one) => !keepsCold(own.body, one.storageClass))) return null;
    if (new Set(goods.map((one) => temperatureOf(one.storageClass))).size > 1) return null;
    const round = everyOrder(day, chosen);
    if (round === null || Math.ceil(round / pace.metresPerMinute) > own.drivingMinutesMax) return null;
    const way = BigInt(round + day.lineHaulMetres);
    const cost = (way * own.costRupiahPerKm * 2n + 1_000n) / 2_000n;
    return Number(cost < own.costRupiahMin ? own.costRupiahMin : cost);
  };
  const give = (given: readonly number[]): void => {
    if (given.length < fleet.loads.length) {
      for (let to = -1; to < fleet.vehicles.length; to += 1) give([...given, to]);
      return;
    }
    let [rupiah, count] = [0, 0];
    for (const vehicle of new Set(given.filter((to) => to >= 0))) {
      const chosen = given.flatMap((to, at) => (to === vehicle ? [at] : []));
      const cost = costOn(vehicle, chosen);
      if (cost === null) return;
      [rupiah, count] = [rupiah + cost, count + 1];
    }
    const left = fleet.loads.filter((_, at) => given[at] === -1);
    const hired = left.reduce((sum, one) => sum + one.base, 0n);
    const hire = (hired * day.hireRupiahPerTonne * 2n + 1_000_000n) / 2_000_000n;
    [rupiah, count] = [rupiah + Number(hire), count + (left.length > 0 ? 1 : 0)];
    const less = (a: readonly [bigint, number, number], b: readonly [bigint, number, number] | null) =>
      b === null || a[0] < b[0] || (a[0] === b[0] && (a[1] < b[1] || (a[1] === b[1] && a[2] < b[2])));
    if (less([hired, rupiah, count], cheapest)) cheapest = [hired, rupiah, count];
    if (less([hired, count, rupiah], fewest)) fewest = [hired, count, rupiah];
  };
  give([]);
  return {
    cheapest: cheapest as readonly [bigint, number, number] | null,
    fewest: fewest as typeof cheapest,
  };
}

/** Hired weight, rupiah and vehicles of a plan; what is hired counts once, however many temperatures it has. */
function figures(plan: Proposal) {
  const hired = plan.trips.filter((trip) => trip.vehicleId === null);
  return {
    hired: hired.reduce((sum, trip) => sum + trip.base, 0n),
    vehicles: plan.trips.length - hired.length + (hired.length > 0 ? 1 : 0),
    rupiah: Number(plan.costRupiah),
    hiredTrips: hired.length,
  };
}

/** Every load once, no vehicle twice, and on each: payload, one temperature, windows, the driver's hours. */
function holds(day: Consolidation, plan: Proposal): void {
  const ids = plan.trips.flatMap((trip) => trip.loadIds);
  expect([...ids].sort()).toEqual(day.loads.map((load) => load.id).sort());
  const vehicles = plan.trips.flatMap((trip) => trip.vehicleId ?? []);
  expect(new Set(vehicles).size).toBe(vehicles.length);
  for (const trip of plan.trips) {
    const places = trip.loadIds.map((id) => day.loads.findIndex((load) => load.id === id));
    const goods = places.map((at) => day.loads[at] as LoadToCarry);
    expect(new Set(goods.map((one) => temperatureOf(one.storageClass))).size).toBe(1);
    expect(trip.base).toBe(goods.reduce((sum, one) => sum + one.base, 0n));
    const vehicle = day.vehicles.find((one) => one.id === trip.vehicleId);
    if (!vehicle) continue;
    expect(trip.base <= vehicle.payloadGrams).toBe(true);
    expect(goods.every((one) => keepsCold(vehicle.body, one.storageClass))).toBe(true);
    const size = day.loads.length + 1;
    let [at, minute, sum] = [size - 1, pace.startMinute, 0];
    for (const next of places) {
      const way = day.ways[at * size + next] as number;
      const open = (day.loads[next] as LoadToCarry).window;
      minute += Math.ceil(way / pace.metresPerMinute);
      if (open) {
        expect(minute).toBeLessThanOrEqual(open.to);
        minute = Math.max(minute, open.from);
      }
      [at, sum, minute] = [next, sum + way, minute + pace.stopMinutes];
    }
    sum += day.ways[at * size + size - 1] as number;
    expect(trip.metres).toBe(sum + day.lineHaulMetres);
    expect(Math.ceil(sum / pace.metresPerMinute)).toBeLessThanOrEqual(vehicle.drivingMinutesMax);
  }
}

test("few loads are divided as well as can be, for either goal, as trying everything shows", () => {
  fc.assert(
    fc.property(arbitraryDay({ loads: 5, vehicles: 3 }), (day) => {
      const proposals = consolidate(day);
      for (const plan of proposals) holds(day, plan);
      const best = everyDivision(day);
      const [cheap] = proposals;
      const few = proposals.at(-1);
      if (!cheap || !few || !best.cheapest || !best.fewest) throw new Error("there is always a plan");
      const [a, b] = [figures(cheap), figures(few)];
      expect(a.hired).toBe(best.cheapest[0]);
      expect(b.hired).toBe(best.fewest[0]);
      // Each temperature is hired apart and rounded for itself: half a rupiah each at most.
      expect(Math.abs(a.rupiah - best.cheapest[1])).toBeLessThanOrEqual(a.hiredTrips);
      expect(b.vehicles).toBe(best.fewest[1]);
      expect(Math.abs(b.rupiah - best.fewest[2])).toBeLessThanOrEqual(b.hiredTrips);
    }),
    { numRuns: 150 },
  );
});

test("many loads stay within every limit, and the order in which they come changes nothing", () => {
  fc.assert(
    fc.property(arbitraryDay({ loads: 20, vehicles: 8 }), (day) => {
      const proposals = consolidate(day);
      for (const plan of proposals) holds(day, plan);
      const backwards = [...day.loads.keys()].reverse();
      const places = [...backwards, day.loads.length];
      const turned: Consolidation = {
        ...day,
        loads: backwards.map((at) => day.loads[at] as LoadToCarry),
        vehicles: [...day.vehicles].reverse(),
        ways: places.flatMap((a) => places.map((b) => day.ways[a * places.length + b] as number)),
      };
      expect(consolidate(turned)).toEqual(proposals);
    }),
    { numRuns: 12 },
  );
});

test("what is improved move by move comes close to the best where that is known", () => {
  const days = fc.sample(arbitraryDay({ loads: 9, vehicles: 5 }), { numRuns: 60, seed: 7 });
  let [best, found] = [0, 0];
  for (const day of days) {
    const fleet = fleetOf(day);
    const [plan] = consolidate(day);
    if (!plan) throw new Error("there is always a plan");
    const parts = improvedParts(fleet)("cheapest");
    const hired = parts
      .filter((part) => part.vehicle === null)
      .flatMap((part) => part.loads)
      .reduce((sum, at) => sum + (fleet.loads[at] as LoadToCarry).base, 0n);
    expect(hired).toBeGreaterThanOrEqual(figures(plan).hired);
    best += Number(figures(plan).hired / 1_000n);
    found += Number(hired / 1_000n);
  }
  expect(found).toBeLessThanOrEqual(best * 1.1);
});

test("beyond the exact few, a round is nearly as short as the shortest", () => {
  const round = fc.array(place, { minLength: 9, maxLength: 9 });
  let [best, found] = [0, 0];
  for (const places of fc.sample(round, { numRuns: 40, seed: 11 })) {
    const ways = waysBetween([...places, gate]);
    const stops = places.map(() => ({ load: 1, window: null }));
    best += roundOfAll(ways, stops, pace)?.metres ?? 0;
    found += roundOfAll(ways, stops, pace, 0)?.metres ?? 0;
  }
  expect(found).toBeGreaterThanOrEqual(best);
  expect(found).toBeLessThanOrEqual(best * 1.03);
});
