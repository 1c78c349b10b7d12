import { eq, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Invalid, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { hold } from "#db/hold.server.ts";
import { recipeParts, recipes } from "#db/schema/menus.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { hasEdiblePart } from "./food.ts";
import { foodOf, foodsById } from "./food-reads.server.ts";
import { type RecipePart, SaveRecipe } from "./menus.schema.ts";
import { permitKeeping, plannerOf } from "./own-kitchen.server.ts";
import { circleFrom, type Recipe } from "./recipe.ts";
import { recipeBookOf } from "./recipe-reads.server.ts";

/**
 * Writes a recipe card, new or again. Refuses a food that the kitchen does not know, one without an edible part
 * (`menus.foodInedible`), an odd one without a reason (`menus.foodOdd`), a card that would contain itself
 * (`menus.recipeCircle`), and a card that somebody changed meanwhile (`menus.recipeMoved`).
 */
export const saveRecipe = command({
  name: "menus.saveRecipe",
  input: SaveRecipe,
  // Cards that two people write at once could close a circle between them: one waits, and then sees the other's.
  isolation: "read committed",
  permit: permitKeeping,
  run: async (tx, call, input) => {
    const { organisationId } = plannerOf(call);
    const present = await hold(tx, recipes, eq(recipes.organisationId, organisationId), sql`${recipes.id}`);
    const own = present.find((card) => card.id === input.recipeId);
    if (input.recipeId !== undefined && !own) throw new Missing("menus.recipeMissing");
    if (own && own.version !== input.version) throw new Conflict("menus.recipeMoved");
    const rival = present.find(
      (card) => card.id !== own?.id && card.name.toLowerCase() === input.name.toLowerCase(),
    );
    if (rival) throw new RuleBroken("menus.recipeNameTaken", { field: "name" });
    await checkFoods(tx, organisationId, input.parts);
    const recipeId = own?.id ?? newId("recipe");
    await checkDishes(tx, organisationId, { ...input, recipeId });
    await writeCard(tx, call, { ...input, recipeId, version: own?.version ?? null });
    return { recipeId };
  },
});

async function checkFoods(
  tx: LatestTransaction,
  organisationId: string,
  parts: readonly RecipePart[],
): Promise<void> {
  const ids = parts.flatMap((part) => part.foodId ?? []);
  const known = await foodsById(organisationId, ids, tx);
  const wrong: Record<string, string[]> = {};
  for (const [at, part] of parts.entries()) {
    if (part.foodId === undefined) continue;
    const food = known.get(part.foodId);
    if (!food) wrong[`parts[${at}].foodId`] = ["menus.foodMissing"];
    else if (!hasEdiblePart(foodOf(food))) wrong[`parts[${at}].foodId`] = ["menus.foodInedible"];
    else if (food.isOdd && !part.oddityReason) wrong[`parts[${at}].oddityReason`] = ["menus.foodOdd"];
  }
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong);
}

/** Cards inside the card are the kitchen's own, and none leads back to it. */
async function checkDishes(
  tx: LatestTransaction,
  organisationId: string,
  card: { readonly recipeId: string; readonly name: string; readonly parts: readonly RecipePart[] },
): Promise<void> {
  const dishes = card.parts.flatMap((part) => part.dishId ?? []);
  if (dishes.length === 0) return;
  const book = new Map(await recipeBookOf(organisationId, tx));
  const wrong: Record<string, string[]> = {};
  for (const [at, { dishId }] of card.parts.entries())
    if (dishId !== undefined && dishId !== card.recipeId && !book.has(dishId))
      wrong[`parts[${at}].dishId`] = ["menus.recipeMissing"];
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong);
  const nothing = { small: 0n, large: 0n };
  const written: Recipe = {
    id: card.recipeId,
    name: card.name,
    dishGroup: "other",
    parts: dishes.map((recipeId) => ({ kind: "dish", recipeId, portions: nothing })),
  };
  const circle = circleFrom(book.set(card.recipeId, written), card.recipeId);
  if (circle) throw new RuleBroken("menus.recipeCircle", { path: circle.join(" → ") });
}

async function writeCard(
  tx: LatestTransaction,
  call: Call,
  card: Omit<SaveRecipe, "version"> & { readonly recipeId: string; readonly version: number | null },
): Promise<void> {
  const { organisationId, personId } = plannerOf(call);
  const said = { name: card.name, dishGroup: card.dishGroup, note: card.note ?? null, updatedAt: call.at };
  if (card.version === null)
    await tx
      .insert(recipes)
      .values({ id: card.recipeId, organisationId, createdBy: personId, createdAt: call.at, ...said });
  else {
    await tx
      .update(recipes)
      .set({ ...said, version: card.version + 1 })
      .where(eq(recipes.id, card.recipeId));
    await tx.delete(recipeParts).where(eq(recipeParts.recipeId, card.recipeId));
  }
  await tx
    .insert(recipeParts)
    .values(card.parts.map((part, position) => ({ recipeId: card.recipeId, position, ...columnsOf(part) })));
}

function columnsOf(part: RecipePart) {
  if (part.dishId !== undefined)
    return { dishId: part.dishId, smallThousandths: part.small, largeThousandths: part.large };
  return {
    foodId: part.foodId,
    smallMg: part.small,
    largeMg: part.large,
    yieldPercent: part.yieldPercent,
    smallThousandths: part.smallPieces ?? null,
    largeThousandths: part.largePieces ?? null,
    allowanceBasisPoints: part.allowancePercent,
    cutSpec: part.cutSpec ?? null,
    oddityReason: part.oddityReason ?? null,
  };
}
