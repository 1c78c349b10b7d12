import fc from "fast-check";
import { expect, test } from "vitest";
import { layPlaces, MAP_HEIGHT, MAP_WIDTH } from "#app/ui/chart/place-map-layout.ts";

const degrees = (min: number, max: number) =>
  fc.integer({ min: min * 1_000, max: max * 1_000 }).map((one) => one / 1_000);
const place = fc.record({ latitude: degrees(-9, 5), longitude: degrees(95, 141) });

test("every place is on the map, and no mark hides another while there is room", () => {
  fc.assert(
    fc.property(fc.array(place, { maxLength: 12 }), fc.boolean(), (all, isOneSpot) => {
      const places = all.map((one, at) => ({ ...(isOneSpot ? (all[0] ?? one) : one), key: `${at}` }));
      const laid = layPlaces(places);
      expect(laid.map((one) => one.key)).toEqual(places.map((one) => one.key));
      for (const [at, one] of laid.entries()) {
        expect(one.x).toBeGreaterThanOrEqual(0);
        expect(one.x).toBeLessThanOrEqual(MAP_WIDTH);
        expect(one.y).toBeGreaterThanOrEqual(0);
        expect(one.y).toBeLessThanOrEqual(MAP_HEIGHT);
        for (const other of laid.slice(0, at))
          expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThanOrEqual(23);
      }
    }),
  );
});

test("north is up, east is right, and a kilometre is as long in both directions", () => {
  const [here, north, east] = layPlaces([
    { key: "here", latitude: -8, longitude: 112 },
    { key: "north", latitude: -7.5, longitude: 112 },
    { key: "east", latitude: -8, longitude: 112.5 },
  ]);
  if (!here || !north || !east) throw new Error("all are laid");
  expect(north.x).toBe(here.x);
  expect(north.y).toBeLessThan(here.y);
  expect(east.y).toBe(here.y);
  expect(east.x).toBeGreaterThan(here.x);
  expect((east.x - here.x) / (here.y - north.y)).toBeCloseTo(Math.cos((7.75 * Math.PI) / 180), 1);
});
