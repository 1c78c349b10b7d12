import { RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { schools } from "#db/schema/menus.ts";
import { AddSchool } from "./menus.schema.ts";
import { permitKeeping, plannerOf } from "./own-kitchen.server.ts";

/** Says where trays go from a day on, and whom to call there. Refuses a name that is served already (`menus.schoolNameTaken`). */
export const addSchool = command({
  name: "menus.addSchool",
  input: AddSchool,
  permit: permitKeeping,
  run: async (tx, call, input) => {
    const { organisationId, personId } = plannerOf(call);
    const schoolId = newId("school");
    const added = await tx
      .insert(schools)
      .values({ id: schoolId, organisationId, ...input, recordedBy: personId, recordedAt: call.at })
      .onConflictDoNothing()
      .returning({ id: schools.id });
    if (added.length === 0) throw new RuleBroken("menus.schoolNameTaken", { field: "name" });
    return { schoolId };
  },
});
