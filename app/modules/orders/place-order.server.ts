import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { knownOrder } from "./known-order.server.ts";
import { mayDraftOrder, maySubmitOrder } from "./order.policy.ts";
import { DraftOrder } from "./order.schema.ts";
import { sendToMarket } from "./submit-order.server.ts";
import { buyerOf, checkedLines, writeOrder } from "./write-order.server.ts";

/** Drafts and submits in one deed, for programs and for whoever has nothing to think over: all of it happens, or none. */
export const placeOrder = command({
  name: "orders.place",
  input: DraftOrder,
  permit: async (_tx, call) => {
    const own =
      call.actor.kind === "member" && maySubmitOrder(call.actor, { buyerId: call.actor.organisationId });
    if (!mayDraftOrder(call.actor) || !own) throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, input) => {
    invariant(call.actor.kind === "member", "permitted above");
    const buyer = await buyerOf(tx, call.actor);
    const lines = await checkedLines(tx, call, buyer, input);
    const orderId = await writeOrder(tx, call, buyer, input, lines);
    await sendToMarket(tx, call, await knownOrder(tx, call, orderId), lines);
    return { orderId };
  },
});
