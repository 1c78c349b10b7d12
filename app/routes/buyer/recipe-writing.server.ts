import { decimalOf } from "#app/i18n/format.ts";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { hasEdiblePart, odditiesOf } from "#app/modules/menus/food.ts";
import {
  type FoodRow,
  foodOf,
  foodsById,
  foodsLike,
  goodsOfFoods,
} from "#app/modules/menus/food-reads.server.ts";
import { trayReckoner } from "#app/modules/menus/menu-board-reads.server.ts";
import { figuresOf } from "#app/modules/menus/menu-figures.ts";
import { pricesForFoods } from "#app/modules/menus/price-reads.server.ts";
import { circleFrom, ingredientsOf } from "#app/modules/menus/recipe.ts";
import { draftParts, type RecipeDraft } from "#app/modules/menus/recipe-draft.ts";
import type { RecipeView } from "#app/modules/menus/recipe-reads.server.ts";

type Kitchen = { readonly id: string; readonly regionCode: string; readonly timeZone: TimeZone };

const FOUND_MAX = 12;
const DRAFT_ID = "draft";

/** What a row of the form says about its food. */
function shownFood(food: FoodRow, piecesPerUnit: number | null) {
  return {
    id: food.id,
    name: food.name,
    ediblePermille: food.ediblePermille,
    isUsable: hasEdiblePart(food),
    oddities: odditiesOf(foodOf(food)),
    isOwn: food.organisationId !== null,
    isCounted: piecesPerUnit !== null,
  };
}

/** A recipe form as it stands: its boxes, the foods in them, what was looked for, and what a portion gives and costs. */
export async function recipeSheet(
  kitchen: Kitchen,
  draft: RecipeDraft,
  at: Date,
  options: { readonly find?: string; readonly recipeId?: string | null; readonly errors?: Errors } = {},
) {
  const ids = draft.parts.flatMap((part) => (part.foodId === "" ? [] : [part.foodId]));
  const found = options.find ? await foodsLike(kitchen.id, options.find, FOUND_MAX) : [];
  const everyId = [...ids, ...found.map((food) => food.id)];
  const [foods, goods, { book, rules, heads }, priceOf] = await Promise.all([
    foodsById(kitchen.id, ids),
    goodsOfFoods(kitchen.id, everyId),
    trayReckoner(kitchen, at),
    pricesForFoods(kitchen.id, ids, dayOf(at, kitchen.timeZone)),
  ]);
  const own = options.recipeId ?? DRAFT_ID;
  const parts = draftParts(draft, (foodId) => {
    const row = foods.get(foodId);
    return row && hasEdiblePart(row) ? foodOf(row) : undefined;
  }).filter((part) => part.kind === "food" || book.has(part.recipeId));
  const written = new Map(book).set(own, { id: own, name: draft.name, dishGroup: "other", parts });
  const isRound = circleFrom(written, own) !== null;
  const shown = (food: FoodRow) => shownFood(food, goods.get(food.id)?.piecesPerUnit ?? null);
  return {
    draft,
    find: options.find ?? "",
    found: found.map((food) => shown(food)),
    foods: [...foods.values()].map((food) => shown(food)),
    dishes: [...book.values()].filter(({ id }) => id !== own).map(({ id, name }) => ({ id, name })),
    figures: figuresOf(isRound ? [] : ingredientsOf(written, own), rules, heads, priceOf),
    errors: options.errors ?? {},
  };
}

type Errors = Readonly<Record<string, readonly string[]>>;
export type RecipeSheet = Awaited<ReturnType<typeof recipeSheet>>;

/** A kept card as the boxes that wrote it. */
export function draftOfRecipe(card: RecipeView): RecipeDraft {
  const text = (thousandths: bigint | null) =>
    thousandths === null ? "" : decimalOf(thousandths, 1_000n).replaceAll(".", "");
  return {
    name: card.name,
    dishGroup: card.dishGroup,
    note: card.note ?? "",
    version: String(card.version),
    parts: card.parts.map(({ part }, at) => ({
      at,
      foodId: part.foodId ?? "",
      dishId: part.dishId ?? "",
      small: text(part.dishId === null ? part.smallMg : part.smallThousandths),
      large: text(part.dishId === null ? part.largeMg : part.largeThousandths),
      yieldPercent: part.yieldPercent === 100 ? "" : String(part.yieldPercent),
      smallPieces: part.dishId === null ? text(part.smallThousandths) : "",
      largePieces: part.dishId === null ? text(part.largeThousandths) : "",
      allowancePercent:
        part.allowanceBasisPoints === 0 ? "" : decimalOf(BigInt(part.allowanceBasisPoints), 100n),
      cutSpec: part.cutSpec ?? "",
      oddityReason: part.oddityReason ?? "",
    })),
  };
}
