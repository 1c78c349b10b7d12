import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, businessDay, daysBetween } from "#app/kernel/calendar.ts";
import { byGoodsClass } from "#app/kernel/goods-class.ts";
import { fallingSteps } from "#app/modules/catalogue/price-tiers.ts";
import { type LinkedGoods, needsOf, type PlannedDay, toOrder } from "#app/modules/menus/demand.ts";
import { type Food, hasEdiblePart, odditiesOf } from "#app/modules/menus/food.ts";
import { edibleFor, grossFor, needFor } from "#app/modules/menus/goods.ts";
import {
  type CalendarMark,
  cycleDays,
  kitchenDay,
  kitchenDays,
  mondayOf,
  type Season,
  type Serving,
} from "#app/modules/menus/kitchen-calendar.ts";
import { nutritionOf, shareOf, verdictOf } from "#app/modules/menus/nutrition.ts";
import { type GoodsPrice, portionCost } from "#app/modules/menus/portion-cost.ts";
import { circleFrom, type FoodPart, ingredientsOf, type Recipe } from "#app/modules/menus/recipe.ts";

/** Per 100 g edible, as the table of 2017 prints them: kcal, protein, fat, carbohydrate; edible percent. */
const TABLE = {
  beras: [357, 8.4, 1.7, 77.1, 100],
  telur: [154, 12.4, 10.8, 0.7, 89],
  tempe: [201, 20.8, 8.8, 13.5, 100],
  wortel: [36, 1, 0.6, 7.9, 80],
  buncis: [34, 2.4, 0.3, 7.2, 90],
  minyak: [884, 0, 100, 0, 100],
  pisang: [108, 1, 0.8, 24.3, 75],
  ayam: [298, 18.2, 25, 0, 58],
  tahu: [80, 10.9, 4.7, 0.8, 100],
  jeruk: [45, 0.9, 0.2, 11.2, 72],
} as const;

function food(name: keyof typeof TABLE): Food {
  const [energy, protein, fat, carbohydrate, edible] = TABLE[name];
  const tenths = (value: number) => Math.round(value * 10);
  return {
    id: name,
    name,
    per100: {
      energy: tenths(energy),
      protein: tenths(protein),
      fat: tenths(fat),
      carbohydrate: tenths(carbohydrate),
    },
    ediblePermille: tenths(edible),
  };
}

function part(
  name: keyof typeof TABLE,
  small: number,
  large: number,
  more: Partial<FoodPart> = {},
): FoodPart {
  return {
    kind: "food",
    food: food(name),
    servedMg: { small: BigInt(small * 1000), large: BigInt(large * 1000) },
    yieldPercent: 100,
    pieces: null,
    allowanceBasisPoints: 0,
    cutSpec: null,
    ...more,
  };
}

const goods = (unit: string, basePerUnit: bigint, more: Partial<LinkedGoods> = {}): LinkedGoods => ({
  commodityCode: unit,
  gradeCode: "A",
  unit,
  basePerUnit,
  mgPerBase: 1_000n,
  piecesPerUnit: null,
  goodsClass: "vegetable",
  ...more,
});

const HEADS = { small: 1_200n, large: 1_800n };
/** One egg a child, 1,7 % for what breaks. */
const EGG = { pieces: { small: 1_000n, large: 1_000n }, allowanceBasisPoints: 170 };
const TELUR = [
  part("beras", 45, 80),
  part("telur", 50, 50, EGG),
  part("tempe", 25, 40),
  part("wortel", 25, 35),
  part("buncis", 25, 35),
  part("minyak", 5, 7.5),
  part("pisang", 50, 75),
];
const AYAM = [
  part("beras", 45, 80),
  part("ayam", 45, 65),
  part("tahu", 30, 50),
  part("wortel", 25, 35),
  part("buncis", 25, 35),
  part("minyak", 5, 7.5),
  part("jeruk", 80, 100),
];

const oneDecimal = (tenths: bigint) => Number(tenths) / 10;
/** Tonnes and kilograms as the fixtures print them: one decimal of a kilogram. */
const kilograms = (mg: bigint) => Math.round(Number(mg) / 100_000) / 10;
const named = (parts: readonly FoodPart[], name: string) =>
  parts.find((one) => one.food.id === name) as FoodPart;

