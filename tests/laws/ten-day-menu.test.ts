import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { Food } from "#app/modules/menus/food.ts";
import { grossFor, needFor } from "#app/modules/menus/goods.ts";
import type { FoodPart } from "#app/modules/menus/recipe.ts";
import { cycleMenus, ownFoods, recipeCards, SPICE_PASTE } from "#db/seed/demo/recipes.ts";
import { fieldsOf } from "#db/seed/reference/foods.server.ts";

// Goal: the ten-day menu of kitchen S08 buys what the dossier's table of it says (C9), reckoned from cards and the national table.
// Method: the cards of the demo, grams as they are written, over 1.200 small and 1.800 large portions; no database. On the second
// day the greens are those of the egg menu whose nutrition is known (1.10), not the capcay of the table: both cannot hold.
const HEADS = { small: 1_200n, large: 1_800n };

const edibleOf = new Map<string, number>();
const [, ...lines] = (await readFile("db/seed/reference/tkpi-2017.csv", "utf8")).trim().split(/\r?\n/);
for (const line of lines) {
  const fields = fieldsOf(line);
  edibleOf.set(fields[0] ?? "", Number(fields.at(-1)));
}
for (const { key, food } of ownFoods) edibleOf.set(`own:${key}`, Number(food.ediblePercent));

const number = (text: string) => Number(text.replace(",", "."));
const thousandths = (text: string) => BigInt(Math.round(number(text) * 1_000));
const NOTHING_KNOWN = { energy: null, protein: null, fat: null, carbohydrate: null };

function foodOf(id: string): Food {
  return { id, name: id, per100: NOTHING_KNOWN, ediblePermille: (edibleOf.get(id) ?? 0) * 10 };
}

/** Every food of a card, the paste inside it opened: all of the demo's cards hold one whole portion of it. */
function partsOf(name: string): FoodPart[] {
  const card = recipeCards.find((one) => one.name === name);
  if (!card) throw new Error(`${name} has a card`);
  return card.parts.flatMap((part) => {
    if (part.dishId === SPICE_PASTE) return partsOf("Bumbu dasar");
    const pieces = { small: part.smallPieces ?? "", large: part.largePieces ?? "" };
    return {
      kind: "food",
      food: foodOf(part.foodId ?? ""),
      servedMg: { small: thousandths(part.small), large: thousandths(part.large) },
      yieldPercent: 100,
      pieces:
        pieces.small === "" ? null : { small: thousandths(pieces.small), large: thousandths(pieces.large) },
      allowanceBasisPoints: Math.round(number(part.allowancePercent ?? "0") * 100),
      cutSpec: null,
    };
  });
}

function partsOfDay(day: number): FoodPart[] {
  return (cycleMenus[day - 1] ?? []).flatMap(partsOf);
}

/** What is bought of a food for a day, in kilograms as the table prints them. */
function kilograms(day: number, foodId: string): number {
  const parts = partsOfDay(day).filter(({ food }) => food.id === foodId);
  return Number(parts.reduce((sum, part) => sum + grossFor(part, HEADS), 0n)) / 1e6;
}

/** Whole packs of so many pieces; eggs by weight and count alike. */
function packs(day: number, foodId: string, piecesPerUnit: number): number {
  const part = partsOfDay(day).find(({ food }) => food.id === foodId);
  if (!part) return 0;
  const goods = {
    commodityCode: "X",
    gradeCode: "A",
    unit: "pack",
    basePerUnit: BigInt(piecesPerUnit),
    mgPerBase: 1_000n,
    piecesPerUnit,
  };
  return Math.ceil(Number(needFor(part, goods, HEADS)) / piecesPerUnit);
}

const TABLE: readonly (readonly [day: number, foodId: string, kilograms: number])[] = [
  [1, "AR001", 200],
  [1, "FR005", 295],
  [1, "DR013", 103],
  [1, "DR166", 116],
  [1, "ER039", 383],
  [1, "KR012", 20],
  [2, "AR001", 200],
  [2, "ER074", 260],
  [3, "own:nila", 265],
  [3, "DR123", 60],
  [3, "own:jagung", 45],
  [3, "ER105", 260],
  [4, "FR005", 280],
  [4, "DR109", 90],
  [4, "DR161", 60],
  [4, "ER067", 200],
  [5, "DR008", 110],
  [5, "own:jagung", 50],
  [5, "ER074", 260],
  [6, "FR005", 295],
  [6, "BR013", 110],
  [6, "DR166", 80],
  [6, "DR013", 60],
  [7, "own:bandeng", 240],
  [7, "own:tauge", 60],
  [7, "DR100", 90],
  [7, "own:pepaya", 220],
  [9, "FR005", 285],
  [9, "NR015", 3],
  [9, "DR141", 95],
  [10, "DR109", 60],
];

test("C9: every purchase of the ten days is what the table says, within four percent", () => {
  const off = TABLE.map(([day, foodId, wanted]) => ({
    day,
    foodId,
    wanted,
    found: kilograms(day, foodId),
  })).filter(({ wanted, found }) => Math.abs(found - wanted) > wanted * 0.04);
  expect(off).toEqual([]);
});

test("C9: eggs come by 102 trays on four days, tofu by 22 boards, tempeh by 380, milk by 75 boxes", () => {
  for (const day of [2, 5, 8, 10]) expect(packs(day, "HR002", 30)).toBe(102);
  expect(packs(2, "CP077", 8)).toBe(380);
  expect(packs(10, "own:susu", 40)).toBe(75);
  for (const day of [1, 5, 8]) expect(packs(day, "CP061", 144)).toBe(22);
});

test("C9: the menu goes over ten days, with chicken on four, eggs on four and fish on two", () => {
  const days = (foodId: string) =>
    cycleMenus.filter((_, at) => partsOfDay(at + 1).some(({ food }) => food.id === foodId));
  expect(cycleMenus).toHaveLength(10);
  expect(days("FR005")).toHaveLength(4);
  expect(days("HR002")).toHaveLength(4);
  expect([...days("own:nila"), ...days("own:bandeng")]).toHaveLength(2);
});
