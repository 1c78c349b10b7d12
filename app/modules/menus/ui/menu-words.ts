import { decimalOf, percent } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { Nutrient, Oddity } from "../food.ts";
import type { CalendarReason, Serving } from "../kitchen-calendar.ts";
import type { NeedGroup, ShareVerdict } from "../nutrition.ts";
import type { DishGroup, PortionClass } from "../recipe.ts";

const groups: Readonly<Record<DishGroup, () => string>> = {
  staple: m.menus_group_staple,
  animal: m.menus_group_animal,
  plant: m.menus_group_plant,
  vegetable: m.menus_group_vegetable,
  fruit: m.menus_group_fruit,
  drink: m.menus_group_drink,
  other: m.menus_group_other,
};
const reasons: Readonly<Record<CalendarReason, () => string>> = {
  school_holiday: m.menus_reason_school_holiday,
  public_holiday: m.menus_reason_public_holiday,
  ramadan: m.menus_reason_ramadan,
  suspended: m.menus_reason_suspended,
  headcount: m.menus_reason_headcount,
  pattern: m.menus_reason_pattern,
  other: m.menus_reason_other,
};
const ages: Readonly<Record<NeedGroup, () => string>> = {
  age_7_9: m.menus_age_7_9,
  boys_10_12: m.menus_age_boys_10_12,
  girls_10_12: m.menus_age_girls_10_12,
  boys_13_15: m.menus_age_boys_13_15,
  girls_13_15: m.menus_age_girls_13_15,
  boys_16_18: m.menus_age_boys_16_18,
  girls_16_18: m.menus_age_girls_16_18,
};
const verdicts: Readonly<Record<ShareVerdict, () => string>> = {
  low: m.menus_verdict_low,
  fits: m.menus_verdict_fits,
  high: m.menus_verdict_high,
};
const named: Readonly<Record<Nutrient, () => string>> = {
  energy: m.menus_nutrient_energy,
  protein: m.menus_nutrient_protein,
  fat: m.menus_nutrient_fat,
  carbohydrate: m.menus_nutrient_carbohydrate,
};
const odd: Readonly<Record<Oddity, () => string>> = {
  missing: m.menus_odd_missing,
  overfull: m.menus_odd_overfull,
  energy: m.menus_odd_energy,
};

export const dishGroupWord = (group: DishGroup): string => groups[group]();
export const reasonWord = (reason: CalendarReason): string => reasons[reason]();
export const servingWord = (serving: Serving): string =>
  serving === "fresh" ? m.menus_serving_fresh() : m.menus_serving_dry_package();
export const ageWord = (group: NeedGroup): string => ages[group]();
export const verdictWord = (verdict: ShareVerdict): string => verdicts[verdict]();
export const nutrientWord = (nutrient: Nutrient): string => named[nutrient]();
export const oddityWord = (oddity: Oddity): string => odd[oddity]();
export const sizeWord = (size: PortionClass): string =>
  size === "small" ? m.menus_size_small() : m.menus_size_large();

/** "403,6 kkal", "16,5 g". */
export function nutrientAmount(nutrient: Nutrient, tenths: bigint): string {
  return `${decimalOf(tenths, 10n)} ${nutrient === "energy" ? m.menus_unit_kcal() : "g"}`;
}

/** A share in whole percent, cut. */
export function shareText(basisPoints: number): string {
  return percent(BigInt(Math.trunc(basisPoints / 100) * 100));
}
