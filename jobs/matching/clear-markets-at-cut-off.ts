import { clearMarket } from "#app/modules/matching/clear-market.server.ts";
import { dueMarkets } from "#app/modules/matching/demand-reads.server.ts";
import { part } from "../reaction.ts";
import { every } from "../schedule.ts";

/** Every half minute, clear the markets whose cut-off has passed: all orders of a city and day at once. */
export const clearMarketsAtCutOff = every(
  "clear-markets-at-cut-off",
  { everyMs: 30_000, queue: "matching" },
  async (call) => {
    for (const market of await dueMarkets(call.at))
      await clearMarket(part(call, `${market.cityCode}.${market.deliveryDay}`), {
        ...market,
        trigger: "cut_off",
      });
  },
);
