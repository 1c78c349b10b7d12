import fc from "fast-check";
import { expect, test } from "vitest";
import { sumOf } from "#app/kernel/money.ts";
import {
  type RideGoods,
  type RideGround,
  rideOffer,
  ridePayments,
  ridePlan,
} from "#app/modules/shipments/ride.ts";
import { rideRoute } from "#app/modules/shipments/ride-route.ts";
import { guessedMetres, vehicleCost } from "#app/modules/shipments/trips.ts";

// Goal: whoever rides along, goods are fetched before they are handed over, every window is kept, no shorter round exists,
// and money neither appears nor goes lost. Method: random neighbours, kitchens and windows in one city.
const pace = { metresPerMinute: 400, stopMinutes: 15, startMinute: 300 };
const point = fc.record({
  latitude: fc.double({ min: -8.13, max: -8.06, noNaN: true }),
  longitude: fc.double({ min: 112.13, max: 112.2, noNaN: true }),
});
const window = fc.constantFrom(
  { from: 780, to: 900 },
  { from: 840, to: 960 },
  { from: 330, to: 390 },
  { from: 300, to: 1_200 },
);
const neighbours = ["org_b", "org_c", "org_d"];
const kitchens = ["org_x", "org_y"];
const world = fc
  .record({
    yards: fc.array(point, { minLength: 4, maxLength: 4 }),
    doors: fc.array(point, { minLength: 2, maxLength: 2 }),
    opens: fc.array(fc.option(window, { nil: null }), { minLength: 3, maxLength: 3 }),
    loads: fc.array(
      fc.record({
        of: fc.integer({ min: 0, max: 2 }),
        to: fc.integer({ min: 0, max: 1 }),
        window,
        base: fc.bigInt({ min: 1_000n, max: 400_000n }),
        isCold: fc.boolean(),
      }),
      { minLength: 0, maxLength: 5 },
    ),
    own: fc.record({ window, base: fc.bigInt({ min: 1_000n, max: 400_000n }) }),
    perKm: fc.bigInt({ min: 1_000n, max: 9_000n }),
    least: fc.constantFrom(0n, 35_000n),
    payload: fc.bigInt({ min: 400_000n, max: 2_000_000n }),
  })
  .map((told) => {
    const goods = (at: number, koperasiId: string, to: number, more: Partial<RideGoods>): RideGoods => ({
      shipmentId: `shp_${at}`,
      koperasiId,
      warehouseId: null,
      from: told.yards[1 + neighbours.indexOf(koperasiId)] ?? null,
      pickup: told.opens[neighbours.indexOf(koperasiId)] ?? null,
      buyerId: kitchens[to] as string,
      to: told.doors[to] ?? null,
      window: { from: 780, to: 900 },
      base: 1_000n,
      storageClass: "ambient",
      ...more,
    });
    const ground: RideGround = {
      carrierId: "org_a",
      yard: told.yards[0] ?? null,
      pace,
      vehicle: {
        id: "veh_1",
        payloadGrams: told.payload,
        costRupiahPerKm: told.perKm,
        costRupiahMin: told.least,
        body: "open",
        drivingMinutesMax: 480,
      },
    };
    return {
      ground,
      own: [{ ...goods(0, "org_a", 0, told.own), from: told.yards[0] ?? null }],
      others: told.loads.map((load, at) =>
        goods(at + 1, neighbours[load.of] as string, load.to, {
          window: load.window,
          base: load.base,
          storageClass: load.isCold ? "frozen" : "ambient",
        }),
      ),
    };
  });

