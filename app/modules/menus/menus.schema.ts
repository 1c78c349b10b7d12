import { z } from "zod";
import { parseQuantity } from "#app/i18n/parse.ts";
import { BusinessDayText, ClockText } from "#app/kernel/calendar-text.ts";
import { goodsClasses } from "#app/kernel/goods-class.ts";
import { idOf } from "#app/kernel/ids.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { calendarReasons, servings } from "./kitchen-calendar.ts";
import { dishGroups, menuDayReasons } from "./recipe.ts";

const PARTS_MAX = 60;
const DISHES_MAX = 12;
/** No kitchen of the programme cooks for more; whoever types it has slipped. */
const HEADS_MAX = 20_000;
/** How often a card or a day is written anew; nobody comes near it. */
const VERSION_MAX = 1_000_000;

/** What people write ("12,5", "1.000"), below ten to the `before`, as a whole number of its smallest part: so many places after the comma. */
const decimal = (before: number, after: number) => {
  const smallest = 10n ** BigInt(after);
  return z
    .string()
    .transform((text) => parseQuantity(text, smallest))
    .pipe(
      z
        .bigint({ error: "menus.notAmount" })
        .max(10n ** BigInt(before) * smallest - 1n, { error: "menus.notAmount", abort: true }),
    );
};

/** Grams, pieces or portions, as thousandths. */
const Thousandths = decimal(5, 3);
/** A figure of a food table, in tenths. */
const Tenths = decimal(4, 1).transform(Number);

/** A table's row that is the kitchen's own: what a label or a laboratory says. */
export const AddFood = z.object({
  name: z.string().trim().min(2).max(80),
  foodGroup: z.string().trim().max(40).default(""),
  energy: Tenths,
  protein: Tenths,
  fat: Tenths,
  carbohydrate: Tenths,
  ediblePercent: Tenths.refine((permille) => permille >= 1 && permille <= 1_000, {
    error: "menus.notEdiblePart",
  }),
  source: z.string().trim().min(3).max(200),
});
export type AddFood = z.output<typeof AddFood>;

/** Which goods a food is for this kitchen; the unit is one of the commodity's own. */
export const LinkFood = z.object({
  foodId: z.string().trim().min(1).max(40),
  commodityCode: z.string().trim().min(1).max(12),
  gradeCode: z.string().trim().min(1).max(12),
  unit: z.string().trim().min(1).max(30),
  /** Grams in a base unit: of a millilitre of oil 0,9; of what is weighed 1. */
  gramsPerBase: Thousandths.refine((mg) => mg > 0n, { error: "kernel.notPositive" }).default(1_000n),
  piecesPerUnit: wholeNumber(1, 10_000).optional(),
});
export type LinkFood = z.output<typeof LinkFood>;

const RecipePart = z
  .object({
    foodId: z.string().trim().min(1).max(40).optional(),
    /** Another card; its amounts are portions of it. */
    dishId: idOf("recipe").optional(),
    small: Thousandths,
    large: Thousandths,
    yieldPercent: wholeNumber(10, 500, "menus.notYield").default(100),
    smallPieces: Thousandths.optional(),
    largePieces: Thousandths.optional(),
    allowancePercent: decimal(2, 2)
      .transform(Number)
      .default(0)
      .refine((points) => points <= 5_000, { error: "menus.notAmount" }),
    cutSpec: z.string().trim().max(80).optional(),
    oddityReason: z.string().trim().min(3).max(200).optional(),
  })
  .refine((part) => (part.foodId === undefined) !== (part.dishId === undefined), {
    path: ["foodId"],
    error: "menus.partOfNothing",
  })
  .refine((part) => part.small + part.large > 0n, { path: ["small"], error: "menus.partOfNone" })
  .refine((part) => (part.smallPieces === undefined) === (part.largePieces === undefined), {
    path: ["smallPieces"],
    error: "menus.piecesOfBoth",
  });
export type RecipePart = z.output<typeof RecipePart>;

