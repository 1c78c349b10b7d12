import { Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { menuCycles, menuDayVersions, menuDishes } from "#db/schema/menus.ts";
import { cycleOf, dishesOf } from "./cycle-reads.server.ts";
import { PlanCycle } from "./menus.schema.ts";
import { permitKeeping, plannerOf } from "./own-kitchen.server.ts";

/**
 * Begins a menu cycle on a day, empty or with the dishes of an earlier one. From its first day on it holds, and the one
 * before of the same serving no more. Refuses a second cycle of a serving from the same day on.
 */
export const planCycle = command({
  name: "menus.planCycle",
  input: PlanCycle,
  permit: permitKeeping,
  run: async (tx, call, input) => {
    const { organisationId, personId } = plannerOf(call);
    if (input.copyOf !== undefined && !(await cycleOf(organisationId, input.copyOf, tx)))
      throw new Missing("menus.cycleMissing");
    const cycleId = newId("menuCycle");
    const begun = await tx
      .insert(menuCycles)
      .values({
        id: cycleId,
        organisationId,
        name: input.name,
        startsOn: input.startsOn,
        dayCount: input.dayCount,
        serves: input.serves,
        createdBy: personId,
        createdAt: call.at,
      })
      .onConflictDoNothing()
      .returning({ id: menuCycles.id });
    if (begun.length === 0) throw new RuleBroken("menus.cycleStartTaken", { field: "startsOn" });
    if (input.copyOf !== undefined) {
      const days = [...(await dishesOf(input.copyOf, tx))].filter(
        ([dayNumber]) => dayNumber <= input.dayCount,
      );
      for (const [dayNumber, recipeIds] of days) {
        const day = { cycleId, dayNumber };
        await tx
          .insert(menuDishes)
          .values(recipeIds.map((recipeId, position) => ({ ...day, position, recipeId })));
        await tx
          .insert(menuDayVersions)
          .values({ ...day, version: 1, recipeIds, reason: "edited", setBy: personId, setAt: call.at });
      }
    }
    return { cycleId };
  },
});
