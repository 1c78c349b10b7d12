import { businessDay } from "#app/kernel/calendar.ts";
import { clearMarket } from "#app/modules/matching/clear-market.server.ts";
import { matchingRequested } from "#app/modules/matching/matching.events.ts";
import { on } from "../reaction.ts";

/** When somebody cannot wait for the cut-off, match the market now. */
export const matchOnRequest = on(
  matchingRequested,
  { queue: "matching", name: "match-on-request" },
  (call, { cityCode, deliveryDay }) =>
    clearMarket(call, { cityCode, deliveryDay: businessDay(deliveryDay), trigger: "on_demand" }),
);
