import fc from "fast-check";
import { expect, test } from "vitest";
import { truckPlan } from "#app/modules/shipments/shared-truck.ts";
import {
  chooseVehicle,
  costShares,
  freightAtRate,
  routeOf,
  rupiahPerKg,
  utilisation,
  vehicleCost,
} from "#app/modules/shipments/trips.ts";

const gate = { latitude: -8.1, longitude: 112.16 };
const east = (degrees: number) => ({ latitude: -8.1, longitude: 112.16 + degrees });

const pace = { metresPerMinute: 500, stopMinutes: 20, startMinute: 300 };
type Pickup = Omit<Parameters<typeof routeOf>[0]["pickups"][number], "window">;

function plan(pickups: readonly Pickup[]) {
  const route = routeOf({
    hubId: "org_hub",
    gate,
    buyerId: "org_buyer",
    lineHaulMetres: 800_000,
    pace,
    pickups: pickups.map((pickup) => ({ window: null, ...pickup })),
  });
  if (route === null) throw new Error("without windows there is a round");
  return route;
}

test("the farthest koperasi is fetched first, and each stop knows how far its goods still go", () => {
  const route = plan([
    { organisationId: "org_near", at: east(0.01), packs: 60 },
    { organisationId: "org_far", at: east(0.1), packs: 150 },
  ]);
  expect(route.stops.map((stop) => stop.organisationId)).toEqual([
    "org_far",
    "org_near",
    "org_hub",
    "org_buyer",
  ]);
  expect(route.stops.map((stop) => stop.plannedPacks)).toEqual([150, 60, 210, 210]);
  const [far, near, atGate, end] = route.stops.map((stop) => stop.distanceMetres);
  expect(far).toBeGreaterThan(near ?? 0);
  expect(atGate).toBe(800_000);
  expect(end).toBe(0);
  expect(route.metres).toBeGreaterThan(far ?? 0);
});

test("a koperasi is called at while it is open, and where no order can do that there is no round", () => {
  const open = (from: number, to: number) => ({ from, to });
  const round = (near: { from: number; to: number }) =>
    routeOf({
      hubId: "org_hub",
      gate,
      buyerId: "org_buyer",
      lineHaulMetres: 0,
      pace,
      pickups: [
        { organisationId: "org_far", at: east(0.1), packs: 10, window: null },
        { organisationId: "org_near", at: east(0.01), packs: 10, window: near },
      ],
    });
  // Left to itself the farthest is fetched first; a door that closes early turns that around.
  expect(round(open(0, 1_439))?.stops.map((stop) => stop.organisationId)[0]).toBe("org_far");
  const early = round(open(300, 310));
  expect(early?.stops.map((stop) => stop.organisationId).slice(0, 2)).toEqual(["org_near", "org_far"]);
  expect(early?.stops[0]?.dueMinute).toBe(303);
  // Whoever is there too early waits.
  expect(round(open(480, 500))?.stops.find((stop) => stop.organisationId === "org_near")?.dueMinute).toBe(
    480,
  );
  expect(round(open(200, 301))).toBeNull();
});

test("a koperasi whose place is unknown brings its share to the gate", () => {
  const route = plan([{ organisationId: "org_lost", at: null, packs: 1 }]);
  expect(route.stops[0]?.distanceMetres).toBe(800_000);
  expect(route.metres).toBe(800_000);
});