test("an offer carries more than the carrier's own, nobody pays more than alone, and the shares are the cost to the rupiah", () => {
  let offers = 0;
  fc.assert(
    fc.property(world, ({ ground, own, others }) => {
      const plan = rideOffer(ground, own, others);
      expect(rideOffer(ground, own, [...others].reverse())).toEqual(plan);
      if (plan === null) return;
      offers += 1;
      expect(plan.costRupiah).toBe(vehicleCost(ground.vehicle, plan.route.metres));
      expect(sumOf(plan.places.map((one) => one.shareRupiah))).toBe(plan.costRupiah);
      const loads = plan.places.map(({ load }) => load);
      expect(sumOf(loads.map((load) => load.base)) <= ground.vehicle.payloadGrams).toBe(true);
      expect(loads.every((load) => load.storageClass === "ambient")).toBe(true);
      for (const koperasiId of new Set(loads.map((load) => load.koperasiId))) {
        const paid = sumOf(
          plan.places.flatMap((one) => (one.load.koperasiId === koperasiId ? [one.shareRupiah] : [])),
        );
        const alone = ridePlan(
          ground,
          loads.filter((load) => load.koperasiId === koperasiId),
        );
        expect(alone !== null && paid <= alone.costRupiah, koperasiId).toBe(true);
      }
    }),
  );
  expect(offers).toBeGreaterThan(10);
});

test("what lies in a warehouse is fetched there, also the carrier's own, and travels from there", () => {
  let fetched = 0;
  fc.assert(
    fc.property(world, fc.boolean(), ({ ground, own, others }, isFar) => {
      const store = isFar ? { latitude: -8.2, longitude: 112.3 } : (ground.yard ?? null);
      const kept = own.map((load) => ({ ...load, warehouseId: "whs_1", from: store, pickup: null }));
      const plan = ridePlan(ground, [...kept, ...others.slice(0, 1)]);
      if (plan === null) return;
      fetched += 1;
      const [mine] = kept.map((load) => load.shipmentId);
      const calls = plan.route.stops.filter((stop) => stop.shipmentIds.includes(mine ?? ""));
      expect(calls.map(({ kind }) => kind)).toEqual(["pickup", "dropoff"]);
      const from = plan.route.stops.indexOf(calls[0] as (typeof calls)[0]);
      const to = plan.route.stops.indexOf(calls[1] as (typeof calls)[0]);
      const way = plan.route.stops.slice(from + 1, to + 1).reduce((sum, stop) => sum + stop.metres, 0);
      expect(plan.route.distanceMetres.get(mine ?? "")).toBe(way);
      // Two stores of one koperasi are two calls there.
      const two = ridePlan(ground, [
        ...kept,
        { ...kept[0], shipmentId: "shp_99", warehouseId: "whs_2" } as (typeof kept)[0],
      ]);
      if (two !== null) expect(two.route.stops.filter(({ kind }) => kind === "pickup")).toHaveLength(2);
    }),
  );
  expect(fetched).toBeGreaterThan(10);
});

test("whoever of those asked comes, the payments are the cost to the rupiah and no passenger pays more than it said yes to", () => {
  fc.assert(
    fc.property(world, fc.integer({ min: 0, max: 31 }), ({ ground, own, others }, coming) => {
      const offer = rideOffer(ground, own, others);
      if (offer === null) return;
      const quoted = new Map(offer.places.map((one) => [one.load.shipmentId, one.shareRupiah]));
      const passengers = offer.places.filter((one) => one.load.koperasiId !== "org_a");
      const stay = passengers.filter((_, at) => (coming >> at) % 2 === 1).map(({ load }) => load);
      const plan = ridePlan(ground, [...own, ...stay]);
      // Whoever stays at home makes the round no longer and no later.
      expect(plan).not.toBeNull();
      if (plan === null) return;
      const paid = ridePayments(plan, "org_a", quoted);
      expect(sumOf([...paid.values()])).toBe(plan.costRupiah);
      for (const { shipmentId } of stay)
        expect((paid.get(shipmentId) ?? 0n) <= (quoted.get(shipmentId) ?? 0n)).toBe(true);
      expect([...paid.values()].every((amount) => amount >= 0n)).toBe(true);
    }),
  );
});

