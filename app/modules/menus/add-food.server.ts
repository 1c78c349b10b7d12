import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { foods } from "#db/schema/menus.ts";
import { odditiesOf } from "./food.ts";
import { AddFood } from "./menus.schema.ts";
import { permitKeeping, plannerOf } from "./own-kitchen.server.ts";

/** Enters a food of the kitchen's own, seen by nobody else: what the national table lacks, or has wrong. */
export const addFood = command({
  name: "menus.addFood",
  input: AddFood,
  permit: permitKeeping,
  run: async (tx, call, input) => {
    const { organisationId, personId } = plannerOf(call);
    const { energy, protein, fat, carbohydrate } = input;
    const foodId = newId("food");
    await tx.insert(foods).values({
      id: foodId,
      organisationId,
      name: input.name,
      foodGroup: input.foodGroup,
      energyTenths: energy,
      proteinTenths: protein,
      fatTenths: fat,
      carbohydrateTenths: carbohydrate,
      ediblePermille: input.ediblePercent,
      source: input.source,
      isOdd: odditiesOf({ per100: { energy, protein, fat, carbohydrate } }).length > 0,
      createdBy: personId,
      createdAt: call.at,
    });
    return { foodId };
  },
});
