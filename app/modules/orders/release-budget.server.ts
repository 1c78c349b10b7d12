import { eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { orders } from "#db/schema/orders.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import type { OrderRow } from "./known-order.server.ts";
import { budgetReleased, budgetSpent } from "./order.ts";

/** Gives back what an order still holds; `reservedRupiah` of the order is what is left to give. */
export async function releaseBudget(tx: Transaction, call: Call, order: OrderRow): Promise<void> {
  if (order.reservedRupiah === 0n || !order.budgetId) return;
  await postEntry(
    tx,
    call,
    budgetReleased(
      {
        organisationId: order.buyerId,
        budgetId: order.budgetId,
        subjectId: order.id,
        amountRupiah: order.reservedRupiah,
        on: dayOf(call.at, await clockOf(order.buyerId, tx)),
        narration: order.id,
      },
      `budget.released.${order.version}`,
    ),
  );
}

/**
 * Spends, out of what an order holds, what one receipt accepted, in the caller's transaction. The agreed price is never
 * above the ceiling that was held, so there is always enough; tax on top of it may take the budget's free part.
 */
export async function spendBudget(
  tx: Transaction,
  call: Call,
  spending: { readonly orderId: string; readonly receiptId: string; readonly amountRupiah: bigint },
): Promise<void> {
  if (spending.amountRupiah === 0n) return;
  const [order] = await tx.select().from(orders).where(eq(orders.id, spending.orderId)).for("update");
  invariant(order?.budgetId, "goods are received for an order that holds a budget");
  invariant(
    order.reservedRupiah >= spending.amountRupiah,
    "no more is accepted than was asked for, at no more than its ceiling",
  );
  await postEntry(
    tx,
    call,
    budgetSpent({
      organisationId: order.buyerId,
      budgetId: order.budgetId,
      subjectId: spending.receiptId,
      amountRupiah: spending.amountRupiah,
      on: dayOf(call.at, await clockOf(order.buyerId, tx)),
      narration: order.id,
    }),
  );
  await tx
    .update(orders)
    .set({ reservedRupiah: order.reservedRupiah - spending.amountRupiah, version: order.version + 1 })
    .where(eq(orders.id, order.id));
}
