import { addDays } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { recordPrices } from "#app/modules/catalogue/record-prices.server.ts";
import { activeOrganisations } from "#app/modules/identity/organisation-reads.server.ts";
import { addFood } from "#app/modules/menus/add-food.server.ts";
import { mondayOf } from "#app/modules/menus/kitchen-calendar.ts";
import { linkFood } from "#app/modules/menus/link-food.server.ts";
import { markDays } from "#app/modules/menus/mark-days.server.ts";
import { planCycle } from "#app/modules/menus/plan-cycle.server.ts";
import { reckonDemand } from "#app/modules/menus/reckon-demand.server.ts";
import { saveRecipe } from "#app/modules/menus/save-recipe.server.ts";
import { setMenuDay } from "#app/modules/menus/set-menu-day.server.ts";
import { productOf } from "./goods.ts";
import { OPERATOR } from "./organisations.ts";
import { cycleMenus, ownFoods, recipeCards, SPICE_PASTE } from "./recipes.ts";
import { houseCall, type Stage } from "./stage.server.ts";
import { MARKET_SURVEY } from "./survey.server.ts";

/** The kitchen that plans its menu here; the others order by hand. */
const KITCHEN = "S08";
const HOLIDAY_WEEKS = 2;
const CITY = "35.73";
const surveyed = [
  ...["NLA-K", "BDG-K", "TMP-P", "THU-P", "KKG-K", "BYM-K", "SWI-K", "BCS-K", "WRT-K", "KTG-K", "LBU-K"],
  ...[
    "TMT-K",
    "TMN-K",
    "JGM-K",
    "TGE-K",
    "BPT-K",
    "PSA-K",
    "JRK-K",
    "SMK-K",
    "MLN-K",
    "PPY-K",
    "MYK-L",
    "SUS-D",
  ],
];

/**
 * Gives kitchen S08 its foods, recipe cards and the ten-day menu, which goes round from next Monday on, so that its whole
 * next week can be ordered; and one school holiday the week after.
 */
export function planMenus(stage: Stage): void {
  const at = stage.on(-7, "16:30");
  planSurvey(stage);
  planReckoning(stage);
  stage.agenda.plan(at, async () => {
    const call = stage.as(KITCHEN, ["kitchen_nutrition"], at);
    const ids = new Map<string, string>();
    for (const { key, food, goods } of ownFoods) {
      const { foodId } = await addFood(call, { ...food, source: "Uji dapur S08 (Demo)" });
      await linkFood(call, { foodId, ...goods });
      ids.set(`own:${key}`, foodId);
    }
    const idOf = (name: string) => ids.get(name) ?? name;
    const dishes = new Map<string, string>();
    for (const card of recipeCards) {
      const parts = card.parts.map((part) => ({
        ...part,
        ...(part.foodId === undefined ? {} : { foodId: idOf(part.foodId) }),
        ...(part.dishId === undefined ? {} : { dishId: idOf(part.dishId) }),
      }));
      const { recipeId } = await saveRecipe(call, { ...card, parts });
      dishes.set(card.name, recipeId);
      if (!ids.has(SPICE_PASTE)) ids.set(SPICE_PASTE, recipeId);
    }
    const monday = addDays(mondayOf(stage.today), 7);
    const { cycleId } = await planCycle(call, {
      name: "Siklus sepuluh hari",
      startsOn: monday,
      dayCount: cycleMenus.length,
    });
    for (const [day, names] of cycleMenus.entries()) {
      const recipeIds = names.map((name) => {
        const recipeId = dishes.get(name);
        invariant(recipeId, `${name} has a card`);
        return recipeId;
      });
      await setMenuDay(call, { cycleId, dayNumber: day + 1, recipeIds });
    }
    const friday = addDays(monday, HOLIDAY_WEEKS * 7 - 3);
    await markDays(call, {
      fromDay: friday,
      toDay: friday,
      operates: "no",
      reason: "school_holiday",
      note: "Pembagian rapor (Demo)",
    });
  });
}

/** The night before today, the house reckoned what every kitchen's menu needs. */
function planReckoning(stage: Stage): void {
  const at = stage.hoursAgo(9);
  stage.agenda.plan(at, async () => {
    for (const { id } of await activeOrganisations({ kind: "kitchen" }))
      await reckonDemand(houseCall(at), { organisationId: id });
  });
}

/** What the market of the kitchen's city asks for everything on its menu: not all of it is on offer every day. */
function planSurvey(stage: Stage): void {
  const at = stage.on(-6, "07:00");
  stage.agenda.plan(at, async () => {
    await recordPrices(stage.as(OPERATOR.key, ["operator_admin"], at), {
      regionCode: CITY,
      onDay: addDays(stage.today, -6),
      source: MARKET_SURVEY,
      prices: surveyed.map((key) => {
        const { commodityCode, gradeCode, sellRupiah, basePerUnit } = productOf(key);
        return {
          commodityCode,
          gradeCode,
          priceRupiah: sellRupiah.toString(),
          basePerUnit: basePerUnit.toString(),
        };
      }),
    });
  });
}
