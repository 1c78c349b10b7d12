import { type BusinessDay, dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { type CycleRow, cyclesOf, dishesOf } from "./cycle-reads.server.ts";
import type { KitchenRules } from "./kitchen-rules.ts";
import { kitchenRules } from "./kitchen-rules-reads.server.ts";
import { figuresOf, type PortionFigures } from "./menu-figures.ts";
import { pricesForFoods } from "./price-reads.server.ts";
import { type DishGroup, ingredientsOf, type PerClass, type RecipeBook } from "./recipe.ts";
import { recipeBookOf } from "./recipe-reads.server.ts";

type Kitchen = { readonly id: string; readonly regionCode: string; readonly timeZone: TimeZone };

export type BoardDish = { readonly id: string; readonly name: string; readonly dishGroup: DishGroup };
export type BoardDay = {
  readonly number: number;
  readonly dishes: readonly BoardDish[];
  readonly figures: PerClass<PortionFigures>;
};
export type MenuBoard = {
  readonly cycle: CycleRow;
  readonly days: readonly BoardDay[];
  readonly rules: KitchenRules;
};

/** The cycle that holds on a day: the last to begin by then, else the first to come; null when there is none. */
export function cycleOn(cycles: readonly CycleRow[], day: BusinessDay): CycleRow | null {
  return cycles.find((cycle) => cycle.startsOn <= day) ?? cycles.at(-1) ?? null;
}

/** A reckoner for trays of this kitchen: today's rules, and today's prices of everything on its cards. */
export async function trayReckoner(kitchen: Kitchen, at: Date, on: Executor = db()) {
  const day = dayOf(at, kitchen.timeZone);
  const book = await recipeBookOf(kitchen.id, on);
  const foodIds = [...book.values()].flatMap((card) =>
    card.parts.flatMap((part) => (part.kind === "food" ? [part.food.id] : [])),
  );
  const [rules, priceOf] = await Promise.all([
    kitchenRules({ regionCode: kitchen.regionCode, day }, on),
    pricesForFoods(kitchen.id, foodIds, day, on),
  ]);
  const figures = (recipeIds: readonly string[]): PerClass<PortionFigures> =>
    figuresOf(
      recipeIds.flatMap((id) => ingredientsOf(book, id)),
      rules,
      priceOf,
    );
  return { book, rules, priceOf, figures };
}

/** A whole cycle, each day with what its tray gives and costs today; null when the kitchen has no such cycle. */
export async function menuBoard(
  kitchen: Kitchen,
  cycleId: string | null,
  at: Date,
  on: Executor = db(),
): Promise<MenuBoard | null> {
  const cycles = await cyclesOf(kitchen.id, on);
  const cycle =
    cycleId === null
      ? cycleOn(cycles, dayOf(at, kitchen.timeZone))
      : cycles.find((one) => one.id === cycleId);
  if (!cycle) return null;
  const [dishes, reckoner] = await Promise.all([dishesOf(cycle.id, on), trayReckoner(kitchen, at, on)]);
  const days = Array.from({ length: cycle.dayCount }, (_, at): BoardDay => {
    const ids = dishes.get(at + 1) ?? [];
    return { number: at + 1, dishes: boardDishes(reckoner.book, ids), figures: reckoner.figures(ids) };
  });
  return { cycle, days, rules: reckoner.rules };
}

export function boardDishes(book: RecipeBook, ids: readonly string[]): BoardDish[] {
  return ids.flatMap((id) => {
    const card = book.get(id);
    return card ? [{ id, name: card.name, dishGroup: card.dishGroup }] : [];
  });
}
