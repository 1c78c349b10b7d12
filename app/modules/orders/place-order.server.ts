import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden, Invalid } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { holdBudget } from "./hold-budget.server.ts";
import { mayPlaceOrder } from "./order.policy.ts";
import { DraftOrder } from "./order.schema.ts";
import { orderSubmitted } from "./orders.events.ts";
import { type AskedLine, hasToBeExplained } from "./price-evidence.ts";
import { type PriceFacts, priceFacts } from "./price-facts.server.ts";
import { sendingFacts } from "./submit-order.server.ts";
import { buyerOf, checkedLines, writeOrder } from "./write-order.server.ts";

/**
 * Drafts and submits in one deed, for programs and for whoever has nothing to think over: all of it happens, or none. Refuses a
 * kitchen's price that has to be explained: that takes a draft, evidence, and the head's yes.
 */
export const placeOrder = command({
  name: "orders.place",
  input: DraftOrder,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (!mayPlaceOrder(call.actor)) throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, input) => {
    const buyer = await buyerOf(tx, call);
    const { lines: checked, yardstickOf } = await checkedLines(tx, call, buyer, input);
    const lines = checked.map((line) => ({ ...line, ...priceFacts(buyer, line, yardstickOf(line)) }));
    refuseUnexplained(lines);
    const sending = { ...buyer, ...input, budgetId: input.budgetId ?? null };
    const facts = await sendingFacts(tx, call, sending, lines);
    const orderId = await writeOrder(tx, call, {
      buyer,
      input,
      lines,
      facts: { ...facts, state: "submitted" },
    });
    // The budget last: others who want to order from it wait for nothing but this.
    await holdBudget(
      tx,
      call,
      { id: orderId, buyerId: buyer.id, budgetId: facts.budgetId, deliveryDay: input.deliveryDay },
      { amount: facts.reservedRupiah, on: dayOf(call.at, buyer.timeZone), repeat: null },
    );
    await announce(tx, call, orderSubmitted, { orderId });
    return { orderId };
  },
});

function refuseUnexplained(lines: readonly (AskedLine & PriceFacts)[]): void {
  const wrong = lines.flatMap((line, at) =>
    hasToBeExplained(line, line.unquestionedRupiah)
      ? [[`lines[${at}].ceilingRupiah`, ["orders.priceEvidenceFirst"]] as const]
      : [],
  );
  if (wrong.length > 0) throw new Invalid(Object.fromEntries(wrong));
}
