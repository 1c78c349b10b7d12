import { asc, eq } from "drizzle-orm";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { orderLines } from "#db/schema/orders.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { accountBalance } from "../ledger/ledger-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { takenUntil } from "./cut-off-reads.server.ts";
import { knownOrder, moveOrder, type OrderRow } from "./known-order.server.ts";
import { maySubmitOrder } from "./order.policy.ts";
import { SubmitOrder } from "./order.schema.ts";
import { type AskedLine, budgetReserved, worstCost } from "./order.ts";
import { orderSubmitted } from "./orders.events.ts";

/**
 * Sends a draft to the market. It holds, out of its budget, the most that it can cost; a budget that has less left
 * refuses with the amounts. Refuses an order without a budget, and one that comes too late for its day.
 */
export const submitOrder = command({
  name: "orders.submit",
  input: SubmitOrder,
  permit: async (tx, call, { orderId }) => {
    const order = await knownOrder(tx, call, orderId);
    if (!maySubmitOrder(call.actor, order)) throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, { orderId }) => {
    const order = await knownOrder(tx, call, orderId);
    const lines = await tx
      .select()
      .from(orderLines)
      .where(eq(orderLines.orderId, orderId))
      .orderBy(asc(orderLines.position));
    await sendToMarket(tx, call, order, lines);
    return { orderId };
  },
});

/** The submitting itself, for a draft that was just read or written in this transaction. */
export async function sendToMarket(
  tx: Transaction,
  call: Call,
  order: OrderRow,
  lines: readonly AskedLine[],
): Promise<void> {
  invariant(call.actor.kind === "member", "only a member submits");
  if (!order.budgetId) throw new RuleBroken("orders.budgetNeeded", { field: "budgetId" });
  if (call.at > (await takenUntil(order, tx)))
    throw new RuleBroken("orders.afterCutOff", { field: "deliveryDay" });
  const reservedRupiah = worstCost(lines);
  if (reservedRupiah === 0n) throw new RuleBroken("orders.nothingAsked", { field: "lines" });
  await reserve(tx, call, { ...order, budgetId: order.budgetId }, reservedRupiah);
  await moveOrder(tx, order, "submit", {
    submittedBy: call.actor.personId,
    submittedAt: call.at,
    reservedRupiah,
  });
  await announce(tx, call, orderSubmitted, { orderId: order.id });
}

/**
 * Holds the money. A draft that was withdrawn and comes again books under its version, since a deed is booked once.
 * The look at the balance gives the refusal its figures; the account's own bound refuses whoever slips past it.
 */
async function reserve(
  tx: Transaction,
  call: Call,
  order: OrderRow & { readonly budgetId: string },
  amountRupiah: bigint,
): Promise<void> {
  const left = -(await accountBalance(order.buyerId, "budgetAvailable", order.budgetId, tx));
  if (amountRupiah > left)
    throw new RuleBroken("orders.budgetExceeded", {
      field: "budgetId",
      needed: amountRupiah.toString(),
      left: left.toString(),
    });
  const on: BusinessDay = dayOf(call.at, await clockOf(order.buyerId, tx));
  await postEntry(
    tx,
    call,
    budgetReserved(
      {
        organisationId: order.buyerId,
        budgetId: order.budgetId,
        subjectId: order.id,
        amountRupiah,
        on,
        narration: order.id,
      },
      `budget.reserved.${order.version}`,
    ),
  );
}
