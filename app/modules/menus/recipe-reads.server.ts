import { asc, eq, inArray } from "drizzle-orm";
import { invariant } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { foods, recipeParts, recipes } from "#db/schema/menus.ts";
import { type FoodRow, foodOf } from "./food-reads.server.ts";
import type { DishPart, FoodPart, Recipe, RecipeBook } from "./recipe.ts";

export type PartRow = typeof recipeParts.$inferSelect;
export type RecipeRow = typeof recipes.$inferSelect;

/** A kitchen's cards by name, without what is in them. */
export async function recipesOf(organisationId: string, on: Executor = db()): Promise<RecipeRow[]> {
  return on
    .select()
    .from(recipes)
    .where(eq(recipes.organisationId, organisationId))
    .orderBy(asc(recipes.dishGroup), asc(recipes.name));
}

/** The part of a card that a row says, as the rules take it. */
export function partOf(row: PartRow, food: FoodRow | null): FoodPart | DishPart {
  const thousandths =
    row.smallThousandths === null || row.largeThousandths === null
      ? null
      : { small: row.smallThousandths, large: row.largeThousandths };
  if (row.dishId !== null) {
    invariant(thousandths, "a card inside a card has portions");
    return { kind: "dish", recipeId: row.dishId, portions: thousandths };
  }
  invariant(food && row.smallMg !== null && row.largeMg !== null, "a food on a card has its grams");
  return {
    kind: "food",
    food: foodOf(food),
    servedMg: { small: row.smallMg, large: row.largeMg },
    yieldPercent: row.yieldPercent,
    pieces: thousandths,
    allowanceBasisPoints: row.allowanceBasisPoints,
    cutSpec: row.cutSpec,
  };
}

/** All cards of a kitchen with what is in them: two questions, however many cards. */
export async function recipeBookOf(organisationId: string, on: Executor = db()): Promise<RecipeBook> {
  const cards = await recipesOf(organisationId, on);
  const book = new Map<string, Recipe>();
  if (cards.length === 0) return book;
  const rows = await partRows(
    cards.map((card) => card.id),
    on,
  );
  const parts = new Map<string, (FoodPart | DishPart)[]>();
  for (const { part, food } of rows)
    parts.set(part.recipeId, [...(parts.get(part.recipeId) ?? []), partOf(part, food)]);
  for (const { id, name, dishGroup } of cards)
    book.set(id, { id, name, dishGroup, parts: parts.get(id) ?? [] });
  return book;
}

function partRows(recipeIds: readonly string[], on: Executor) {
  return on
    .select({ part: recipeParts, food: foods })
    .from(recipeParts)
    .leftJoin(foods, eq(foods.id, recipeParts.foodId))
    .where(inArray(recipeParts.recipeId, [...recipeIds]))
    .orderBy(asc(recipeParts.recipeId), asc(recipeParts.position));
}

export type RecipeView = RecipeRow & {
  readonly parts: readonly { readonly part: PartRow; readonly food: FoodRow | null }[];
};

/** One card with the rows in it; null when this kitchen has none of that id. */
export async function recipeOf(
  organisationId: string,
  recipeId: string,
  on: Executor = db(),
): Promise<RecipeView | null> {
  const [card] = await on.select().from(recipes).where(eq(recipes.id, recipeId));
  if (!card || card.organisationId !== organisationId) return null;
  return { ...card, parts: await partRows([recipeId], on) };
}
