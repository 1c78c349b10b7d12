import { eq } from "drizzle-orm";
import { plainRupiah } from "#app/i18n/format.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";

import { orderLines, orders } from "#db/schema/orders.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { taxClassesOf, vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { accountBalance, movedBy } from "../ledger/ledger-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { agreeingEntry, reopeningEntry } from "./budget.ts";
import { lockedOrder, type OrderRow } from "./known-order.server.ts";
import { type Agreed, freedByAgreement, isAboveLegal } from "./order.ts";

/** A promise that a seller made for an order line; the entries are booked under it. */
type Promised = { readonly commitmentId: string; readonly orderId: string };

/**
 * Lowers what an order holds to what a seller has agreed to, tax included, in the caller's transaction: the budget is free
 * of the rest at once. Refuses a price that stands above the legal one once this seller's tax is on it, unless the buyer
 * wrote down why it buys above it.
 */
export async function lowerHold(
  tx: LatestTransaction,
  call: Call,
  agreed: Agreed & Promised & { readonly orderLineId: string },
): Promise<void> {
  const order = await lockedOrder(tx, agreed.orderId);
  const [line] = await tx.select().from(orderLines).where(eq(orderLines.id, agreed.orderLineId));
  invariant(line, "a promise is for a line");
  const classes = await taxClassesOf([line.commodityCode], tx);
  const taxClass = classes.get(line.commodityCode);
  invariant(taxClass, "a line asks for a commodity that exists");
  const rule = await vatRuleOn(order.deliveryDay, tx);
  if (!line.overrideReason && isAboveLegal({ ...line, taxClass }, agreed, rule))
    throw new RuleBroken("orders.aboveLegalWithTax", {
      legal: plainRupiah(line.legalCeilingRupiah ?? 0n),
      unit: line.unit,
    });
  if (!order.budgetId) return;
  const freed = freedByAgreement({ ...line, taxClass }, agreed, rule);
  // Receipts that weighed more than ordered may have eaten into what the order held for this line.
  const amount = freed < order.reservedRupiah ? freed : order.reservedRupiah;
  await change(tx, call, order, { amount: -amount, of: agreed, entry: agreeingEntry });
}

/**
 * Holds again what `lowerHold` gave back for a promise that was broken, as far as the budget still has it: the line may be
 * filled by another seller at its ceiling. In the caller's transaction.
 */
export async function raiseHold(tx: LatestTransaction, call: Call, broken: Promised): Promise<void> {
  const order = await lockedOrder(tx, broken.orderId);
  if (!order.budgetId || (order.state !== "submitted" && order.state !== "approved")) return;
  const left = -(await accountBalance(order.buyerId, "budgetAvailable", order.budgetId, tx));
  const agreed = { organisationId: order.buyerId, kind: "order.agreed", subjectId: broken.commitmentId };
  const freed = await movedBy(agreed, "budgetReserved", tx);
  const amount = freed < left ? freed : left;
  await change(tx, call, order, { amount, of: broken, entry: reopeningEntry });
}

async function change(
  tx: LatestTransaction,
  call: Call,
  order: OrderRow,
  by: {
    readonly amount: Rupiah;
    readonly of: Promised;
    readonly entry: typeof agreeingEntry;
  },
): Promise<void> {
  if (by.amount === 0n || !order.budgetId) return;
  const deed = {
    organisationId: order.buyerId,
    budgetId: order.budgetId,
    subjectId: by.of.commitmentId,
    on: dayOf(call.at, await clockOf(order.buyerId, tx)),
  };
  await postEntry(tx, call, by.entry(deed, by.amount < 0n ? -by.amount : by.amount));
  await tx
    .update(orders)
    .set({ reservedRupiah: order.reservedRupiah + by.amount, version: order.version + 1 })
    .where(eq(orders.id, order.id));
}
