import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { mayDraftOrder } from "./order.policy.ts";
import { DraftOrder } from "./order.schema.ts";
import { buyerOf, checkBudget, checkedLines, writeOrder } from "./write-order.server.ts";

/** Keeps an order as a draft: it asks nobody for anything yet and holds no money. */
export const draftOrder = command({
  name: "orders.draft",
  input: DraftOrder,
  permit: async (_tx, call) => {
    if (!mayDraftOrder(call.actor)) throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, input) => {
    const buyer = await buyerOf(tx, call);
    await checkBudget(tx, buyer, input);
    const { lines } = await checkedLines(tx, call, buyer, input);
    return { orderId: await writeOrder(tx, call, { buyer, input, lines }) };
  },
});
