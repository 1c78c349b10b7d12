import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { marketDays } from "#db/schema/matching.ts";
import { may } from "../identity/permissions.ts";
import { cutOffFor } from "../orders/cut-off-reads.server.ts";
import { marketDayOf, orderMarket } from "./demand-reads.server.ts";
import { OpenMarketDay, RequestMatching } from "./match.schema.ts";
import { matchingRequested } from "./matching.events.ts";

/**
 * Makes sure that the market an order belongs to will be cleared at its cut-off. When that has passed already, the
 * order is matched on demand instead.
 */
export const openMarketDay = command({
  name: "matching.openMarketDay",
  input: OpenMarketDay,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("matching.forbidden");
  },
  run: async (tx, call, { orderId }) => {
    const market = await orderMarket(orderId, tx);
    if (!market) throw new Missing("matching.missing");
    const cutOffAt = await cutOffFor(market.cityCode, market.deliveryDay, tx);
    if (call.at <= cutOffAt)
      await tx
        .insert(marketDays)
        .values({ cityCode: market.cityCode, deliveryDay: market.deliveryDay, cutOffAt })
        .onConflictDoNothing();
    const day = await marketDayOf(market.cityCode, market.deliveryDay, tx);
    // After the cut-off the clearing may have read what it clears already: what comes now is not left to it.
    const isOpen = day !== null && day.nightId === null && day.clearedAt === null && call.at <= day.cutOffAt;
    if (!isOpen)
      await announce(tx, call, matchingRequested, {
        orderId,
        cityCode: market.cityCode,
        deliveryDay: market.deliveryDay,
      });
    return { cityCode: market.cityCode, deliveryDay: market.deliveryDay, waitsForCutOff: isOpen };
  },
});

/** The buyer asks for its market to be matched now, without waiting for the cut-off. */
export const requestMatching = command({
  name: "matching.request",
  input: RequestMatching,
  permit: async (tx, call, { orderId }) => {
    const market = await orderMarket(orderId, tx);
    if (!market || call.actor.kind !== "member" || market.buyerId !== call.actor.organisationId)
      throw new Missing("orders.missing");
    if (!may(call.actor, "orders.submit")) throw new Forbidden("matching.forbidden");
  },
  run: async (tx, call, { orderId }) => {
    const market = await orderMarket(orderId, tx);
    if (!market) throw new Missing("orders.missing");
    await announce(tx, call, matchingRequested, {
      orderId,
      cityCode: market.cityCode,
      deliveryDay: market.deliveryDay,
    });
    return { orderId };
  },
});
