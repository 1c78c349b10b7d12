import { clearNight } from "#app/modules/matching/clear-night.server.ts";
import { nightPackReady } from "#app/modules/matching/matching.events.ts";
import { on } from "../reaction.ts";

/** When a night is taken up, clear the cells of each pack; whoever clears the last publishes the night. */
export const clearPackOfNight = on(
  nightPackReady,
  { queue: "matching", name: "clear-pack-of-night" },
  (call, { nightId, pack }) => clearNight(call, { nightId, pack: Number(pack) }),
);
