import { and, eq } from "drizzle-orm";
import { Conflict, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { menuCycles, menuDayVersions, menuDishes } from "#db/schema/menus.ts";
import { cycleOf, versionsOfDay } from "./cycle-reads.server.ts";
import { SetMenuDay } from "./menus.schema.ts";
import { permitKeeping, plannerOf } from "./own-kitchen.server.ts";
import { recipesOf } from "./recipe-reads.server.ts";

/**
 * Says which dishes a day of a cycle has, in their order, and why. An empty day is fine. What stood there before is replaced
 * and kept as a version; saying the same again writes none. Whoever says which version they had before them is refused
 * (`menus.dayMoved`) when somebody set the day meanwhile, so that a swap never overwrites a menu it was not reckoned for.
 */
export const setMenuDay = command({
  name: "menus.setMenuDay",
  input: SetMenuDay,
  isolation: "read committed",
  permit: permitKeeping,
  run: async (tx, call, { cycleId, dayNumber, recipeIds, reason, seenVersion }) => {
    const { organisationId, personId } = plannerOf(call);
    const cycle = await cycleOf(organisationId, cycleId, tx);
    if (!cycle) throw new Missing("menus.cycleMissing");
    // Whoever sets a day of the same cycle waits, and then sees what was set.
    await hold(tx, menuCycles, eq(menuCycles.id, cycleId));
    if (dayNumber > cycle.dayCount) throw new RuleBroken("menus.dayOutside", { count: cycle.dayCount });
    const own = new Set((await recipesOf(organisationId, tx)).map((card) => card.id));
    const dishes = [...new Set(recipeIds)];
    if (dishes.some((recipeId) => !own.has(recipeId))) throw new Missing("menus.recipeMissing");
    const [last] = await versionsOfDay({ cycleId, dayNumber }, tx);
    const isSame = last?.recipeIds.join() === dishes.join();
    if (seenVersion !== undefined && seenVersion !== (last?.version ?? 0) && !isSame)
      throw new Conflict("menus.dayMoved");
    await tx
      .delete(menuDishes)
      .where(and(eq(menuDishes.cycleId, cycleId), eq(menuDishes.dayNumber, dayNumber)));
    if (dishes.length > 0)
      await tx
        .insert(menuDishes)
        .values(dishes.map((recipeId, position) => ({ cycleId, dayNumber, position, recipeId })));
    if (!isSame)
      await tx.insert(menuDayVersions).values({
        cycleId,
        dayNumber,
        version: (last?.version ?? 0) + 1,
        recipeIds: dishes,
        reason,
        setBy: personId,
        setAt: call.at,
      });
    return { cycleId, dayNumber };
  },
});
