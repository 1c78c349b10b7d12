import { openNights } from "#app/modules/matching/open-nights.server.ts";
import { every } from "../schedule.ts";

/** Every half minute, take up the markets whose cut-off has passed: cities that close together become one night. */
export const clearMarketsAtCutOff = every(
  "clear-markets-at-cut-off",
  { everyMs: 30_000, queue: "matching" },
  (call) => openNights(call, {}),
);
