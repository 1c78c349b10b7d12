import { baseFromDecimal } from "#app/kernel/quantity.ts";
import type { Food } from "./food.ts";
import type { FoodPart, PerClass, Recipe } from "./recipe.ts";

/**
 * A recipe card while it is being written: what stands in the boxes, as text. Rows keep their number for as long as the
 * form is open.
 */
export type PartDraft = {
  readonly at: number;
  /** A food, or another card. */
  readonly foodId: string;
  readonly dishId: string;
  readonly small: string;
  readonly large: string;
  readonly yieldPercent: string;
  readonly smallPieces: string;
  readonly largePieces: string;
  readonly allowancePercent: string;
  readonly cutSpec: string;
  readonly oddityReason: string;
};

export type RecipeDraft = {
  readonly name: string;
  readonly dishGroup: string;
  readonly note: string;
  /** The version of the kept card that the writer has seen; empty for a new one. */
  readonly version: string;
  readonly parts: readonly PartDraft[];
};

type Values = Readonly<Record<string, string>>;

/** Reads the boxes of a form that was sent, whatever they hold. */
export function recipeDraftFrom(values: Values): RecipeDraft {
  const text = (name: string) => (values[name] ?? "").trim();
  const numbers = Object.keys(values).flatMap((name) => {
    const number = /^parts\[(\d{1,3})\]\.small$/.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
  return {
    name: text("name"),
    dishGroup: text("dishGroup"),
    note: text("note"),
    version: text("version"),
    parts: numbers
      .sort((a, b) => a - b)
      .map((at) => {
        const of = (name: string) => text(`parts[${at}].${name}`);
        return {
          at,
          foodId: of("foodId"),
          dishId: of("dishId"),
          small: of("small"),
          large: of("large"),
          yieldPercent: of("yieldPercent"),
          smallPieces: of("smallPieces"),
          largePieces: of("largePieces"),
          allowancePercent: of("allowancePercent"),
          cutSpec: of("cutSpec"),
          oddityReason: of("oddityReason"),
        };
      }),
  };
}

/** The draft with one more row at its end, of a food or of another card. */
export function withPart(
  draft: RecipeDraft,
  of: { readonly foodId: string } | { readonly dishId: string },
): RecipeDraft {
  const blank = {
    foodId: "",
    dishId: "",
    small: "",
    large: "",
    yieldPercent: "",
    smallPieces: "",
    largePieces: "",
  };
  const at = Math.max(-1, ...draft.parts.map((part) => part.at)) + 1;
  const part = { ...blank, allowancePercent: "", cutSpec: "", oddityReason: "", ...of, at };
  return { ...draft, parts: [...draft.parts, "dishId" in of ? { ...part, small: "1", large: "1" } : part] };
}

export function withoutPart(draft: RecipeDraft, at: number): RecipeDraft {
  return { ...draft, parts: draft.parts.filter((part) => part.at !== at) };
}

/** What the draft is as the input of the command: boxes left empty are left out. */
export function recipeWish(draft: RecipeDraft, recipeId: string | null) {
  return {
    ...filled({ name: draft.name, dishGroup: draft.dishGroup, note: draft.note, version: draft.version }),
    ...(recipeId === null ? {} : { recipeId }),
    parts: draft.parts.map(({ at: _at, ...part }) => filled(part)),
  };
}

function filled<Fields extends Values>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== "")) as Partial<Fields>;
}

type Errors = Readonly<Record<string, readonly string[]>>;

/** Commands number parts from nought without gaps; the form has its own numbers. */
export function recipeErrorsByRow(errors: Errors, draft: RecipeDraft): Errors {
  return Object.fromEntries(
    Object.entries(errors).map(([name, said]) => {
      const match = /^parts\[(\d+)\](.*)$/.exec(name);
      const part = match ? draft.parts[Number(match[1])] : undefined;
      return [part && match ? `parts[${part.at}]${match[2]}` : name, said];
    }),
  );
}

const THOUSANDTHS = 1_000n;
const WHOLE_PERCENT = 100;

/** What the boxes come to so far, for reckoning while somebody writes: what cannot be read counts as nothing. */
export function draftParts(
  draft: RecipeDraft,
  foodOf: (foodId: string) => Food | undefined,
): Recipe["parts"] {
  return draft.parts.flatMap((part): Recipe["parts"] => {
    const amounts = both(part.small, part.large);
    if (part.dishId !== "") return [{ kind: "dish", recipeId: part.dishId, portions: amounts }];
    const food = foodOf(part.foodId);
    return food ? [foodPart(part, food, amounts)] : [];
  });
}

function foodPart(part: PartDraft, food: Food, servedMg: PerClass<bigint>): FoodPart {
  const yieldPercent = Number(part.yieldPercent);
  return {
    kind: "food",
    food,
    servedMg,
    yieldPercent: Number.isInteger(yieldPercent) && yieldPercent > 0 ? yieldPercent : WHOLE_PERCENT,
    pieces: part.smallPieces === "" ? null : both(part.smallPieces, part.largePieces),
    allowanceBasisPoints: Number(baseFromDecimal(part.allowancePercent, 100n) ?? 0n),
    cutSpec: null,
  };
}

function both(small: string, large: string): PerClass<bigint> {
  const read = (text: string) => baseFromDecimal(text, THOUSANDTHS) ?? 0n;
  return { small: read(small), large: read(large) };
}
