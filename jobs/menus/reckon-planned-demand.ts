import { activeOrganisations } from "#app/modules/identity/organisation-reads.server.ts";
import { reckonDemand } from "#app/modules/menus/reckon-demand.server.ts";
import { every } from "../schedule.ts";

/** Every night, reckon what each kitchen's menu needs in the weeks to come, one kitchen after the other. */
export const reckonPlannedDemand = every("reckon-planned-demand", { cron: "40 1 * * *" }, async (call) => {
  for (const { id } of await activeOrganisations({ kind: "kitchen" }))
    await reckonDemand(call, { organisationId: id });
});
