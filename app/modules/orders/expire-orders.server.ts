import { and, eq, lt } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announceAll } from "#app/platform/outbox.server.ts";
import { takeFree } from "#db/hold.server.ts";
import { orders } from "#db/schema/orders.ts";
import { moveOrder } from "./known-order.server.ts";
import { ExpireOrders } from "./order.schema.ts";
import { orderExpired } from "./orders.events.ts";
import { releaseBudget } from "./release-budget.server.ts";

/** Ended in one go; more wait for the next run. */
const EXPIRIES_MAX = 100;

/** Ends submitted orders whose delivery day is over and that nobody approved; what they held is free again. */
export const expireOrders = command({
  name: "orders.expire",
  input: ExpireOrders,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call) => {
    // The westernmost clock is the last on which a day ends: over there, it is over everywhere.
    const today = dayOf(call.at, "Asia/Jakarta");
    const overdue = and(eq(orders.state, "submitted"), lt(orders.deliveryDay, today));
    const late = await takeFree(tx, orders, overdue, { by: [orders.id], limit: EXPIRIES_MAX });
    for (const order of late) {
      await moveOrder(tx, order, "expire", { reservedRupiah: 0n });
      await releaseBudget(tx, call, order);
    }
    await announceAll(
      tx,
      call,
      orderExpired,
      late.map((order) => ({ orderId: order.id })),
    );
    return { expired: late.length };
  },
});