/** A whole card, new or as it should be now; `version` is the one that the writer has seen. */
export const SaveRecipe = z.object({
  recipeId: idOf("recipe").optional(),
  version: wholeNumber(1, VERSION_MAX).optional(),
  name: z.string().trim().min(2).max(60),
  dishGroup: z.enum(dishGroups),
  note: z.string().trim().max(500).optional(),
  parts: z.array(RecipePart).min(1, { error: "menus.recipeEmpty" }).max(PARTS_MAX),
});
export type SaveRecipe = z.output<typeof SaveRecipe>;

export const PlanCycle = z.object({
  name: z.string().trim().min(2).max(60),
  startsOn: BusinessDayText,
  dayCount: wholeNumber(1, 40),
  serves: z.enum(servings).default("fresh"),
  /** Dishes of an earlier cycle to begin with. */
  copyOf: idOf("menuCycle").optional(),
});
export type PlanCycle = z.output<typeof PlanCycle>;

/** All dishes of one day of a cycle, in their order on the tray. */
export const SetMenuDay = z.object({
  cycleId: idOf("menuCycle"),
  dayNumber: wholeNumber(1, 40),
  recipeIds: z.array(idOf("recipe")).max(DISHES_MAX),
  reason: z.enum(menuDayReasons).default("edited"),
  /** How often the day had been set when the writer looked at it; another number now is a conflict. */
  seenVersion: wholeNumber(0, VERSION_MAX).optional(),
});

const Heads = wholeNumber(0, 999_999_999, "menus.notHeads");

export const MarkDays = z
  .object({
    fromDay: BusinessDayText,
    toDay: BusinessDayText.optional(),
    /** Monday is 1; every day of the week where left out. */
    weekdays: z.array(wholeNumber(1, 7)).max(7).default([]),
    operates: z.enum(["yes", "no"]).optional(),
    serves: z.enum(servings).optional(),
    smallHeads: Heads.optional(),
    largeHeads: Heads.optional(),
    reason: z.enum(calendarReasons),
    note: z.string().trim().max(200).optional(),
  })
  .refine((mark) => mark.toDay === undefined || mark.toDay >= mark.fromDay, {
    path: ["toDay"],
    error: "menus.periodOrder",
  })
  .refine((mark) => (mark.smallHeads === undefined) === (mark.largeHeads === undefined), {
    path: ["largeHeads"],
    error: "menus.headsOfBoth",
  })
  .refine((mark) => [mark.operates, mark.serves, mark.smallHeads].some((said) => said !== undefined), {
    path: ["operates"],
    error: "menus.nothingSaid",
  })
  .refine((mark) => mark.smallHeads === undefined || mark.smallHeads + (mark.largeHeads ?? 0) > 0, {
    path: ["smallHeads"],
    error: "menus.headsZero",
  })
  .refine((mark) => (mark.smallHeads ?? 0) + (mark.largeHeads ?? 0) <= HEADS_MAX, {
    path: ["smallHeads"],
    error: "menus.headsHuge",
  });
export type MarkDays = z.output<typeof MarkDays>;

/** When a kitchen takes a class of goods; without a window as its region's rule says. */
export const SetReceivingWindow = z.object({
  goodsClass: z.enum(goodsClasses),
  window: z
    .object({
      daysBefore: wholeNumber(0, 7),
      windowStart: ClockText,
      windowEnd: ClockText,
    })
    .refine((window) => window.windowStart < window.windowEnd, {
      path: ["windowEnd"],
      error: "menus.windowOrder",
    })
    .optional(),
});

/** A place that is served from a day on; the same name again, once it is served no more, is another row. */
export const AddSchool = z
  .object({
    name: z.string().trim().min(3).max(80),
    smallHeads: Heads,
    largeHeads: Heads,
    contactName: z.string().trim().min(2).max(80),
    contactPhone: z
      .string()
      .trim()
      .regex(/^\+?[\d\s-]{8,20}$/, { error: "menus.notPhone" }),
    servedFrom: BusinessDayText,
  })
  .refine((school) => school.smallHeads + school.largeHeads > 0, {
    path: ["smallHeads"],
    error: "menus.headsZero",
  })
  .refine((school) => school.smallHeads + school.largeHeads <= HEADS_MAX, {
    path: ["smallHeads"],
    error: "menus.headsHuge",
  });

export const EndSchool = z.object({ schoolId: idOf("school"), servedTo: BusinessDayText });
