import { and, asc, eq, gt, inArray, lt } from "drizzle-orm";
import type { PayAt } from "#app/kernel/pay-at.ts";
import { db, type Executor } from "#db/client.server.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { paymentAllocations, payments } from "#db/schema/payments.ts";
import { checkouts } from "#db/schema/payments-checkouts.ts";
import type { PaymentRail, PaymentState } from "./payment-lifecycle.ts";

/** Where a payment by a provider is made, and until when. */
export type Checkout = {
  readonly paymentId: string;
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly amountRupiah: bigint;
  readonly expiresAt: Date;
  readonly rail: PaymentRail;
  readonly provider: string;
  readonly sessionId: string | null;
  /** Null while the provider has not answered. */
  readonly payAt: PayAt | null;
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
      rail: payments.rail,
      provider: checkouts.provider,
      sessionId: checkouts.sessionId,
      url: checkouts.url,
      accountBank: checkouts.accountBank,
      accountNumber: checkouts.accountNumber,
      qrPayload: checkouts.qrPayload,
      state: payments.state,
    })
    .from(checkouts)
    .innerJoin(payments, eq(payments.id, checkouts.paymentId))
    .innerJoin(paymentAllocations, eq(paymentAllocations.paymentId, checkouts.paymentId))
    .innerJoin(invoices, eq(invoices.id, paymentAllocations.invoiceId))
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof pages>>[number];

function checkoutIn({ url, accountBank, accountNumber, qrPayload, ...row }: Row): Checkout {
  return { ...row, invoiceNumber: row.invoiceNumber ?? "", payAt: payAtOf() };

  function payAtOf(): PayAt | null {
    if (url !== null) return { kind: "page", url };
    if (qrPayload !== null) return { kind: "qris", payload: qrPayload };
    if (accountBank === null || accountNumber === null) return null;
    return { kind: "virtualAccount", bank: accountBank, number: accountNumber };
  }
}

/** What was opened for a payment by a provider, decided or not; null for any other payment. */
export async function checkoutOf(paymentId: string, on: Executor = db()): Promise<Checkout | null> {
  const [row] = await pages(on).where(eq(checkouts.paymentId, paymentId));
  return row ? checkoutIn(row) : null;
}

/** Where this invoice can still be paid at `now`; null when there is none. The caller says who may see it. */
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

/** Payments by these providers that ran out of time before `now` and of which no word came, the oldest first. */
export async function silentCheckouts(
  now: Date,
  providers: readonly string[],
  limit: number,
  on: Executor = db(),
): Promise<Checkout[]> {
  const rows = await pages(on)
    .where(
      and(
        eq(payments.state, "reported"),
        inArray(checkouts.provider, [...providers]),
        lt(checkouts.expiresAt, now),
      ),
    )
    .orderBy(asc(checkouts.expiresAt))
    .limit(limit);
  return rows.map(checkoutIn);
}
