import { invariant } from "#app/kernel/errors.ts";
import { divideHalfUp } from "#app/kernel/money.ts";
import { type PriceStep, stepAt } from "../catalogue/price-tiers.ts";
import { type Nutrient, nutrients } from "./food.ts";
import type { ExactNutrition } from "./nutrition.ts";
import { type DishGroup, type PerClass, portionClasses } from "./recipe.ts";

/**
 * The cheapest swap of a day's dishes that keeps what the tray gives. Each dish may give way to another card of its own dish
 * group, at most once each and at most so many at a time; for both portions energy, protein, fat and carbohydrate stay within
 * bounds around what they were. What costs least for all children of the day wins; of equals, what changes least.
 */
export type SwapCard = {
  readonly recipeId: string;
  readonly dishGroup: DishGroup;
  /** What one portion costs as it is paid, in rupiah, without the goods whose price falls with the quantity. */
  readonly rupiah: PerClass<bigint>;
  /** Of goods whose price falls with the quantity: what all children of the day need of it, in base units. */
  readonly tiered: readonly { readonly goods: string; readonly needBase: bigint }[];
  readonly gives: PerClass<ExactNutrition>;
};

/** How far a nutrient may move, in percent of what it was. */
export type SwapBounds = Readonly<Record<Nutrient, { readonly from: number; readonly to: number }>>;

export type SwapQuestion = {
  readonly tray: readonly SwapCard[];
  /** Cards that are not on the tray, each priced by live offers. */
  readonly others: readonly SwapCard[];
  readonly heads: PerClass<bigint>;
  readonly bounds: SwapBounds;
  readonly changesMax: number;
  /** What goods cost whose price falls with the quantity, by their name; one tray buys its dishes' needs together. */
  readonly steps: ReadonlyMap<string, readonly PriceStep[]>;
};

export type Swap = {
  readonly changes: readonly { readonly from: string; readonly to: string }[];
  /** For all children of the day. */
  readonly savedRupiah: bigint;
};

/** What a card costs for all children of the day, without the goods whose price falls with the quantity. */
function costForDay(card: SwapCard, heads: PerClass<bigint>): bigint {
  return card.rupiah.small * heads.small + card.rupiah.large * heads.large;
}

/** Whether a tray keeps every nutrient of both portions within the bounds around what the present one gives; exactly. */
export function keepsNutrition({ tray, bounds }: SwapQuestion, changed: readonly SwapCard[]): boolean {
  return portionClasses.every((size) =>
    nutrients.every((nutrient) => {
      const [before, after] = [given(tray, size, nutrient), given(changed, size, nutrient)];
      const { from, to } = bounds[nutrient];
      return after * 100n >= before * BigInt(from) && after * 100n <= before * BigInt(to);
    }),
  );
}

function given(cards: readonly SwapCard[], size: keyof PerClass<unknown>, nutrient: Nutrient): bigint {
  return cards.reduce((sum, card) => sum + card.gives[size][nutrient], 0n);
}

/** Answers a program in the LP format with the names of the variables that are one; null when nothing keeps its rules. */
export type SolveProgram = (program: string) => ReadonlySet<string> | null;

/**
 * The best swap, by a solver of integer programs; null where nothing saves a rupiah. The answer is judged again, exactly: one
 * that breaks a bound by no more than the solver's tolerance is not proposed.
 */
export function cheapestSwap(question: SwapQuestion, solve: SolveProgram): Swap | null {
  const choices = choicesOf(question);
  const chosen = solve(programOf(question, choices));
  if (chosen === null) return null;
  const after = question.tray.map((card, slot) => {
    const taken = choices.find((choice) => choice.slot === slot && chosen.has(choice.name));
    return taken?.card ?? card;
  });
  const swap = swapTo(question, after);
  return swap.savedRupiah > 0n && keepsNutrition(question, after) ? swap : null;
}

/** What goods whose price falls cost for so much, at the step that it reaches; rounded half up. */
function tieredCost(steps: readonly PriceStep[], needBase: bigint): bigint {
  const step = stepAt(steps, needBase);
  return step === null ? 0n : divideHalfUp(needBase * step.paidRupiah, step.basePerUnit);
}

function needOf(cards: readonly SwapCard[], goods: string): bigint {
  return cards
    .flatMap(({ tiered }) => tiered)
    .reduce((sum, one) => (one.goods === goods ? sum + one.needBase : sum), 0n);
}

/** What it is to put these cards in the places of the present ones. */
export function swapTo({ tray, heads, steps }: SwapQuestion, after: readonly SwapCard[]): Swap {
  const cost = (cards: readonly SwapCard[]) =>
    cards.reduce((sum, card) => sum + costForDay(card, heads), 0n) +
    [...steps].reduce((sum, [goods, falling]) => sum + tieredCost(falling, needOf(cards, goods)), 0n);
  return {
    changes: tray.flatMap((card, slot) => {
      const to = after[slot]?.recipeId ?? card.recipeId;
      return to === card.recipeId ? [] : [{ from: card.recipeId, to }];
    }),
    savedRupiah: cost(tray) - cost(after),
  };
}

type Choice = {
  readonly name: string;
  readonly slot: number;
  readonly other: number;
  readonly card: SwapCard;
};

