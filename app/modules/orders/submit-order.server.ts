import { eq } from "drizzle-orm";
import { dateTime, rupiah } from "#app/i18n/format.ts";
import { type BusinessDay, dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { orderLines } from "#db/schema/orders.ts";
import { gradeKey } from "../catalogue/commodity-reads.server.ts";
import { ceilingPerUnit } from "../catalogue/price-ceiling.ts";
import { ceilingsFor } from "../catalogue/price-reads.server.ts";
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
import { taxAtMostOn } from "./tax-at-most-reads.server.ts";
import { buyerOf } from "./write-order.server.ts";

/**
 * Sends a draft to the market. It holds, out of its budget, the most that it can cost with tax; a budget that has less left
 * refuses with the amounts. Refuses an order without a budget, one that comes too late for its day, and a price that
 * has come to stand above the legal ceiling without a reason.
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
    await refreshCeilings(tx, lines, buyer.regionCode, today);
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

/** A draft may be older than a ceiling: every line is held to the ceiling of today, and remembers it. */
async function refreshCeilings(
  tx: Transaction,
  lines: readonly OrderLineRow[],
  regionCode: string,
  today: BusinessDay,
): Promise<void> {
  const legal = await ceilingsFor(lines, regionCode, today, tx);
  for (const line of lines) {
    const ceiling = legal.get(gradeKey(line));
    const legalCeilingRupiah = ceiling ? ceilingPerUnit(ceiling, line.basePerUnit) : null;
    if (legalCeilingRupiah === line.legalCeilingRupiah) continue;
    if (legalCeilingRupiah !== null && line.ceilingRupiah > legalCeilingRupiah && !line.overrideReason)
      throw new RuleBroken("orders.aboveCeiling", {
        line: line.position + 1,
        asked: rupiah(line.ceilingRupiah),
        legal: rupiah(legalCeilingRupiah),
        unit: line.unit,
      });
    await tx.update(orderLines).set({ legalCeilingRupiah }).where(eq(orderLines.id, line.id));
  }
}
