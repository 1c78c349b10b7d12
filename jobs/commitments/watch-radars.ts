import { callRadars } from "#app/modules/commitments/call-radars.server.ts";
import { radarDue } from "#app/modules/commitments/commitments.events.ts";
import { watchRadar } from "#app/modules/commitments/watch-radar.server.ts";
import { on } from "../reaction.ts";
import { every } from "../schedule.ts";

/** Every night, once kitchens' menus are reckoned, call up the sellers who are to be warned of a glut or of low farm prices. */
export const callUpRadars = every("call-up-radars", { cron: "20 3 * * *" }, (call) => callRadars(call, {}));

/** When a seller is called up, look at its radar and keep the warnings for its first screen: each a job of its own. */
export const watchCalledRadar = on(
  radarDue,
  { queue: "upkeep", name: "watch-called-radar" },
  (call, { organisationId }) => watchRadar(call, { organisationId }),
);
