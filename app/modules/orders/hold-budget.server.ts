import { and, eq, type SQL } from "drizzle-orm";
import { plainRupiah } from "#app/i18n/format.ts";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Missing, RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { budgets } from "#db/schema/orders.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { accountBalance } from "../ledger/ledger-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { coversDay, reservingEntry } from "./budget.ts";
import type { OrderRow } from "./known-order.server.ts";

export type Envelope = { readonly organisationId: string; readonly budgetId: string };
type BudgetRow = typeof budgets.$inferSelect;

function isEnvelope({ budgetId, organisationId }: Envelope): SQL | undefined {
  return and(eq(budgets.id, budgetId), eq(budgets.organisationId, organisationId));
}

/** A budget of this organisation whose period holds the day. Refuses any other. */
export async function budgetFor(tx: Transaction, envelope: Envelope, day: BusinessDay): Promise<void> {
  const [budget] = await tx.select().from(budgets).where(isEnvelope(envelope));
  refuseOutside(budget, day);
}

/** As `budgetFor`, and held until the transaction ends: whoever else spends out of it waits. */
export async function heldBudgetFor(
  tx: LatestTransaction,
  envelope: Envelope,
  day: BusinessDay,
): Promise<void> {
  const [budget] = await hold(tx, budgets, isEnvelope(envelope));
  refuseOutside(budget, day);
}

function refuseOutside(budget: BudgetRow | undefined, day: BusinessDay): void {
  if (!budget) throw new Missing("orders.budgetMissing");
  if (!coversDay(budget, day))
    throw new RuleBroken("orders.outsideBudget", {
      field: "budgetId",
      from: budget.startsOn,
      to: budget.endsOn,
    });
}

/**
 * Holds, out of a budget, the most that an order can cost; refuses with both amounts when less is left. Orders of one
 * budget queue up at its row, so that the look at what is left and the entry belong together; the bound on the
 * account stands behind both.
 */
export async function holdBudget(
  tx: LatestTransaction,
  call: Call,
  order: Pick<OrderRow, "id" | "buyerId" | "deliveryDay"> & { readonly budgetId: string },
  spent: { readonly amount: Rupiah; readonly on: BusinessDay; readonly repeat: number | null },
): Promise<void> {
  const envelope = { organisationId: order.buyerId, budgetId: order.budgetId };
  await heldBudgetFor(tx, envelope, order.deliveryDay);
  await refuseBeyond(tx, envelope, spent.amount);
  const deed = { ...envelope, subjectId: order.id, on: spent.on };
  await postEntry(tx, call, reservingEntry(deed, spent.amount, spent.repeat));
}

/** Refuses with both amounts when less than `amount` is left in the budget. */
export async function refuseBeyond(tx: Transaction, envelope: Envelope, amount: Rupiah): Promise<void> {
  const balance = await accountBalance(envelope.organisationId, "budgetAvailable", envelope.budgetId, tx);
  const left = -balance;
  if (amount > left)
    throw new RuleBroken("orders.budgetExceeded", {
      field: "budgetId",
      needed: plainRupiah(amount),
      left: plainRupiah(left),
      neededRupiah: amount.toString(),
      leftRupiah: left.toString(),
    });
}