test("the egg menu and the chicken menu give what the fixtures say, small and large", () => {
  const figures = (parts: readonly FoodPart[], size: "small" | "large") =>
    Object.values(nutritionOf(parts, size)).map(oneDecimal);
  expect(figures(TELUR, "small")).toEqual([403.6, 16.5, 14, 54.3]);
  expect(figures(TELUR, "large")).toEqual([614.8, 23.2, 18.7, 90.9]);
  // Exactly 416,45 kcal: the house rounds a half up.
  expect(figures(AYAM, "small")).toEqual([416.5, 16.8, 18.8, 47.7]);
  expect(figures(AYAM, "large")).toEqual([655.1, 26.1, 28, 78.6]);
});

test("1.200 small and 1.800 large portions need what the fixtures say, net and gross", () => {
  const bought = (parts: readonly FoodPart[], name: string) => [
    kilograms(edibleFor(named(parts, name), HEADS)),
    kilograms(grossFor(named(parts, name), HEADS)),
  ];
  expect(bought(TELUR, "beras")).toEqual([198, 198]);
  expect(bought(TELUR, "telur")).toEqual([150, 168.5]);
  expect(bought(TELUR, "tempe")).toEqual([102, 102]);
  expect(bought(TELUR, "wortel")).toEqual([93, 116.3]);
  expect(bought(TELUR, "buncis")).toEqual([93, 103.3]);
  expect(bought(TELUR, "minyak")).toEqual([19.5, 19.5]);
  expect(bought(TELUR, "pisang")).toEqual([195, 260]);
  expect(bought(AYAM, "ayam")).toEqual([171, 294.8]);
  expect(bought(AYAM, "tahu")).toEqual([126, 126]);
  expect(bought(AYAM, "jeruk")).toEqual([276, 383.3]);
});

test("eggs are bought by the tray: 3.000 × 1,017 ÷ 30 is 102; rice by the sack: 198 kg is 8 of 25 kg", () => {
  const tray = goods("papan 30", 1_850n, { piecesPerUnit: 30 });
  const eggs = needFor(named(TELUR, "telur"), tray, HEADS);
  expect(toOrder({ needBase: eggs, basePerUnit: tray.basePerUnit }, 0n, 0n).units).toBe(102n);
  const sack = goods("sak 25 kg", 25_000n);
  const rice = needFor(named(TELUR, "beras"), sack, HEADS);
  expect(rice).toBe(198_000n);
  expect(toOrder({ needBase: rice, basePerUnit: 25_000n }, 0n, 0n)).toEqual({
    units: 8n,
    surplusBase: 0n,
    leftoverBase: 2_000n,
  });
});

test("a portion is judged by each group that eats it", () => {
  const meal = { from: 30, to: 35 };
  const small = nutritionOf(TELUR, "small").energy;
  const large = nutritionOf(TELUR, "large").energy;
  expect(Math.trunc(shareOf(small, 1_650) / 100)).toBe(24);
  expect(verdictOf(shareOf(small, 1_650), meal)).toBe("low");
  expect(Math.round(shareOf(large, 2_000) / 100)).toBe(31);
  expect(verdictOf(shareOf(large, 2_000), meal)).toBe("fits");
  expect(Math.round(shareOf(large, 2_400) / 100)).toBe(26);
  expect(verdictOf(shareOf(large, 2_400), meal)).toBe("low");
  expect(verdictOf(shareOf(large, 1_650), meal)).toBe("high");
});

test("oddities of the table are seen: papaya's fat, a food of more than itself, a figure that is missing", () => {
  const odd = (energy: number | null, protein: number, fat: number, carbohydrate: number) =>
    odditiesOf({ per100: { energy, protein, fat, carbohydrate } });
  expect(odd(460, 5, 120, 122)).toEqual(["energy"]);
  expect(odd(5_820, 683, 152, 372)).toEqual(["overfull"]);
  expect(odd(null, 5, 1, 2)).toEqual(["missing"]);
  expect(
    Object.keys(TABLE).filter((name) => odditiesOf(food(name as keyof typeof TABLE)).length > 0),
  ).toEqual([]);
  expect(hasEdiblePart({ ediblePermille: null })).toBe(false);
});

