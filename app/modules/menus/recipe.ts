import { invariant } from "#app/kernel/errors.ts";
import { divideHalfUp } from "#app/kernel/money.ts";
import type { Food } from "./food.ts";

/** Children eat one of two portions: small (PAUD to grade 3) and large (grade 4 and above). */
export const portionClasses = ["small", "large"] as const;
export type PortionClass = (typeof portionClasses)[number];
export type PerClass<Value> = Readonly<Record<PortionClass, Value>>;

/** What a dish is on the tray. */
export const dishGroups = ["staple", "animal", "plant", "vegetable", "fruit", "drink", "other"] as const;
export type DishGroup = (typeof dishGroups)[number];

/** Why a day of a cycle has the dishes it has: somebody set them, or a cheaper swap was taken. */
export const menuDayReasons = ["edited", "swap"] as const;

/** A food on a recipe card. */
export type FoodPart = {
  readonly kind: "food";
  readonly food: Food;
  /** Milligrams on the tray, per portion. */
  readonly servedMg: PerClass<bigint>;
  /** What 100 g of the raw edible part become on the tray: rice swells, meat shrinks. */
  readonly yieldPercent: number;
  /** Where it is bought by the piece: thousandths of a piece per portion. */
  readonly pieces: PerClass<bigint> | null;
  /** Bought on top, for what breaks or is spilled. */
  readonly allowanceBasisPoints: number;
  readonly cutSpec: string | null;
};

/** Another card inside a card: thousandths of its portion. */
export type DishPart = {
  readonly kind: "dish";
  readonly recipeId: string;
  readonly portions: PerClass<bigint>;
};

export type Recipe = {
  readonly id: string;
  readonly name: string;
  readonly dishGroup: DishGroup;
  readonly parts: readonly (FoodPart | DishPart)[];
};

/** A kitchen's cards, by id. */
export type RecipeBook = ReadonlyMap<string, Recipe>;

const WHOLE = 1_000n;

/** `a ÷ b`, rounded up: whatever is bought is never less than what is needed. */
export function divideUp(a: bigint, b: bigint): bigint {
  invariant(a >= 0n && b > 0n, "what is needed is not negative");
  return (a + b - 1n) / b;
}

/** Children as the arithmetic of portions takes them. */
export function bigHeads(heads: PerClass<number>): PerClass<bigint> {
  return { small: BigInt(heads.small), large: BigInt(heads.large) };
}

/** The edible milligrams, before cooking, in one portion. */
export function edibleMg(part: Pick<FoodPart, "servedMg" | "yieldPercent">, size: PortionClass): bigint {
  return divideHalfUp(part.servedMg[size] * 100n, BigInt(part.yieldPercent));
}

/** The names of the cards around a circle that starts at `recipeId`; null when there is none. */
export function circleFrom(book: RecipeBook, recipeId: string): string[] | null {
  const walk = (id: string, path: readonly string[]): string[] | null => {
    if (id === recipeId && path.length > 0) return [...path, book.get(id)?.name ?? id];
    if (path.length > book.size) return null;
    for (const part of book.get(id)?.parts ?? []) {
      if (part.kind !== "dish") continue;
      const found = walk(part.recipeId, [...path, book.get(id)?.name ?? id]);
      if (found) return found;
    }
    return null;
  };
  return walk(recipeId, []);
}

function times<Value extends PerClass<bigint> | null>(amounts: Value, factor: PerClass<bigint>): Value {
  if (amounts === null) return amounts;
  return {
    small: divideHalfUp(amounts.small * factor.small, WHOLE),
    large: divideHalfUp(amounts.large * factor.large, WHOLE),
  } as Value;
}

/** Everything that goes into one portion of a card, the cards inside it opened. The book has no circles. */
export function ingredientsOf(book: RecipeBook, recipeId: string): FoodPart[] {
  const recipe = book.get(recipeId);
  invariant(recipe, `${recipeId} stands in the book`);
  return recipe.parts.flatMap((part) =>
    part.kind === "food"
      ? [part]
      : ingredientsOf(book, part.recipeId).map((inner) => ({
          ...inner,
          servedMg: times(inner.servedMg, part.portions),
          pieces: times(inner.pieces, part.portions),
        })),
  );
}
