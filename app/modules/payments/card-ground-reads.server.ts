import { and, asc, eq, sql } from "drizzle-orm";
import { invariant } from "#app/kernel/errors.ts";
import { hold } from "#db/hold.server.ts";
import { refunds } from "#db/schema/invoicing.ts";
import { paymentAllocations } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import type { HeldPayment } from "./settle-payment.server.ts";

/** The one invoice that a payment by card pays. */
export async function invoiceOf(tx: LatestTransaction, paymentId: string): Promise<string> {
  const [row] = await tx
    .select({ invoiceId: paymentAllocations.invoiceId })
    .from(paymentAllocations)
    .where(eq(paymentAllocations.paymentId, paymentId));
  invariant(row, "a payment by card pays an invoice");
  return row.invoiceId;
}

/** What a credit note on the invoice of a payment still owes its payer, the oldest first and held; null for none. */
export async function owedByCredit(tx: LatestTransaction, payment: HeldPayment) {
  const [owed] = await hold(
    tx,
    refunds,
    and(
      eq(refunds.invoiceId, await invoiceOf(tx, payment.id)),
      eq(refunds.hubId, payment.payeeId),
      eq(refunds.buyerId, payment.payerId),
      sql`${refunds.paidRupiah} + ${refunds.underwayRupiah} < ${refunds.amountRupiah}`,
    ),
    asc(refunds.id),
  );
  return owed ?? null;
}