/** Every dish and what could stand in its place. */
function choicesOf({ tray, others }: SwapQuestion): Choice[] {
  return tray.flatMap((dish, slot) =>
    others.flatMap((card, other) =>
      card.dishGroup === dish.dishGroup ? [{ name: `x${slot}_${other}`, slot, other, card }] : [],
    ),
  );
}

/** A change weighs less than the smallest saving, so that of equal costs the fewest changes win. */
const COST_SCALE = 100n;
/** Nutrition enters the program in thousandths: far coarser than its arithmetic, far finer than any bound. */
const GIVES_SCALE = 1_000;

/** The program: a variable for each change; what is not changed stays. Everything is said as a difference to the present tray. */
function programOf(question: SwapQuestion, choices: readonly Choice[]): string {
  const { tray, heads, bounds, changesMax } = question;
  const rules: string[] = [];
  const limit = (terms: readonly string[], sign: "<=" | ">=", value: number | bigint) => {
    if (terms.length > 0) rules.push(` r${rules.length}: ${terms.join(" ")} ${sign} ${value}`);
  };
  const ones = (list: readonly Choice[]) => list.map(({ name }) => `+ 1 ${name}`);
  for (const slot of tray.keys()) limit(ones(choices.filter((choice) => choice.slot === slot)), "<=", 1);
  for (const other of question.others.keys())
    limit(ones(choices.filter((choice) => choice.other === other)), "<=", 1);
  limit(ones(choices), "<=", changesMax);
  for (const size of portionClasses)
    for (const nutrient of nutrients) {
      const terms = choices.map(({ name, slot, card }) => {
        const more = card.gives[size][nutrient] - (tray[slot]?.gives[size][nutrient] ?? 0n);
        return `${more < 0n ? "-" : "+"} ${Math.abs(Number(more)) / GIVES_SCALE} ${name}`;
      });
      const before = Number(given(tray, size, nutrient)) / GIVES_SCALE;
      limit(terms, ">=", (before * (bounds[nutrient].from - 100)) / 100);
      limit(terms, "<=", (before * (bounds[nutrient].to - 100)) / 100);
    }
  const costs = choices.map(({ name, slot, card }) => {
    const dish = tray[slot];
    invariant(dish, "a choice is for a dish");
    const more = (costForDay(card, heads) - costForDay(dish, heads)) * COST_SCALE + 1n;
    return `${more < 0n ? "-" : "+"} ${more < 0n ? -more : more} ${name}`;
  });
  const tiers = [...question.steps].map(([goods, steps], at) =>
    tieredGoods(question, choices, { goods, steps, at }),
  );
  return [
    "Minimize",
    ` cost: ${[...costs, ...tiers.flatMap((one) => one.costs)].join(" ") || "0"}`,
    "Subject To",
    ...rules,
    ...tiers.flatMap((one) => one.rules),
    "Binary",
    ` ${[...choices.map(({ name }) => name), ...tiers.flatMap((one) => one.binaries)].join(" ")}`,
    "End",
  ].join("\n");
}

/**
 * Quantities enter the program in thousands of base units: kilograms and litres. Its numbers only choose the dish; what the
 * choice costs is reckoned anew in whole rupiah.
 */
const QUANTITY_SCALE = 1_000;

/**
 * Goods whose price falls with the quantity: all that the tray needs is bought at exactly one step, and at one only that it
 * reaches. As every step is cheaper than the one before it, the least cost takes the last that is reached.
 */
function tieredGoods(
  { tray, others }: SwapQuestion,
  choices: readonly Choice[],
  { goods, steps, at }: { readonly goods: string; readonly steps: readonly PriceStep[]; readonly at: number },
): { readonly rules: string[]; readonly costs: string[]; readonly binaries: string[] } {
  const thousands = (base: bigint) => Number(base) / QUANTITY_SCALE;
  const signed = (value: number, name: string) => `${value < 0 ? "-" : "+"} ${Math.abs(value)} ${name}`;
  const bought = steps.map((_, step) => `q${at}_${step}`);
  const taken = steps.map((_, step) => `y${at}_${step}`);
  const changes = choices.flatMap(({ name, slot, card }) => {
    const dish = tray[slot];
    const more = needOf([card], goods) - (dish ? needOf([dish], goods) : 0n);
    return more === 0n ? [] : [signed(-thousands(more), name)];
  });
  const most = thousands(needOf([...tray, ...others], goods));
  return {
    binaries: taken,
    costs: steps.map(({ paidRupiah, basePerUnit }, step) => {
      const perThousand = (Number(paidRupiah) * QUANTITY_SCALE * Number(COST_SCALE)) / Number(basePerUnit);
      return signed(perThousand, bought[step] ?? "");
    }),
    rules: [
      ` n${at}: ${bought.map((name) => signed(1, name)).join(" ")} ${changes.join(" ")} = ${thousands(needOf(tray, goods))}`,
      ` o${at}: ${taken.map((name) => signed(1, name)).join(" ")} = 1`,
      ...steps.flatMap(({ fromBase }, step) => [
        ` u${at}_${step}: + 1 ${bought[step]} ${signed(-most, taken[step] ?? "")} <= 0`,
        ` l${at}_${step}: + 1 ${bought[step]} ${signed(-thousands(fromBase), taken[step] ?? "")} >= 0`,
      ]),
    ],
  };
}
