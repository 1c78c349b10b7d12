import { z } from "zod";
import { dayOf } from "#app/kernel/calendar.ts";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { invariant, Missing } from "#app/kernel/errors.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { organisationById } from "#app/modules/identity/organisation-reads.server.ts";
import { addFood } from "#app/modules/menus/add-food.server.ts";
import { foodsLike } from "#app/modules/menus/food-reads.server.ts";
import { linkFood } from "#app/modules/menus/link-food.server.ts";
import { markDays } from "#app/modules/menus/mark-days.server.ts";
import { planCycle } from "#app/modules/menus/plan-cycle.server.ts";
import { recipeOf, recipesOf } from "#app/modules/menus/recipe-reads.server.ts";
import { saveRecipe } from "#app/modules/menus/save-recipe.server.ts";
import { setMenuDay } from "#app/modules/menus/set-menu-day.server.ts";
import { draftWeek } from "#app/modules/orders/draft-week.server.ts";
import { weekDemand } from "#app/modules/orders/week-demand-reads.server.ts";
import { operationsOf } from "./operation.server.ts";
import { queryOf } from "./query.server.ts";

const FoodQuery = z.object({
  text: z.string().max(80).default(""),
  limit: wholeNumber(1, 100).default(50),
});
const DemandQuery = z.object({
  /** Today where left out. */
  from: BusinessDayText.optional(),
  days: wholeNumber(1, 28).default(7),
});

export const menuOperations = operationsOf("menus", ({ get, deed }) => {
  get("/foods", {
    summary: "Foods of the national table and your own, by name; figures are tenths per 100 g edible",
    permission: "menus.read",
    query: FoodQuery,
    run: async (api) => {
      const { text, limit } = queryOf(FoodQuery, api);
      return { rows: await foodsLike(api.actor.organisationId, text, limit), next: null };
    },
  });
  deed("/foods", { summary: "Add a food of your own", permission: "menus.keep", command: addFood });
  deed("/foods/goods", {
    summary: "Say which goods a food is for your kitchen, and in which unit it is ordered",
    permission: "menus.keep",
    command: linkFood,
  });
  get("/recipes", {
    summary: "Your recipe cards",
    permission: "menus.read",
    run: async ({ actor }) => ({ rows: await recipesOf(actor.organisationId), next: null }),
  });
  get("/recipes/{recipeId}", {
    summary: "One recipe card with what is in it",
    permission: "menus.read",
    run: async ({ actor, params }) => {
      const card = await recipeOf(actor.organisationId, params["recipeId"] ?? "");
      if (!card) throw new Missing("menus.recipeMissing");
      return card;
    },
  });
  deed("/recipes", {
    summary: "Write a recipe card, new or again",
    permission: "menus.keep",
    command: saveRecipe,
  });
  deed("/menu-cycles", { summary: "Begin a menu cycle", permission: "menus.keep", command: planCycle });
  deed("/menu-cycles/{cycleId}/days/{dayNumber}", {
    summary: "Say which dishes a day of a cycle has",
    permission: "menus.keep",
    command: setMenuDay,
  });
  deed("/calendar", {
    summary: "Say that the kitchen cooks or not, or for how many, on a range of days",
    permission: "menus.keep",
    command: markDays,
  });
  get("/menu-cycles/demand", {
    summary: "What the menu needs by delivery, beside what is ordered already; quantities in base units",
    permission: "menus.read",
    query: DemandQuery,
    run: async (api) => {
      const { from, days } = queryOf(DemandQuery, api);
      const kitchen = await organisationById(api.actor.organisationId);
      invariant(kitchen, "whoever asks stands in the register");
      return weekDemand(
        kitchen,
        { from: from ?? dayOf(api.call.at, kitchen.timeZone), count: days },
        api.call.at,
      );
    },
  });
  deed("/orders/weeks", {
    summary: "Keep a week's orders as drafts, all of them or none",
    permission: "orders.draft",
    command: draftWeek,
  });
});
