import { and, asc, eq, gt, lt, ne } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { paymentAllocations, payments } from "#db/schema/payments.ts";
import { checkouts } from "#db/schema/payments-checkouts.ts";
import type { PaymentState } from "./payment-lifecycle.ts";

/** What the provider's page of a payment says, and until when. */
export type Checkout = {
  readonly paymentId: string;
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly amountRupiah: bigint;
  readonly expiresAt: Date;
  readonly sessionId: string | null;
  readonly url: string | null;
  readonly state: PaymentState;
};

function pages(on: Executor) {
  return on
    .select({
      paymentId: checkouts.paymentId,
      invoiceId: paymentAllocations.invoiceId,
      invoiceNumber: invoices.number,
      amountRupiah: payments.amountRupiah,
      expiresAt: checkouts.expiresAt,
      sessionId: checkouts.sessionId,
      url: checkouts.url,
      state: payments.state,
    })
    .from(checkouts)
    .innerJoin(payments, eq(payments.id, checkouts.paymentId))
    .innerJoin(paymentAllocations, eq(paymentAllocations.paymentId, checkouts.paymentId))
    .innerJoin(invoices, eq(invoices.id, paymentAllocations.invoiceId))
    .$dynamic();
}

function checkoutIn<Row extends { readonly invoiceNumber: string | null }>(row: Row) {
  return { ...row, invoiceNumber: row.invoiceNumber ?? "" };
}

/** The page of a payment by card, decided or not; null for any other payment. */
export async function checkoutOf(paymentId: string, on: Executor = db()): Promise<Checkout | null> {
  const [row] = await pages(on).where(eq(checkouts.paymentId, paymentId));
  return row ? checkoutIn(row) : null;
}

/** The page on which this invoice can still be paid at `now`; null when there is none. The caller says who may see it. */
export async function openCheckoutFor(
  invoiceId: string,
  now: Date,
  on: Executor = db(),
): Promise<Checkout | null> {
  const [row] = await pages(on)
    .where(
      and(
        eq(paymentAllocations.invoiceId, invoiceId),
        eq(payments.state, "reported"),
        gt(checkouts.expiresAt, now),
      ),
    )
    .orderBy(asc(checkouts.paymentId))
    .limit(1);
  return row ? checkoutIn(row) : null;
}

/** Payments by card that ran out of time before `now` and of which no word came, the oldest first. */
export async function silentCheckouts(now: Date, limit: number, on: Executor = db()): Promise<Checkout[]> {
  const rows = await pages(on)
    .where(and(eq(payments.state, "reported"), ne(payments.rail, "transfer"), lt(checkouts.expiresAt, now)))
    .orderBy(asc(checkouts.expiresAt))
    .limit(limit);
  return rows.map(checkoutIn);
}
