import { addDays, type BusinessDay, businessDay } from "#app/kernel/calendar.ts";
import { recordPrices } from "#app/modules/catalogue/record-prices.server.ts";
import { OPERATOR } from "./organisations.ts";
import type { Stage } from "./stage.server.ts";

/** What markets paid, as far as it is invented for the demo; surveys that were published are reference rows. */
export const MARKET_SURVEY = "Survei pasar contoh (Demo)";
export const FARM_SURVEY = "Harga kandang Blitar (Demo)";

const PROVINCE = "35";
const BLITAR = "35.72";

type Good = readonly [commodityCode: string, gradeCode: string | null];
const EGGS: Good = ["TLR", "M"];
export const surveyedGoods: readonly Good[] = [
  ["CRW", null],
  EGGS,
  ["AYM", null],
  ["BRS", "P"],
  ["BMR", null],
];

/** Rupiah a kilogram in the order of `surveyedGoods`; the points between the published ones. */
export const inventedPrices: readonly (readonly [day: string, ...(number | null)[]])[] = [
  ["2026-02-13", null, 28_500, null, 14_850, null],
  ["2026-03-15", 66_000, 29_200, 39_000, 14_900, 38_500],
  ["2026-04-15", 55_000, 27_500, 36_500, 14_880, 36_000],
  ["2026-05-15", 48_000, 24_800, 35_800, 14_850, 34_000],
  ["2026-06-12", 44_000, 24_200, 36_200, 14_860, 33_500],
];

/** The last two months in weekly steps, oldest first: rupiah above or below the price of the present. */
const DRIFT: readonly number[] = [-900, -650, -700, -300, 150, 400, 250, 0];
/** Chili is dear and above its ceiling now; the rest lies where the sellers of the demo have it. */
const present: readonly number[] = [71_500, 27_400, 36_600, 14_700, 34_300];
const FARM_PRESENT = 25_200;
const WEEK = 7;

type Row = { commodityCode: string; gradeCode?: string; priceRupiah: string; basePerUnit: string };

function rowsOf(prices: readonly (number | null)[]): Row[] {
  return surveyedGoods.flatMap(([commodityCode, gradeCode], at) => {
    const price = prices[at];
    if (price === null || price === undefined) return [];
    const grade = gradeCode === null ? {} : { gradeCode };
    return [{ commodityCode, ...grade, priceRupiah: price.toString(), basePerUnit: "1000" }];
  });
}

/** Enters the invented points of this year's series, and a weekly survey of markets and farms up to today. */
export function planSurveys(stage: Stage): void {
  const enter = (at: Date, regionCode: string, onDay: BusinessDay, source: string, prices: Row[]) =>
    stage.agenda.plan(at, async () => {
      await recordPrices(stage.as(OPERATOR.key, ["operator_admin"], at), {
        regionCode,
        onDay,
        source,
        level: source === FARM_SURVEY ? "farm" : "market",
        prices,
      });
    });
  const early = stage.on(-45, "08:30");
  for (const [day, ...prices] of inventedPrices)
    if (day < addDays(stage.today, -DRIFT.length * WEEK))
      enter(early, PROVINCE, businessDay(day), MARKET_SURVEY, rowsOf(prices));
  for (const [at, drift] of DRIFT.entries()) {
    const days = (at + 1 - DRIFT.length) * WEEK;
    const entered = days < -45 ? early : stage.on(days, "06:30");
    const onDay = addDays(stage.today, days);
    // Dear goods sway more than cheap ones.
    const market = present.map((price) => price + Math.round((drift * price) / 30_000 / 10) * 10);
    enter(entered, PROVINCE, onDay, MARKET_SURVEY, rowsOf(market));
    const farm = { commodityCode: EGGS[0], gradeCode: "M", basePerUnit: "1000" };
    enter(entered, BLITAR, onDay, FARM_SURVEY, [{ ...farm, priceRupiah: (FARM_PRESENT + drift).toString() }]);
  }
}
