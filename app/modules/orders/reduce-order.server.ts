import { eq } from "drizzle-orm";
import { dateTime } from "#app/i18n/format.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { releasingEntry } from "./budget.ts";
import { knownOrder, linesOf, lockedOrder, type OrderLineRow, type OrderRow } from "./known-order.server.ts";
import { mayCancelOrder } from "./order.policy.ts";
import { ReduceOrder } from "./order.schema.ts";
import { orderCeiling } from "./order.ts";
import { orderReduced } from "./orders.events.ts";
import { reducedLines } from "./reduced-lines.ts";
import { taxAtMostOn } from "./tax-at-most-reads.server.ts";
import { dropLines } from "./write-order.server.ts";

/**
 * Asks for less of what an order still lacks sellers for, and frees the budget that it held for the rest; a line that nobody wants
 * or promised goes. Never below what sellers have promised: that is agreed with them, or the order is cancelled; they are told that no more is wanted. Refuses an
 * order whose goods are on the road, one of which nothing would go, and one of which nothing would be left.
 */
export const reduceOrder = command({
  name: "orders.reduce",
  input: ReduceOrder,
  isolation: "read committed",
  permit: async (tx, call, { orderId }) => {
    const order = await knownOrder(tx, call, orderId);
    if (!mayCancelOrder(call.actor, order)) throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, { orderId, lines: wanted }) => {
    const order = await lockedOrder(tx, orderId);
    if (order.state !== "draft" && order.state !== "submitted" && order.state !== "approved")
      throw new Conflict("orders.moved", { state: order.state });
    if (order.firstDispatchedAt)
      throw new RuleBroken("orders.goodsUnderway", {
        at: dateTime(order.firstDispatchedAt, await clockOf(order.buyerId, tx)),
      });
    const before = await linesOf(tx, orderId);
    const seen = new Map(wanted.map((line) => [line.orderLineId, line.quantityBase]));
    const { kept: after, dropped } = reducedLines(before, seen);
    const changed = after.filter((line) => !before.includes(line));
    if (changed.length + dropped.length === 0) throw new RuleBroken("orders.nothingToReduce");
    if (after.length === 0) throw new RuleBroken("orders.nothingLeft");
    await dropLines(tx, dropped);
    for (const line of changed)
      await tx
        .update(orderLines)
        .set({ quantityBase: line.quantityBase, version: line.version + 1 })
        .where(eq(orderLines.id, line.id));
    const freed = await freedBy(tx, order, before, after);
    if (freed > 0n && order.budgetId)
      await postEntry(
        tx,
        call,
        releasingEntry(
          {
            organisationId: order.buyerId,
            budgetId: order.budgetId,
            subjectId: order.id,
            on: dayOf(call.at, await clockOf(order.buyerId, tx)),
          },
          freed,
          order.version,
        ),
      );
    await tx
      .update(orders)
      .set({ reservedRupiah: order.reservedRupiah - freed, version: order.version + 1 })
      .where(eq(orders.id, orderId));
    // Nobody but the buyer knows of a draft.
    if (order.state !== "draft") await announce(tx, call, orderReduced, { orderId });
    return { orderId, reduced: changed.length + dropped.length };
  },
});

/** What need not be held any more: the ceilings of what goes, with the most tax on them; nothing for a draft, which holds none. */
async function freedBy(
  tx: Transaction,
  order: OrderRow,
  before: readonly OrderLineRow[],
  after: readonly OrderLineRow[],
): Promise<Rupiah> {
  if (order.state === "draft") return 0n;
  const [taxBefore, taxAfter] = [
    await taxAtMostOn(order.deliveryDay, before, tx),
    await taxAtMostOn(order.deliveryDay, after, tx),
  ];
  const freed = orderCeiling(before) + taxBefore - orderCeiling(after) - taxAfter;
  return freed < order.reservedRupiah ? freed : order.reservedRupiah;
}
