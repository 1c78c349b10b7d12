import type { BusinessDay } from "#app/kernel/calendar.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { asNumber, type ParameterValue, parametersOn } from "../regions/parameter-reads.server.ts";
import type { KitchenRules } from "./kitchen-rules.ts";
import { type DailyNeed, type NeedGroup, needGroups } from "./nutrition.ts";
import { portionClasses } from "./recipe.ts";

const groupKey = (group: NeedGroup) => `nutrition.daily_needs_${group}` as const;
const KEYS = [
  "kitchen.cap_small_rupiah",
  "kitchen.cap_large_rupiah",
  "kitchen.beneficiaries_max_with_chef",
  "nutrition.meal_share_percent",
] as const;

/** The rules in force where the kitchen is, on a day. Refuses with `regions.parameterMissing` when one is not set. */
export async function kitchenRules(
  scope: { readonly regionCode: string; readonly day: BusinessDay },
  on: Executor = db(),
): Promise<KitchenRules> {
  const groups = portionClasses.flatMap((size) => [...needGroups[size]]);
  const values = await parametersOn(on, [...KEYS, ...groups.map(groupKey)], scope);
  const number = (key: keyof typeof values) => asNumber(key, values[key]);
  const [from = 0, to = 0] = numbersOf(
    "nutrition.meal_share_percent",
    values["nutrition.meal_share_percent"],
  );
  const needOf = (group: NeedGroup): DailyNeed => {
    const key = groupKey(group);
    const [energy = 0, protein = 0, fat = 0, carbohydrate = 0] = numbersOf(key, values[key]);
    return { group, needs: { energy, protein, fat, carbohydrate } };
  };
  return {
    caps: {
      small: BigInt(number("kitchen.cap_small_rupiah")),
      large: BigInt(number("kitchen.cap_large_rupiah")),
    },
    meal: { from, to },
    needs: { small: needGroups.small.map(needOf), large: needGroups.large.map(needOf) },
    headsUsualMax: number("kitchen.beneficiaries_max_with_chef"),
  };
}

function numbersOf(key: string, value: ParameterValue): number[] {
  if (!Array.isArray(value)) throw new RuleBroken("regions.parameterKind", { key });
  return value.map(Number);
}
