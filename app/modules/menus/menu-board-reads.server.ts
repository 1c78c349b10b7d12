import { type BusinessDay, dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { calendarOf } from "./calendar-reads.server.ts";
import { type CycleRow, cyclesOf, dishesOf } from "./cycle-reads.server.ts";
import { kitchenDay } from "./kitchen-calendar.ts";
import type { KitchenRules } from "./kitchen-rules.ts";
import { kitchenRules } from "./kitchen-rules-reads.server.ts";
import { figuresOf, type PortionFigures } from "./menu-figures.ts";
import { pricesForFoods } from "./price-reads.server.ts";
import { bigHeads, type DishGroup, ingredientsOf, type PerClass, type RecipeBook } from "./recipe.ts";
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

/** The cycle of cooked trays that holds on a day, or of packages where there is no other: the last to begin by then, else the first to come; null when there is none. */
export function cycleOn(cycles: readonly CycleRow[], day: BusinessDay): CycleRow | null {
  const cooked = cycles.filter(({ serves }) => serves === "fresh");
  const among = cooked.length > 0 ? cooked : cycles;
  return among.find((cycle) => cycle.startsOn <= day) ?? among.at(-1) ?? null;
}

/** Where a kitchen counts no children yet, a portion is priced as if there were one of each: what a plate costs is known all the same. */
const ONE_OF_EACH = { small: 1, large: 1 } as const;

/**
 * A reckoner for trays of this kitchen: today's rules, the children it counts today, and today's prices of everything on its
 * cards for so many.
 */
export async function trayReckoner(kitchen: Kitchen, at: Date, on: Executor = db()) {
  const day = dayOf(at, kitchen.timeZone);
  const book = await recipeBookOf(kitchen.id, on);
  const foodIds = [...book.values()].flatMap((card) =>
    card.parts.flatMap((part) => (part.kind === "food" ? [part.food.id] : [])),
  );
  const [rules, calendar, priceOf] = await Promise.all([
    kitchenRules({ regionCode: kitchen.regionCode, day }, on),
    calendarOf(kitchen.id, at, on),
    pricesForFoods(kitchen.id, foodIds, day, on),
  ]);
  const { heads: counted } = kitchenDay(day, calendar.marks, calendar.usual);
  const isCounted = counted.small + counted.large > 0;
  const heads = bigHeads(isCounted ? counted : ONE_OF_EACH);
  const figures = (recipeIds: readonly string[]): PerClass<PortionFigures> =>
    figuresOf(
      recipeIds.flatMap((id) => ingredientsOf(book, id)),
      rules,
      heads,
      priceOf,
    );
  return { book, rules, heads, isCounted, priceOf, figures };
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
