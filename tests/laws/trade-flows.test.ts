import fc from "fast-check";
import { expect, test } from "vitest";
import { sumOf } from "#app/kernel/money.ts";
import {
  drawnWays,
  type FlowMeasure,
  flowMeasures,
  type TradeFlow,
  tradeWays,
  WAYS_DRAWN_MAX,
} from "#app/modules/oversight/trade-flows.ts";

// Goal: the map hides nothing that it does not say it hides, whatever was traded and in whatever order it is told.
// Method: random trade among twenty cities, of which some stand nowhere.
const cities = Array.from({ length: 20 }, (_, at) => ({
  code: `35.${10 + at}`,
  name: `Kota ${at}`,
  latitude: at % 7 === 6 ? null : -7 - at / 10,
  longitude: 112 + at / 10,
}));
const code = fc.constantFrom(...cities.map((city) => city.code));
const flow: fc.Arbitrary<TradeFlow> = fc
  .record({
    fromCode: code,
    toCode: code,
    commodityCode: fc.constantFrom("TLR", "KLP"),
    acceptedBase: fc.bigInt({ min: 1n, max: 10n ** 9n }),
    valueRupiah: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    deliveries: fc.integer({ min: 1, max: 50 }),
  })
  .map((one) => ({ ...one, goods: one.commodityCode, isWeighed: one.commodityCode === "TLR" }));
const flows = fc.array(flow, { maxLength: 80 });
const measure = fc.constantFrom<FlowMeasure>(...flowMeasures);

test("the ways add up to what was traded, whatever order it is told in", () => {
  fc.assert(
    fc.property(flows, measure, (told, by) => {
      const ways = tradeWays(told, by);
      expect(sumOf(ways.map((way) => way.valueRupiah))).toBe(sumOf(told.map((one) => one.valueRupiah)));
      expect(sumOf(ways.map((way) => way.grams))).toBe(
        sumOf(told.filter((one) => one.isWeighed).map((one) => one.acceptedBase)),
      );
      expect(tradeWays([...told].reverse(), by)).toEqual(ways);
    }),
  );
});

test("drawn are the heaviest ways between known places, each no thicker than the one before, and the rest is counted", () => {
  fc.assert(
    fc.property(flows, measure, (told, by) => {
      const ways = tradeWays(told, by);
      const drawn = drawnWays(ways, cities, by);
      const between = ways.filter(
        (way) => way.fromCode !== way.toCode && (by === "weight" ? way.grams : way.valueRupiah) > 0n,
      );
      const placed = new Set(cities.filter((city) => city.latitude !== null).map((city) => city.code));
      expect(drawn.ways.length).toBeLessThanOrEqual(WAYS_DRAWN_MAX);
      expect(drawn.ways.every(({ from, to }) => placed.has(from) && placed.has(to))).toBe(true);
      expect(drawn.ways.length + drawn.left).toBe(between.length);
      const weights = drawn.ways.map((way) => way.weight);
      expect(weights).toEqual([...weights].sort((a, b) => b - a));
      expect(weights.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
      for (const { from, to } of drawn.ways) expect(drawn.marks.has(from) && drawn.marks.has(to)).toBe(true);
    }),
  );
});
