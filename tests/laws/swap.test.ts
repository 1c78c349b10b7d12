import fc from "fast-check";
import loadHighs from "highs";
import { expect, test } from "vitest";
import { type Nutrient, nutrients } from "#app/modules/menus/food.ts";
import type { DishGroup } from "#app/modules/menus/recipe.ts";
import {
  cheapestSwap,
  keepsNutrition,
  type Swap,
  type SwapBounds,
  type SwapCard,
  type SwapQuestion,
  swapTo,
} from "#app/modules/menus/swap.ts";

const highs = await loadHighs();
const solve = (program: string) => {
  const solved = highs.solve(program, { mip_rel_gap: 0, mip_abs_gap: 0, output_flag: false });
  if (solved.Status !== "Optimal") return null;
  return new Set(
    Object.entries(solved.Columns).flatMap(([name, { Primal }]) => ((Primal ?? 0) > 0.5 ? [name] : [])),
  );
};

const gives = fc.record(
  Object.fromEntries(nutrients.map((one) => [one, fc.bigInt({ min: 0n, max: 90_000_000n })])) as Record<
    Nutrient,
    fc.Arbitrary<bigint>
  >,
);
const perClass = <Value>(value: fc.Arbitrary<Value>) => fc.record({ small: value, large: value });
const card = (names: string) =>
  fc.record({
    recipeId: fc.stringMatching(/^[a-z]{4}$/).map((text) => names + text),
    dishGroup: fc.constantFrom<DishGroup>("staple", "animal", "vegetable"),
    rupiah: perClass(fc.bigInt({ min: 100n, max: 6_000n })),
    tiered: fc.constant([]),
    gives: perClass(gives),
  });
const bound = fc.record({ from: fc.integer({ min: 60, max: 100 }), to: fc.integer({ min: 100, max: 160 }) });
const question: fc.Arbitrary<SwapQuestion> = fc.record({
  tray: fc.uniqueArray(card("a"), { selector: ({ recipeId }) => recipeId, minLength: 1, maxLength: 4 }),
  others: fc.uniqueArray(card("b"), { selector: ({ recipeId }) => recipeId, maxLength: 5 }),
  heads: perClass(fc.bigInt({ min: 0n, max: 2_000n })),
  bounds: fc.record({
    energy: bound,
    protein: bound,
    fat: bound,
    carbohydrate: bound,
  }) as fc.Arbitrary<SwapBounds>,
  changesMax: fc.integer({ min: 1, max: 3 }),
  steps: fc.constant(new Map()),
});

/** Every tray there is, tried out. */
function best(asked: SwapQuestion): { readonly saved: bigint; readonly changes: number } {
  let found = { saved: 0n, changes: 0 };
  const walk = (slot: number, tray: readonly SwapCard[], changes: number): void => {
    const dish = asked.tray[slot];
    if (!dish) {
      if (!keepsNutrition(asked, tray)) return;
      const saved = swapTo(asked, tray).savedRupiah;
      if (saved > found.saved || (saved === found.saved && changes < found.changes))
        found = { saved, changes };
      return;
    }
    walk(slot + 1, [...tray, dish], changes);
    if (changes === asked.changesMax) return;
    for (const other of asked.others)
      if (other.dishGroup === dish.dishGroup && !tray.includes(other))
        walk(slot + 1, [...tray, other], changes + 1);
  };
  walk(0, [], 0);
  return found;
}

test("the swap that is proposed saves as much as any that keeps the tray's nutrition, with the fewest changes", () => {
  fc.assert(
    fc.property(question, (asked) => {
      const swap: Swap | null = cheapestSwap(asked, solve);
      const reference = best(asked);
      expect(swap?.savedRupiah ?? 0n).toBe(reference.saved);
      if (swap) expect(swap.changes.length).toBe(reference.changes);
      for (const { from, to } of swap?.changes ?? []) {
        const group = (id: string) =>
          [...asked.tray, ...asked.others].find((one) => one.recipeId === id)?.dishGroup;
        expect(group(from)).toBe(group(to));
      }
    }),
    { numRuns: 150 },
  );
});

/** Goods that three dishes may share: what they need of it, and a price that falls once or twice. */
const GOODS = ["eggs", "oil"] as const;
const falling = fc
  .tuple(fc.bigInt(200n, 900n), fc.bigInt(1n, 199n), fc.bigInt(1n, 4_000n), fc.bigInt(4_001n, 9_000n))
  .map(([list, less, first, second]) => [
    { fromBase: 0n, paidRupiah: list, basePerUnit: 1n },
    { fromBase: first, paidRupiah: list - less / 2n - 1n, basePerUnit: 1n },
    { fromBase: second, paidRupiah: list - less - 2n > 0n ? list - less - 2n : 1n, basePerUnit: 1n },
  ]);
const tieredQuestion: fc.Arbitrary<SwapQuestion> = fc
  .tuple(question, fc.array(fc.bigInt(0n, 4_000n), { minLength: 18, maxLength: 18 }), falling, falling)
  .map(([asked, needs, eggs, oil]) => {
    const sharing = (cards: readonly SwapCard[], from: number) =>
      cards.map((one, at) => ({
        ...one,
        tiered: GOODS.map((goods, kind) => ({ goods, needBase: needs[(from + at) * 2 + kind] ?? 0n })),
      }));
    const steps = new Map([
      ["eggs", eggs],
      ["oil", oil],
    ]);
    return { ...asked, tray: sharing(asked.tray, 0), others: sharing(asked.others, 4), steps };
  });

test("where prices fall with the quantity, the dishes of a tray are bought together, and no other swap saves more", () => {
  fc.assert(
    fc.property(tieredQuestion, (asked) => {
      const swap = cheapestSwap(asked, solve);
      const reference = best(asked);
      expect(swap?.savedRupiah ?? 0n).toBe(reference.saved);
      if (swap) expect(swap.changes.length).toBe(reference.changes);
    }),
    { numRuns: 150 },
  );
});

test("where every other dish is dearer, or nothing of its kind is there, nothing is proposed", () => {
  const nutrition = { energy: 1_000_000n, protein: 1n, fat: 1n, carbohydrate: 1n };
  const dish = (recipeId: string, dishGroup: DishGroup, rupiah: bigint): SwapCard => ({
    recipeId,
    dishGroup,
    rupiah: { small: rupiah, large: rupiah },
    tiered: [],
    gives: { small: nutrition, large: nutrition },
  });
  const bounds = Object.fromEntries(nutrients.map((one) => [one, { from: 95, to: 115 }])) as SwapBounds;
  const asked = { heads: { small: 10n, large: 10n }, bounds, changesMax: 2, steps: new Map() };
  const tray = [dish("a", "fruit", 900n)];
  expect(cheapestSwap({ ...asked, tray, others: [] }, solve)).toBeNull();
  expect(
    cheapestSwap({ ...asked, tray, others: [dish("b", "animal", 1n), dish("c", "fruit", 901n)] }, solve),
  ).toBeNull();
  expect(cheapestSwap({ ...asked, tray, others: [dish("c", "fruit", 899n)] }, solve)).toEqual({
    changes: [{ from: "a", to: "c" }],
    savedRupiah: 20n,
  });
});
