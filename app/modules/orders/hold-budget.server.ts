import { and, eq } from "drizzle-orm";
import { rupiah } from "#app/i18n/format.ts";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Missing, RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import type { Transaction } from "#db/client.server.ts";
import { budgets } from "#db/schema/orders.ts";
import { accountBalance } from "../ledger/ledger-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { coversDay, reservingEntry } from "./budget.ts";
import type { OrderRow } from "./known-order.server.ts";

export type Envelope = { readonly organisationId: string; readonly budgetId: string };
type BudgetRow = typeof budgets.$inferSelect;

/** A budget of this organisation whose period holds the day; held until the transaction ends when `isLocked`. */
export async function budgetFor(
  tx: Transaction,
  envelope: Envelope,
  day: BusinessDay,
  { isLocked }: { readonly isLocked: boolean },
): Promise<BudgetRow> {
  const query = tx
    .select()
    .from(budgets)
    .where(and(eq(budgets.id, envelope.budgetId), eq(budgets.organisationId, envelope.organisationId)));
  const [budget] = isLocked ? await query.for("no key update") : await query;
  if (!budget) throw new Missing("orders.budgetMissing");
  if (!coversDay(budget, day))
    throw new RuleBroken("orders.outsideBudget", {
      field: "budgetId",
      from: budget.startsOn,
      to: budget.endsOn,
    });
  return budget;
}

/**
 * Holds, out of a budget, the most that an order can cost; refuses with both amounts when less is left. Orders of one
 * budget queue up at its row, so that the look at what is left and the entry belong together; the bound on the
 * account stands behind both.
 */
export async function holdBudget(
  tx: Transaction,
  call: Call,
  order: Pick<OrderRow, "id" | "buyerId" | "deliveryDay"> & { readonly budgetId: string },
  hold: { readonly amount: Rupiah; readonly on: BusinessDay; readonly repeat: number | null },
): Promise<void> {
  const envelope = { organisationId: order.buyerId, budgetId: order.budgetId };
  await budgetFor(tx, envelope, order.deliveryDay, { isLocked: true });
  await refuseBeyond(tx, envelope, hold.amount);
  const deed = { ...envelope, subjectId: order.id, on: hold.on };
  await postEntry(tx, call, reservingEntry(deed, hold.amount, hold.repeat));
}

/** Refuses with both amounts when less than `amount` is left in the budget. */
export async function refuseBeyond(tx: Transaction, envelope: Envelope, amount: Rupiah): Promise<void> {
  const balance = await accountBalance(envelope.organisationId, "budgetAvailable", envelope.budgetId, tx);
  const left = -balance;
  if (amount > left)
    throw new RuleBroken("orders.budgetExceeded", {
      field: "budgetId",
      needed: rupiah(amount),
      left: rupiah(left),
      neededRupiah: amount.toString(),
      leftRupiah: left.toString(),
    });
}