test("what is bought is never less than what is eaten, and never a whole unit more", () => {
  const amount = fc.bigInt(0n, 900_000n);
  fc.assert(
    fc.property(
      fc.record({ small: amount, large: amount }),
      fc.record({ small: fc.bigInt(0n, 20_000n), large: fc.bigInt(0n, 20_000n) }),
      fc.integer({ min: 1, max: 1_000 }),
      fc.integer({ min: 10, max: 500 }),
      fc.bigInt(1n, 50_000n),
      fc.bigInt(0n, 10_000_000n),
      fc.bigInt(0n, 10_000_000n),
      (servedMg, heads, ediblePermille, yieldPercent, basePerUnit, ordered, stock) => {
        const eaten = part("beras", 0, 0, {
          food: { ...food("beras"), ediblePermille },
          servedMg,
          yieldPercent,
        });
        const needBase = needFor(eaten, goods("sak", basePerUnit), heads);
        expect(needBase * 1_000n * BigInt(ediblePermille)).toBeGreaterThanOrEqual(
          edibleFor(eaten, heads) * 1_000n,
        );
        const { units, leftoverBase, surplusBase } = toOrder({ needBase, basePerUnit }, ordered, stock);
        expect(units * basePerUnit + ordered + stock).toBeGreaterThanOrEqual(needBase);
        if (units > 0n) expect((units - 1n) * basePerUnit + ordered + stock).toBeLessThan(needBase);
        expect(leftoverBase).toBeLessThan(basePerUnit);
        // Whoever gives the surplus back still has enough, and could not give back a unit more.
        expect(ordered - surplusBase).toBeGreaterThanOrEqual(surplusBase > 0n ? needBase : 0n);
        expect(surplusBase % basePerUnit).toBe(0n);
        if (ordered > needBase) expect(ordered - surplusBase - needBase).toBeLessThan(basePerUnit);
      },
    ),
  );
});

test("cards open into what is in them, in proportion, and a card that leads back to itself is seen", () => {
  const card = (id: string, parts: Recipe["parts"]): Recipe => ({
    id,
    name: id.toUpperCase(),
    dishGroup: "other",
    parts,
  });
  const half = { small: 500n, large: 2_000n };
  const spice = card("bumbu", [part("minyak", 4, 6)]);
  const fried = card("goreng", [part("ayam", 45, 65), { kind: "dish", recipeId: "bumbu", portions: half }]);
  const book = new Map([spice, fried].map((one) => [one.id, one]));
  expect(ingredientsOf(book, "goreng").map(({ food: { id }, servedMg }) => [id, servedMg])).toEqual([
    ["ayam", { small: 45_000n, large: 65_000n }],
    ["minyak", { small: 2_000n, large: 12_000n }],
  ]);
  expect(circleFrom(book, "goreng")).toBeNull();
  const turned = card("bumbu", [{ kind: "dish", recipeId: "goreng", portions: half }]);
  expect(circleFrom(new Map([...book, ["bumbu", turned]]), "bumbu")).toEqual(["BUMBU", "GORENG", "BUMBU"]);
  const alone = card("a", [{ kind: "dish", recipeId: "a", portions: half }]);
  expect(circleFrom(new Map([["a", alone]]), "a")).toEqual(["A", "A"]);
});

const paid = (paidRupiah: bigint, more: Partial<GoodsPrice> = {}): GoodsPrice => ({
  fromBase: 0n,
  priceRupiah: paidRupiah,
  paidRupiah,
  basePerUnit: 1_000n,
  from: "offer",
  offer: { sellerName: "Koperasi Padi", harvestedOn: MONDAY },
  ...more,
});

test("a portion costs what its goods cost here, and says what it leaves out", () => {
  const prices = (foodId: string) =>
    foodId === "beras"
      ? // Of a seller who adds VAT: what is paid counts.
        { goods: goods("kg", 1_000n), steps: [paid(13_000n, { priceRupiah: 12_000n })] }
      : foodId === "jeruk"
        ? {
            goods: goods("kg", 1_000n, { commodityCode: "JRK" }),
            steps: [paid(9_000n, { from: "survey", offer: null })],
          }
        : { goods: null, steps: [] };
  const meal = [part("beras", 45, 80), part("jeruk", 72, 72), part("tahu", 30, 50)];
  expect(portionCost(meal, "small", HEADS, prices)).toEqual({
    rupiah: 1_485n,
    unpriced: ["tahu"],
    surveyed: ["jeruk"],
  });
  expect(portionCost(meal, "large", HEADS, prices).rupiah).toBe(1_940n);
});