test("whoever is taken out, one after the other: the parts are the cost to the rupiah, nobody pays beyond his yes, and rows have no order", () => {
  fc.assert(
    fc.property(world, fc.array(fc.nat(), { maxLength: 5 }), ({ ground, own, others }, leaving) => {
      const offer = rideOffer(ground, own, others);
      if (offer === null) return;
      const quoted = new Map(offer.places.map((one) => [one.load.shipmentId, one.shareRupiah]));
      let aboard = offer.places.flatMap(({ load }) => (load.koperasiId === "org_a" ? [] : [load]));
      for (const pick of leaving) {
        aboard = aboard.filter((_, at) => at !== pick % aboard.length);
        if (aboard.length === 0) return;
        const plan = ridePlan(ground, [...own, ...aboard]);
        expect(plan).not.toBeNull();
        if (plan === null) return;
        expect(ridePlan(ground, [...aboard].reverse().concat(own))).toEqual(plan);
        const paid = ridePayments(plan, "org_a", quoted);
        expect(sumOf([...paid.values()])).toBe(plan.costRupiah);
        for (const { shipmentId } of aboard)
          expect((paid.get(shipmentId) ?? 0n) <= (quoted.get(shipmentId) ?? 0n)).toBe(true);
      }
    }),
  );
});

test("no shorter round keeps the windows, and every stop is reached within its own", () => {
  fc.assert(
    fc.property(world, ({ ground, own, others }) => {
      const loads = [...own, ...others.slice(0, 3)];
      const route = rideRoute({ ...ground, loads });
      const best = bestByHand(ground, loads);
      expect(route?.metres ?? null).toBe(best);
      if (route === null) return;
      expect(route.startMinute).toBeGreaterThanOrEqual(pace.startMinute);
      let minute = route.startMinute;
      const loaded = new Set(own.map((load) => load.shipmentId));
      for (const stop of route.stops) {
        minute += Math.ceil(stop.metres / pace.metresPerMinute);
        expect(stop.dueMinute).toBeGreaterThanOrEqual(minute);
        minute = stop.dueMinute + pace.stopMinutes;
        for (const shipmentId of stop.shipmentIds) {
          const load = loads.find((one) => one.shipmentId === shipmentId);
          const open = stop.kind === "pickup" ? load?.pickup : load?.window;
          if (open) expect(stop.dueMinute >= open.from && stop.dueMinute <= open.to).toBe(true);
          expect(loaded.has(shipmentId)).toBe(stop.kind === "dropoff");
          if (stop.kind === "pickup") loaded.add(shipmentId);
          else loaded.delete(shipmentId);
        }
      }
      expect(loaded.size).toBe(0);
    }),
    { numRuns: 60 },
  );
});

/** Every order of every stop, tried one after the other. */
function bestByHand(ground: RideGround, loads: readonly RideGoods[]): number | null {
  type Stop = { at: RideGoods["to"]; window: RideGoods["pickup"]; gives: string[]; takes: string[] };
  const stops = new Map<string, Stop>();
  const stopOf = (key: string, at: Stop["at"], open: Stop["window"]) => {
    const stop = stops.get(key) ?? { at, window: open, gives: [], takes: [] };
    stops.set(key, stop);
    return stop;
  };
  for (const load of loads) {
    if (load.koperasiId !== ground.carrierId)
      stopOf(load.koperasiId, load.from, load.pickup).takes.push(load.shipmentId);
    stopOf(`${load.buyerId} ${load.window.from}`, load.to, load.window).gives.push(load.shipmentId);
  }
  let best: number | null = null;
  const aboard = new Set(
    loads.flatMap((load) => (load.koperasiId === ground.carrierId ? [load.shipmentId] : [])),
  );
  const goOn = (at: Stop["at"], rest: readonly Stop[], metres: number, left: number) => {
    if (rest.length === 0) {
      const all = metres + guessedMetres(at, ground.yard);
      if (best === null || all < best) best = all;
      return;
    }
    for (const stop of rest) {
      if (!stop.gives.every((id) => aboard.has(id))) continue;
      const leg = guessedMetres(at, stop.at);
      const there = left + Math.ceil(leg / pace.metresPerMinute);
      if (stop.window && there > stop.window.to) continue;
      for (const id of stop.takes) aboard.add(id);
      const leaves = Math.max(there, stop.window?.from ?? 0) + pace.stopMinutes;
      goOn(
        stop.at,
        rest.filter((one) => one !== stop),
        metres + leg,
        leaves,
      );
      for (const id of stop.takes) aboard.delete(id);
    }
  };
  goOn(ground.yard, [...stops.values()], 0, pace.startMinute);
  return best;
}
