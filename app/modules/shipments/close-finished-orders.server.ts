import { z } from "zod";
import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { closeOrder } from "../orders/close-order.server.ts";
import { finishedOrders } from "./shipment-facts-reads.server.ts";

const CLOSED_MAX = 100;

/** Closes approved orders whose delivery day is over and for which nothing is on its way; what they still hold is free again. */
export const closeFinishedOrders = command({
  name: "shipments.closeFinishedOrders",
  input: z.object({}),
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call) => {
    const finished = await finishedOrders(dayOf(call.at, "Asia/Jakarta"), CLOSED_MAX, tx);
    for (const orderId of finished) await closeOrder(tx, call, orderId);
    return { closed: finished.length };
  },
});
