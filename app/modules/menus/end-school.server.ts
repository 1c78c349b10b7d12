import { and, eq, isNull } from "drizzle-orm";
import { Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { schools } from "#db/schema/menus.ts";
import { EndSchool } from "./menus.schema.ts";
import { permitKeeping, plannerOf } from "./own-kitchen.server.ts";

/** Says on which day a place was served for the last time. What it ate until then can still be followed. */
export const endSchool = command({
  name: "menus.endSchool",
  input: EndSchool,
  permit: permitKeeping,
  run: async (tx, call, { schoolId, servedTo }) => {
    const { organisationId } = plannerOf(call);
    const own = and(
      eq(schools.id, schoolId),
      eq(schools.organisationId, organisationId),
      isNull(schools.servedTo),
    );
    const [school] = await tx.select().from(schools).where(own);
    if (!school) throw new Missing("menus.schoolMissing");
    if (servedTo < school.servedFrom) throw new RuleBroken("menus.periodOrder", { field: "servedTo" });
    await tx.update(schools).set({ servedTo }).where(own);
    return { schoolId };
  },
});