test("a portion is priced at the step that all children's need of the whole tray reaches, as trying every offer finds", () => {
  const offer = fc.record({
    list: fc.bigInt(1_000n, 40_000n),
    basePerUnit: fc.constantFrom(500n, 1_000n, 15_000n),
    cheaperFrom: fc.uniqueArray(fc.bigInt(1n, 400_000n), { maxLength: 3 }),
  });
  const heads = fc.record({ small: fc.bigInt(0n, 3_000n), large: fc.bigInt(0n, 3_000n) });
  fc.assert(
    fc.property(fc.array(offer, { minLength: 1, maxLength: 5 }), heads, (offers, eaters) => {
      // Each listing's own steps fall; what is tried against is the list of all of them, with no envelope.
      const all = offers.flatMap(({ list, basePerUnit, cheaperFrom }) => {
        const steps = [...cheaperFrom].sort((a, b) => (a < b ? -1 : 1));
        return [
          paid(list, { basePerUnit }),
          ...steps.map((fromBase, at) => paid(list - BigInt(at + 1) * 300n, { fromBase, basePerUnit })),
        ];
      });
      const rice = goods("kg", 1_000n);
      const meal = [part("beras", 45, 80), part("beras", 10, 5)];
      const need = meal.reduce((sum, one) => sum + needFor(one, rice, eaters), 0n);
      const cost = (steps: readonly GoodsPrice[]) =>
        portionCost(meal, "large", eaters, () => ({ goods: rice, steps })).rupiah;
      const tried = all
        .filter(({ fromBase }) => fromBase <= need)
        .map((one) => cost([{ ...one, fromBase: 0n }]));
      expect(cost(fallingSteps(all))).toBe(tried.reduce((least, one) => (one < least ? one : least)));
    }),
  );
  // Where nobody is counted yet, a portion costs what the first kilogram does, and is not without a price.
  const steps = [paid(14_000n), paid(12_000n, { fromBase: 100_000n })];
  const priceOf = () => ({ goods: goods("kg", 1_000n), steps });
  const uncounted = portionCost([part("beras", 45, 80)], "large", { small: 0n, large: 0n }, priceOf);
  expect(uncounted.rupiah).toBe(1_120n);
});

const MONDAY = businessDay("2026-07-06");
const usual = { daysPerWeek: 5, heads: { small: 1_200, large: 1_800 }, seasons: [], suspendedFrom: null };
const mark = (more: Partial<CalendarMark>): CalendarMark => ({
  id: "cal",
  fromDay: MONDAY,
  toDay: null,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  operates: null,
  serves: null,
  heads: null,
  reason: "other",
  ...more,
});

test("of what was said about a day the newest holds, each for what it says; a suspended kitchen never cooks", () => {
  const friday = addDays(MONDAY, 4);
  const fewer = mark({ heads: { small: 100, large: 0 }, reason: "headcount" });
  const holiday = mark({ fromDay: friday, toDay: friday, operates: false, reason: "school_holiday" });
  const open = mark({ fromDay: friday, toDay: friday, operates: true, reason: "other" });
  expect(kitchenDay(friday, [], usual)).toMatchObject({ operates: true, heads: usual.heads, reason: null });
  expect(kitchenDay(friday, [fewer, holiday], usual)).toMatchObject({
    operates: false,
    heads: { small: 100, large: 0 },
    reason: "school_holiday",
  });
  expect(kitchenDay(friday, [open, fewer, holiday], usual).operates).toBe(true);
  expect(kitchenDay(addDays(MONDAY, 5), [], usual).operates).toBe(false);
  expect(kitchenDay(addDays(MONDAY, 5), [mark({ weekdays: [6], operates: true })], usual).operates).toBe(
    true,
  );
  const suspended = { ...usual, suspendedFrom: friday };
  expect(kitchenDay(friday, [open], suspended)).toMatchObject({ operates: false, reason: "suspended" });
  expect(kitchenDay(addDays(friday, -1), [open], suspended).operates).toBe(true);
});

