import type { Call } from "#app/kernel/call.ts";
import {
  commitmentBroken,
  commitmentDeclined,
  commitmentLapsed,
} from "#app/modules/commitments/commitments.events.ts";
import { clearMarket } from "#app/modules/matching/clear-market.server.ts";
import { marketDayOf, orderMarket } from "#app/modules/matching/demand-reads.server.ts";
import { on } from "../reaction.ts";

/** Looks for others at once, unless the market's cut-off is still to come: its clearing will then. */
async function rematch(call: Call, orderId: string): Promise<void> {
  const market = await orderMarket(orderId);
  if (!market) return;
  const day = await marketDayOf(market.cityCode, market.deliveryDay);
  if (day && day.clearedAt === null && call.at <= day.cutOffAt) return;
  await clearMarket(call, { ...market, trigger: "rematch" });
}

/** When a seller says no, wholly or in part, ask the next one. */
export const rematchDeclinedOffer = on(
  commitmentDeclined,
  { queue: "matching", name: "rematch-declined-offer" },
  (call, { orderId }) => rematch(call, orderId),
);

/** When an offer was not answered in time, ask the next one. */
export const rematchLapsedOffer = on(
  commitmentLapsed,
  { queue: "matching", name: "rematch-lapsed-offer" },
  (call, { orderId }) => rematch(call, orderId),
);

/** When goods that were promised will not come, ask the next one. */
export const rematchBrokenPromise = on(
  commitmentBroken,
  { queue: "matching", name: "rematch-broken-promise" },
  (call, { orderId }) => rematch(call, orderId),
);
