import { z } from "zod";
import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { closeOrder } from "../orders/close-order.server.ts";
import { holdOrder } from "../orders/known-order.server.ts";
import { finishedOrders, isFinished } from "./shipment-facts-reads.server.ts";

const CLOSED_MAX = 100;

/** Closes approved orders whose delivery day is over and for which nothing is on its way; what they still hold is free again. */
export const closeFinishedOrders = command({
  name: "shipments.closeFinishedOrders",
  input: z.object({}),
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call) => {
    const today = dayOf(call.at, "Asia/Jakarta");
    let closed = 0;
    for (const orderId of await finishedOrders(today, CLOSED_MAX, tx)) {
      await holdOrder(tx, orderId);
      // Somebody may have promised or planned goods for it since: what counts is how it stands once nobody else can.
      if (!(await isFinished(orderId, today, tx))) continue;
      await closeOrder(tx, call, orderId);
      closed += 1;
    }
    return { closed };
  },
});