test("Ramadan and Lebaran as SE 3/2026 has them: a pause, packages with a menu of their own, a stop; the dishes wait", () => {
  const season = (fromDay: string, toDay: string, operates: boolean, serves: Serving): Season => ({
    ...{ fromDay: businessDay(fromDay), toDay: businessDay(toDay), operates, serves },
    ...{ reason: operates ? "ramadan" : "public_holiday", source: "SE Kepala BGN 3/2026" },
  });
  const ramadan = {
    ...usual,
    seasons: [
      season("2026-02-16", "2026-02-22", false, "fresh"),
      season("2026-02-23", "2026-03-17", true, "dry_package"),
      season("2026-03-18", "2026-03-24", false, "fresh"),
    ],
  };
  const from = businessDay("2026-02-09");
  const days = kitchenDays(from, 49, [], ramadan);
  const cooked = days.filter(({ operates }) => operates);
  expect(cooked.map(({ serves }) => (serves === "fresh" ? "f" : "d")).join("")).toBe(
    `${"f".repeat(5)}${"d".repeat(17)}${"f".repeat(3)}`,
  );
  expect(days.every(({ heads }) => heads === ramadan.heads)).toBe(true);
  expect(days[14]).toMatchObject({
    serves: "dry_package",
    reason: "ramadan",
    source: "SE Kepala BGN 3/2026",
  });
  const round = (serves: Serving) => [...cycleDays({ startsOn: from, dayCount: 10, serves }, days).values()];
  // The cooked menu stands still over the packages and goes on where it was; the packages go round alone.
  expect(round("fresh")).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(round("dry_package")).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7]);
  // What the kitchen itself said goes before.
  const own = mark({ fromDay: from, operates: true, serves: "fresh", reason: "other" });
  expect(kitchenDay(businessDay("2026-02-24"), [own], ramadan)).toMatchObject({
    ...{ operates: true, serves: "fresh", reason: "other", source: null },
  });
});

test("the menu goes round over the days of cooking: a holiday puts a dish off and drops none", () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 12 }),
      (open, dayCount) => {
        const marks = open.map((operates, at) =>
          mark({ fromDay: addDays(MONDAY, at), toDay: addDays(MONDAY, at), operates }),
        );
        const days = kitchenDays(MONDAY, open.length, marks, usual);
        const numbers = [...cycleDays({ startsOn: MONDAY, dayCount, serves: "fresh" }, days)];
        expect(numbers.map(([day]) => day)).toEqual(days.filter((day) => day.operates).map((day) => day.day));
        expect(numbers.map(([, number]) => number)).toEqual(numbers.map((_, at) => (at % dayCount) + 1));
      },
    ),
  );
});

const RULES = byGoodsClass((one) =>
  one === "dry"
    ? { daysBefore: 1, windowStart: "08:00", windowEnd: "12:00" }
    : { daysBefore: 1, windowStart: "14:00", windowEnd: "16:00" },
);
const rice = goods("sak 25 kg", 25_000n, { goodsClass: "dry" });
const carrots = goods("kg", 1_000n);
const goodsOf = (foodId: string) => (foodId === "beras" ? rice : foodId === "wortel" ? carrots : null);

test("fresh goods come for each day of cooking, dry ones once for the week; one kind of goods is one line", () => {
  const days: PlannedDay[] = kitchenDays(MONDAY, 7, [], usual).map((day) => ({
    ...day,
    dishes: [
      { name: "Nasi", parts: [part("beras", 45, 80)] },
      { name: "Tumis", parts: [part("wortel", 25, 35, { cutSpec: "dadu 1 cm" })] },
      { name: "Sop", parts: [part("wortel", 10, 10), part("tahu", 30, 50)] },
    ],
  }));
  const { needs, unlinked } = needsOf(days, goodsOf, RULES);
  expect(unlinked).toEqual(["tahu"]);
  const sunday = addDays(MONDAY, -1);
  const [sacks, ...fresh] = needs;
  expect(sacks).toMatchObject({
    deliveryDay: sunday,
    windowStart: "08:00",
    needBase: 990_000n,
    dishes: ["Nasi"],
  });
  expect(sacks?.cookedOn).toHaveLength(5);
  expect(fresh.map((need) => daysBetween(sunday, need.deliveryDay))).toEqual([0, 1, 2, 3, 4]);
  expect(fresh[0]).toMatchObject({ needBase: 153_750n, dishes: ["Tumis", "Sop"], cutSpecs: ["dadu 1 cm"] });
  expect(mondayOf(addDays(MONDAY, 6))).toBe(MONDAY);
});

test("more children never need less, and days without cooking need nothing", () => {
  const day = (heads: { small: number; large: number }, operates = true): PlannedDay => ({
    ...kitchenDay(MONDAY, [mark({ operates, heads })], usual),
    dishes: [{ name: "Tumis", parts: [part("wortel", 25, 35)] }],
  });
  const total = (one: PlannedDay) => needsOf([one], goodsOf, RULES).needs[0]?.needBase ?? 0n;
  expect(total(day({ small: 10, large: 10 }, false))).toBe(0n);
  const count = fc.integer({ min: 0, max: 20_000 });
  fc.assert(
    fc.property(count, count, count, (small, large, more) => {
      expect(total(day({ small: small + more, large }))).toBeGreaterThanOrEqual(total(day({ small, large })));
    }),
  );
});
