import fc from "fast-check";
import { expect, test } from "vitest";
import { type BusinessDay, businessDay } from "#app/kernel/calendar.ts";
import {
  type AgreedPrice,
  agreedWeeks,
  periodFrom,
  placedDays,
  SELLERS_MIN,
} from "#app/modules/oversight/price-history.ts";
import { inventedPrices, surveyedGoods } from "#db/seed/demo/survey.server.ts";
import { referenceSurveys } from "#db/seed/reference/prices.ts";

const days = ["2026-06-29", "2026-07-03", "2026-07-06"].map((day) => businessDay(day));
const agreed = fc.record<AgreedPrice>({
  deliveryDay: fc.constantFrom(...(days as [BusinessDay, ...BusinessDay[]])),
  sellerId: fc.constantFrom("a", "b", "c", "d"),
  isOwn: fc.boolean(),
  priceRupiah: fc.bigInt({ min: 1n, max: 100_000n }),
});

test("a seller sees a week of fewer than three sellers only by its own prices, a buyer sees every week", () => {
  fc.assert(
    fc.property(fc.array(agreed), (prices) => {
      for (const isSeller of [true, false])
        for (const week of agreedWeeks(prices, isSeller)) {
          const all = prices.filter(({ deliveryDay }) =>
            week.week === "2026-07-06" ? deliveryDay === "2026-07-06" : deliveryDay < "2026-07-06",
          );
          const isTold = !isSeller || new Set(all.map(({ sellerId }) => sellerId)).size >= SELLERS_MIN;
          const shown = isTold ? all : all.filter(({ isOwn }) => isOwn);
          expect(week.agreements).toBe(shown.length);
          expect(week.own).toBe(shown.filter(({ isOwn }) => isOwn).length);
          const of = shown.map(({ priceRupiah }) => priceRupiah);
          expect(of.every((price) => price >= week.lowestRupiah && price <= week.highestRupiah)).toBe(true);
          expect(of).toContain(week.middleRupiah);
        }
      const weeks = new Set(prices.map(({ deliveryDay }) => deliveryDay < "2026-07-06"));
      expect(agreedWeeks(prices, false)).toHaveLength(weeks.size);
    }),
  );
});

test("days lie as far apart as they are, and an unknown period is the short one", () => {
  expect(placedDays(["2026-01-01", "2026-01-02", "2026-01-11"].map((day) => businessDay(day)))).toEqual([
    0, 0.1, 1,
  ]);
  expect(placedDays([businessDay("2026-01-01")])).toEqual([0.5]);
  expect([periodFrom("365"), periodFrom("9"), periodFrom(null)]).toEqual(["365", "60", "60"]);
});

// Goal: the price series that stories and screens lean on is the published one, with what is invented between.
test("the anchors of the price series are those that were published, and the invented ones lie between", () => {
  const codes = { rawit: "CRW", telur: "TLR", ayam: "AYM", beras: "BRS", bawang: "BMR" };
  const published = (code: string, day: string) =>
    referenceSurveys.find(
      (row) => row.commodityCode === code && row.onDay === day && (code !== "BRS" || row.gradeCode === "P"),
    )?.priceRupiah;
  const invented = (code: string, day: string) => {
    const at = surveyedGoods.findIndex(([commodity]) => commodity === code);
    return inventedPrices.find(([onDay]) => onDay === day)?.[at + 1];
  };
  const series = (code: string) =>
    ["2026-01-28", "2026-02-04", "2026-02-13", "2026-03-15", "2026-04-15", "2026-05-15", "2026-06-12"].map(
      (day) => published(code, day) ?? invented(code, day) ?? null,
    );
  expect(series(codes.rawit)).toEqual([50_201, 70_410, 80_000, 66_000, 55_000, 48_000, 44_000]);
  expect(series(codes.telur)).toEqual([27_417, 27_335, 28_500, 29_200, 27_500, 24_800, 24_200]);
  expect(series(codes.ayam)).toEqual([35_906, 36_279, 42_000, 39_000, 36_500, 35_800, 36_200]);
  expect(series(codes.beras)).toEqual([14_854, 14_827, 14_850, 14_900, 14_880, 14_850, 14_860]);
  expect(series(codes.bawang)).toEqual([null, 33_993, 40_000, 38_500, 36_000, 34_000, 33_500]);
});
