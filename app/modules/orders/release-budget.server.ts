import { eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import type { Transaction } from "#db/client.server.ts";
import { orders } from "#db/schema/orders.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { releasingEntry, spendingEntry } from "./budget.ts";
import { heldBudgetFor, refuseBeyond } from "./hold-budget.server.ts";
import { lockedOrder, type OrderRow } from "./known-order.server.ts";

/**
 * Gives back what an order still holds; `reservedRupiah` of the order is what is left to give. `repeat` is the order's
 * version when it may be submitted again, null when this ends it.
 */
export async function releaseBudget(
  tx: Transaction,
  call: Call,
  order: OrderRow,
  repeat: number | null = null,
): Promise<void> {
  if (order.reservedRupiah === 0n || !order.budgetId) return;
  const deed = {
    organisationId: order.buyerId,
    budgetId: order.budgetId,
    subjectId: order.id,
    on: dayOf(call.at, await clockOf(order.buyerId, tx)),
  };
  await postEntry(tx, call, releasingEntry(deed, order.reservedRupiah, repeat));
}

export type Spending = {
  readonly orderId: string;
  /** What the money went for; one receipt is spent once. */
  readonly receiptId: string;
  readonly amountRupiah: Rupiah;
};

/**
 * Spends what one receipt accepted, tax included, in the caller's transaction: out of what the order holds, and beyond
 * that (weight within tolerance, a rupiah of rounding when a line was shared) out of what the budget has left. Refuses with `orders.budgetExceeded` when that is
 * not enough: a kitchen cannot take in what nobody can pay.
 */
export async function spendBudget(tx: LatestTransaction, call: Call, spending: Spending): Promise<void> {
  if (spending.amountRupiah === 0n) return;
  const order = await lockedOrder(tx, spending.orderId);
  if (!order.budgetId) return;
  const envelope = { organisationId: order.buyerId, budgetId: order.budgetId };
  const held = order.reservedRupiah;
  const beyond = spending.amountRupiah > held ? spending.amountRupiah - held : 0n;
  if (beyond > 0n) {
    await heldBudgetFor(tx, envelope, order.deliveryDay);
    await refuseBeyond(tx, envelope, beyond);
  }
  const on = dayOf(call.at, await clockOf(order.buyerId, tx));
  const deed = { ...envelope, subjectId: spending.receiptId, on };
  await postEntry(tx, call, spendingEntry(deed, spending.amountRupiah, held));
  await tx
    .update(orders)
    .set({ reservedRupiah: held - (spending.amountRupiah - beyond), version: order.version + 1 })
    .where(eq(orders.id, order.id));
}