test("distance to go never grows along the way, whatever the order the koperasi come in", () => {
  const pickup = fc.record({
    organisationId: fc.uuid(),
    at: fc.option(fc.integer({ min: -100, max: 100 }).map((step) => east(step / 1_000))),
    packs: fc.integer({ min: 1, max: 300 }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(pickup, { selector: (one) => one.organisationId, maxLength: 8 }),
      (pickups) => {
        const route = plan(pickups);
        const toGo = route.stops.map((stop) => stop.distanceMetres);
        expect(toGo).toEqual([...toGo].sort((a, b) => b - a));
        expect(plan([...pickups].reverse())).toEqual(route);
      },
    ),
  );
});

const truck = { id: "veh_1", payloadGrams: 5_000_000n, costRupiahPerKm: 6_000n, costRupiahMin: 250_000n };
const fuso = { id: "veh_2", payloadGrams: 8_000_000n, costRupiahPerKm: 9_500n, costRupiahMin: 0n };

test("a vehicle costs by the kilometre and never less than its minimum", () => {
  expect(vehicleCost(truck, 810_000)).toBe(4_860_000n);
  expect(vehicleCost(truck, 10_000)).toBe(250_000n);
});

test("the cheapest vehicle that carries the load goes; when none carries it, none does", () => {
  expect(chooseVehicle([fuso, truck], 4_900_000n, 810_000)?.id).toBe("veh_1");
  expect(chooseVehicle([fuso, truck], 5_000_001n, 810_000)?.id).toBe("veh_2");
  expect(chooseVehicle([fuso, truck], 10_005_000n, 810_000)).toBeNull();
});

test("utilisation is cut, freight per kilogram is rounded half up", () => {
  expect(utilisation(4_999_999n, 5_000_000n)).toBe(9_999);
  expect(rupiahPerKg(3_000_000n, 5_040_000n)).toBe(595n);
  expect(rupiahPerKg(3_000_000n, 0n)).toBeNull();
  expect(freightAtRate(10_005_000n, 850_000n)).toBe(8_504_250n);
});

test("the cost of a trip is borne by kg·km without losing a rupiah", () => {
  const one = fc.record({
    base: fc.bigInt({ min: 0n, max: 5_000_000n }),
    distanceMetres: fc.integer({ min: 0, max: 900_000 }),
  });
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 20_000_000n }),
      fc.array(one, { minLength: 1, maxLength: 9 }),
      (cost, all) => {
        const shares = costShares(cost, all);
        const carried = all.some((share) => share.base > 0n);
        expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(carried ? cost : 0n);
      },
    ),
  );
  expect(
    costShares(1_000_000n, [
      { base: 2_000n, distanceMetres: 100 },
      { base: 1_000n, distanceMetres: 200 },
      { base: 1_000n, distanceMetres: 600 },
    ]),
  ).toEqual([200_000n, 200_000n, 600_000n]);
});

test("trips in one vehicle bear its whole cost between them, over one round that calls at every koperasi once", () => {
  const sharer = fc.record({
    koperasiId: fc.constantFrom("org_a", "org_b", "org_c", "org_d", "org_e"),
    base: fc.bigInt({ min: 1n, max: 2_000_000n }),
    packs: fc.integer({ min: 1, max: 300 }),
  });
  const places = new Map(["org_a", "org_b", "org_c", "org_d", "org_e"].map((id, at) => [id, east(at / 50)]));
  const sharers = fc.uniqueArray(sharer, { selector: (one) => one.koperasiId, minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      fc.array(sharers, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 900_000 }),
      (callOffs, lineHaulMetres) => {
        const planned = truckPlan({
          hubId: "org_hub",
          gate,
          lineHaulMetres,
          pace,
          vehicle: truck,
          parts: callOffs.map((shares, at) => ({
            tripId: `trp_${at}`,
            buyerId: `org_buyer_${at}`,
            shares: shares.map((one) => ({ ...one, at: places.get(one.koperasiId) ?? null, window: null })),
          })),
        });
        expect(planned?.parts.reduce((sum, part) => sum + part.costRupiah, 0n)).toBe(planned?.costRupiah);
        const stops = (planned?.parts ?? []).flatMap((part) => part.stops);
        const placeOf = new Map(stops.map((stop) => [`${stop.kind} ${stop.organisationId}`, stop.position]));
        expect(new Set(placeOf.values()).size, "one place of the round, one stop").toBe(placeOf.size);
        for (const stop of stops)
          expect(stop.position).toBe(placeOf.get(`${stop.kind} ${stop.organisationId}`));
      },
    ),
  );
});
