import { callDemands } from "#app/modules/menus/call-demands.server.ts";
import { demandDue } from "#app/modules/menus/menus.events.ts";
import { reckonDemand } from "#app/modules/menus/reckon-demand.server.ts";
import { on } from "../reaction.ts";
import { every } from "../schedule.ts";

/** Every night, call up the kitchens whose menus say what they will need. */
export const callUpDemands = every("call-up-demands", { cron: "40 1 * * *" }, (call) =>
  callDemands(call, {}),
);

/** When a kitchen is called up, reckon what its menus need in the weeks to come: each a job of its own. */
export const reckonPlannedDemand = on(
  demandDue,
  { queue: "upkeep", name: "reckon-planned-demand" },
  (call, { organisationId }) => reckonDemand(call, { organisationId }),
);
