import fc from "fast-check";
import { expect, test } from "vitest";
import { RuleBroken } from "#app/kernel/errors.ts";
import {
  chordReach,
  chordWithin,
  metresBetween,
  roadMetresBetween,
  roadMetresOverChord,
} from "#app/modules/regions/distance.ts";
import { valueLike } from "#app/modules/regions/parameter.ts";
import {
  ancestryOf,
  cityCodeOf,
  levelOf,
  VillageCodeText,
  zoneOfProvince,
} from "#app/modules/regions/region.ts";

const BLITAR = { latitude: -8.0955, longitude: 112.1609 };
const MALANG = { latitude: -7.9797, longitude: 112.6304 };
const point = fc.record({
  latitude: fc.double({ min: -11, max: 6, noNaN: true }),
  longitude: fc.double({ min: 95, max: 141, noNaN: true }),
});

test("a region lies in every region that its code begins with", () => {
  expect(ancestryOf("35.72.01.1006")).toEqual(["35", "35.72", "35.72.01", "35.72.01.1006"]);
  expect([levelOf("35"), levelOf("35.72.01.1006")]).toEqual([1, 4]);
  expect([cityCodeOf("35"), cityCodeOf("35.72"), cityCodeOf("35.72.01.1006")]).toEqual([
    null,
    "35.72",
    "35.72",
  ]);
  expect(() => ancestryOf("3572")).toThrow();
  expect(VillageCodeText.safeParse("35.72.01").success).toBe(false);
});

test("three clocks, along the borders of provinces", () => {
  expect(zoneOfProvince("35.72")).toBe("Asia/Jakarta");
  expect(zoneOfProvince("61.71")).toBe("Asia/Jakarta");
  expect(zoneOfProvince("64")).toBe("Asia/Makassar");
  expect(zoneOfProvince("94.01.01.1001")).toBe("Asia/Jayapura");
});

test("distance is symmetric, keeps the triangle, and is nothing to oneself", () => {
  fc.assert(
    fc.property(point, point, point, (a, b, c) => {
      expect(metresBetween(a, b)).toBe(metresBetween(b, a));
      expect(metresBetween(a, a)).toBe(0);
      expect(metresBetween(a, c) <= metresBetween(a, b) + metresBetween(b, c) + 2).toBe(true);
      expect(roadMetresBetween(a, b) >= metresBetween(a, b)).toBe(true);
    }),
  );
  expect(metresBetween(BLITAR, MALANG)).toBeGreaterThan(53_000);
  expect(metresBetween(BLITAR, MALANG)).toBeLessThan(54_000);
  expect(Math.round(roadMetresBetween(BLITAR, MALANG) / 1000)).toBe(69);
});

test("a chord within bounds means a road within reach, one beyond them a road beyond it", () => {
  const road = fc.integer({ min: 0, max: 2_000_000 });
  fc.assert(
    fc.property(road, fc.double({ min: 0.9, max: 1.1, noNaN: true }), (reach, factor) => {
      const squared = Math.round(chordReach(reach) * factor);
      if (squared <= chordWithin(reach)) expect(roadMetresOverChord(squared)).toBeLessThanOrEqual(reach);
      if (squared > chordReach(reach)) expect(roadMetresOverChord(squared)).toBeGreaterThan(reach);
    }),
    { numRuns: 2_000 },
  );
  for (const reach of [1_000, 50_000, 345_000]) {
    expect(roadMetresOverChord(Math.floor(chordWithin(reach)))).toBeLessThanOrEqual(reach);
    expect(chordWithin(reach) / chordReach(reach)).toBeGreaterThan(0.98);
  }
});

test("a rule keeps its kind, whatever an operator types", () => {
  expect(valueLike(12, "90", "k")).toBe(90);
  expect(valueLike("12:00", "07:30", "k")).toBe("07:30");
  expect(valueLike(true, "false", "k")).toBe(false);
  expect(valueLike([0, 7], "0, 3, 14", "k")).toEqual([0, 3, 14]);
  expect(valueLike(["a"], "b,c", "k")).toEqual(["b", "c"]);
  for (const [present, text] of [
    [12, "dua belas"],
    [12, "1e9"],
    [true, "ya"],
    ["12:00", "24:00"],
    [[1], "1,,2"],
    [[1], "satu"],
  ] as const)
    expect(() => valueLike(present, text, "k")).toThrow(RuleBroken);
});
