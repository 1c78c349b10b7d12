import { and, asc, eq, notInArray, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { paymentTerms } from "#db/schema/commitments-terms.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { orders } from "#db/schema/orders.ts";
import { paymentAllocations, payments } from "#db/schema/payments.ts";
import type { LateFeeRule } from "../commitments/payment-terms.ts";
import { lateFeeOfTerms, termsInForce } from "../commitments/payment-terms-reads.server.ts";
import { duePartsOf } from "../invoicing/due-parts.ts";
import { standingPartsOf } from "../invoicing/objection-reads.server.ts";
import { type LateFee, lateFeeOf } from "./late-fee.ts";

type Invoice = typeof invoices.$inferSelect;

export type LateFeeView = LateFee & {
  readonly rule: LateFeeRule;
  /** The paper of both parties that says so. */
  readonly basis: string;
  /** In how many days it is to be paid, as the invoice was. */
  readonly termDays: number;
  /** The invoice that claims it already. */
  readonly standing: { readonly id: string; readonly number: string | null } | null;
};

/**
 * What it costs that an order's invoice is late, as its two parties agreed for the day of delivery; null where they agreed on nothing, where
 * nothing is late, and for an invoice that claims no goods of an order or does not stand.
 */
export async function lateFeeOfInvoice(
  invoice: Invoice,
  today: BusinessDay,
  on: Executor = db(),
): Promise<LateFeeView | null> {
  if (invoice.kind !== "delivery") return null;
  if (invoice.state !== "issued" && invoice.state !== "settled") return null;
  const terms = await termsOfInvoice(invoice, on);
  const rule = terms && lateFeeOfTerms(terms);
  if (!terms || !rule) return null;
  const paid = await on
    .select({
      on: payments.transferredOn,
      // Of a card's payment, what went back to it and opened the invoice again, never came.
      amountRupiah: sql<bigint>`${paymentAllocations.amountRupiah} - ${payments.unpaidRupiah}`.mapWith(
        BigInt,
      ),
    })
    .from(paymentAllocations)
    .innerJoin(payments, eq(payments.id, paymentAllocations.paymentId))
    .where(and(eq(paymentAllocations.invoiceId, invoice.id), eq(payments.state, "verified")))
    .orderBy(asc(payments.transferredOn));
  const parts = duePartsOf(invoice, await standingPartsOf(invoice.id, on));
  const fee = lateFeeOf({ parts, paid }, rule, today);
  if (fee.amountRupiah === 0n) return null;
  const [standing] = await on
    .select({ id: invoices.id, number: invoices.number })
    .from(invoices)
    .where(and(eq(invoices.lateOf, invoice.id), notInArray(invoices.state, ["discarded", "credited"])));
  return { ...fee, rule, basis: terms.basis, termDays: terms.termDays, standing: standing ?? null };
}

/** What its two parties agreed on for the goods of an order's invoice, or for all that an invoice collects; null for every other. */
async function termsOfInvoice(invoice: Invoice, on: Executor) {
  if (invoice.termsId !== null) {
    const [terms] = await on.select().from(paymentTerms).where(eq(paymentTerms.id, invoice.termsId));
    return terms ?? null;
  }
  if (invoice.orderId === null) return null;
  const [order] = await on
    .select({ deliveryDay: orders.deliveryDay })
    .from(orders)
    .where(eq(orders.id, invoice.orderId));
  return order ? termsInForce(invoice, order.deliveryDay, on) : null;
}
