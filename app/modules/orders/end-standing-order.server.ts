import { and, eq, isNull } from "drizzle-orm";
import { Conflict, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { standingOrders } from "#db/schema/orders-standing.ts";
import { knownStanding } from "./known-standing.server.ts";
import { EndStandingOrder } from "./standing.schema.ts";

/** Ends a standing order: it writes no more drafts. Those that it wrote are orders like others and stay. */
export const endStandingOrder = command({
  name: "orders.endStanding",
  input: EndStandingOrder,
  permit: async (tx, call, { standingOrderId }) => void (await knownStanding(tx, call, standingOrderId)),
  run: async (tx, call, { standingOrderId }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const ended = await tx
      .update(standingOrders)
      .set({ endedAt: call.at, endedBy: call.actor.personId })
      .where(and(eq(standingOrders.id, standingOrderId), isNull(standingOrders.endedAt)))
      .returning({ id: standingOrders.id });
    if (ended.length === 0) throw new Conflict("orders.moved");
    return { standingOrderId };
  },
});
