import { eq } from "drizzle-orm";
import { dateTime, plainRupiah } from "#app/i18n/format.ts";
import { type BusinessDay, dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { orderLines } from "#db/schema/orders.ts";
import { ceilingPerUnit, type PriceCeiling } from "../catalogue/price-ceiling.ts";
import { yardsticksFor } from "../catalogue/yardstick-reads.server.ts";
import type { Organisation } from "../identity/organisation-reads.server.ts";
import { orderTimesFor } from "./cut-off-reads.server.ts";
import { holdBudget } from "./hold-budget.server.ts";
import {
  knownOrder,
  linesOf,
  lockedOrder,
  moveOrder,
  type OrderLineRow,
  type OrderRow,
} from "./known-order.server.ts";
import { maySubmitOrder } from "./order.policy.ts";
import { SubmitOrder } from "./order.schema.ts";
import { orderCeiling } from "./order.ts";
import { orderSubmitted } from "./orders.events.ts";
import { explainedLines, priceFacts } from "./price-facts.server.ts";
import { taxAtMostOn } from "./tax-at-most-reads.server.ts";
import { buyerOf } from "./write-order.server.ts";

/**
 * Sends a draft to the market. It holds, out of its budget, the most that it can cost with tax; a budget that has less left
 * refuses with the amounts. Refuses an order without a budget, one that comes too late for its day, a price that has come to
 * stand above the legal ceiling without a reason, and a kitchen's price so far above the market's, or above the law, that
 * it has to be explained and is not: by evidence that the head has said yes to.
 */
export const submitOrder = command({
  name: "orders.submit",
  input: SubmitOrder,
  isolation: "read committed",
  permit: async (tx, call, { orderId }) => {
    const order = await knownOrder(tx, call, orderId);
    if (!maySubmitOrder(call.actor, order)) throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, { orderId }) => {
    const order = await lockedOrder(tx, orderId);
    const buyer = await buyerOf(tx, call);
    const today = dayOf(call.at, buyer.timeZone);
    const lines = await linesOf(tx, orderId);
    await holdToPrices(tx, buyer, lines, today);
    const facts = await sendingFacts(tx, call, { ...order, timeZone: buyer.timeZone }, lines);
    // First the state, then the money: a second submit of the same draft ends here, before it touches the budget.
    await moveOrder(tx, order, "submit", facts);
    await holdBudget(
      tx,
      call,
      { ...order, budgetId: facts.budgetId },
      {
        amount: facts.reservedRupiah,
        on: today,
        repeat: order.submittedAt === null ? null : order.version,
      },
    );
    await announce(tx, call, orderSubmitted, { orderId });
    return { orderId };
  },
});

type Sending = Pick<OrderRow, "cityCode" | "deliveryDay" | "windowStart" | "budgetId"> & {
  readonly timeZone: TimeZone;
};

/** What submitting writes on an order; refuses what may not be sent to the market. */
export async function sendingFacts(
  tx: Transaction,
  call: Call,
  order: Sending,
  lines: readonly Pick<OrderLineRow, "commodityCode" | "quantityBase" | "basePerUnit" | "ceilingRupiah">[],
): Promise<{ budgetId: string; reservedRupiah: Rupiah; submittedBy: string; submittedAt: Date }> {
  if (call.actor.kind !== "member") throw new Forbidden("orders.forbidden");
  if (order.budgetId === null) throw new RuleBroken("orders.budgetNeeded", { field: "budgetId" });
  const { lastCall: until } = await orderTimesFor(order, tx);
  if (call.at > until)
    throw new RuleBroken("orders.afterCutOff", {
      field: "deliveryDay",
      until: dateTime(until, order.timeZone),
    });
  const goodsRupiah = orderCeiling(lines);
  if (goodsRupiah === 0n) throw new RuleBroken("orders.nothingAsked", { field: "lines" });
  return {
    budgetId: order.budgetId,
    reservedRupiah: goodsRupiah + (await taxAtMostOn(order.deliveryDay, lines, tx)),
    submittedBy: call.actor.personId,
    submittedAt: call.at,
  };
}

/**
 * A draft may be older than a ceiling or a survey: every line is held to the prices of today, and remembers them with the
 * evidence by which it may be dearer.
 */
async function holdToPrices(
  tx: Transaction,
  buyer: Organisation,
  lines: readonly OrderLineRow[],
  today: BusinessDay,
): Promise<void> {
  const [first] = lines;
  if (!first) return;
  const yardstickOf = await yardsticksFor(lines, buyer.regionCode, today, tx);
  const held = lines.map((line) => ({
    ...line,
    ...priceFacts(buyer, line, yardstickOf(line)),
    legalCeilingRupiah: withinLaw(line, yardstickOf(line).legal),
  }));
  const explained = await explainedLines(tx, first.orderId, held);
  for (const line of held)
    await tx
      .update(orderLines)
      .set({
        legalCeilingRupiah: line.legalCeilingRupiah,
        referenceId: line.referenceId,
        referenceRupiah: line.referenceRupiah,
        unquestionedRupiah: line.unquestionedRupiah,
        priceEvidenceId: explained.get(line.position) ?? null,
      })
      .where(eq(orderLines.id, line.id));
}

/** The legal price of a line per unit; refuses one that has come to stand above it without a reason. */
function withinLaw(line: OrderLineRow, legal: PriceCeiling | null): Rupiah | null {
  const legalRupiah = legal && ceilingPerUnit(legal, line.basePerUnit);
  if (legalRupiah === null || line.ceilingRupiah <= legalRupiah || line.overrideReason) return legalRupiah;
  throw new RuleBroken("orders.aboveCeiling", {
    line: line.position + 1,
    asked: plainRupiah(line.ceilingRupiah),
    legal: plainRupiah(legalRupiah),
    unit: line.unit,
  });
}
