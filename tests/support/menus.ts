import { planCycle } from "#app/modules/menus/plan-cycle.server.ts";
import { saveRecipe } from "#app/modules/menus/save-recipe.server.ts";
import { setMenuDay } from "#app/modules/menus/set-menu-day.server.ts";
import type { Member } from "./rows.ts";
import type { World } from "./world.ts";

type Card = Parameters<typeof saveRecipe>[1];

/** Rice, eggs by the piece, and carrots for the two portions, as a kitchen writes its cards. */
const RICE: Card = {
  name: "Nasi",
  dishGroup: "staple",
  parts: [{ foodId: "AR001", small: "45", large: "80" }],
};
const EGGS: Card = {
  name: "Telur balado",
  dishGroup: "animal",
  parts: [
    {
      foodId: "HR002",
      small: "50",
      large: "50",
      smallPieces: "1",
      largePieces: "1",
      allowancePercent: "1,7",
    },
    { foodId: "KR012", small: "5", large: "7,5" },
  ],
};
const CARROTS: Card = {
  name: "Tumis wortel",
  dishGroup: "vegetable",
  parts: [{ foodId: "DR166", small: "25", large: "35", cutSpec: "dadu 1 cm" }],
};

/** A cycle of one day, going round from `startsOn` on, with the three cards above. */
export async function eggMenu(
  town: World,
  planner: Member,
  startsOn = town.today,
): Promise<{ readonly cycleId: string; readonly recipeIds: readonly [string, string, string] }> {
  const call = town.callOf(planner);
  const save = async (card: Card) => (await saveRecipe(call, card)).recipeId;
  const recipeIds = [await save(RICE), await save(EGGS), await save(CARROTS)] as const;
  const { cycleId } = await planCycle(call, { name: "Menu telur", startsOn, dayCount: 1 });
  await setMenuDay(call, { cycleId, dayNumber: 1, recipeIds: [...recipeIds] });
  return { cycleId, recipeIds };
}
