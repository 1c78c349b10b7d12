import { and, eq, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { payments } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { voidDocument } from "../documents/issue-document.server.ts";
import {
  recordPaid,
  recordReported,
  recordUnpaid,
  withdrawReported,
} from "../invoicing/record-paid.server.ts";
import { NO_GROUND, recordAsked, recordConfirmed, withdrawAsked } from "../invoicing/record-payout.server.ts";
import { leftOnCard } from "./card-account.ts";
import { invoiceOf } from "./card-ground-reads.server.ts";
import { paymentReversed } from "./payments.events.ts";
import type { HeldPayment } from "./settle-payment.server.ts";

/** What goes back to a card: of which payment, how much, and what a credit note owes where that is what is given back. */
export type GivenBack = {
  readonly payment: HeldPayment;
  readonly amountRupiah: Rupiah;
  readonly refundId: string | null;
};

/**
 * Money of a payment, which the caller holds, may go back to its card: until it is known, its invoice counts it as reported and no
 * longer as paid, so nobody pays it again nor credits it meanwhile; of a credit note it counts as on its way. Refuses more than the
 * payment still holds, and an invoice on which later deeds stand.
 */
export async function holdGivenBack(
  tx: LatestTransaction,
  { payment, amountRupiah, refundId }: GivenBack,
): Promise<void> {
  if (amountRupiah > leftOnCard(payment))
    throw new RuleBroken("payments.cardLeft", { left: leftOnCard(payment).toString() });
  if (refundId === null) {
    const invoiceId = await invoiceOf(tx, payment.id);
    await recordUnpaid(tx, invoiceId, amountRupiah);
    await recordReported(tx, invoiceId, amountRupiah);
  } else await recordAsked(tx, { ...NO_GROUND, refundId }, amountRupiah);
  await move(tx, payment.id, amountRupiah, refundId === null ? amountRupiah : 0n);
}

/** It does not go back after all: everything counts as it did before. */
export async function letGivenBackGo(
  tx: LatestTransaction,
  { payment, amountRupiah, refundId }: GivenBack,
): Promise<void> {
  if (refundId === null) await recordPaid(tx, await invoiceOf(tx, payment.id), amountRupiah);
  else await withdrawAsked(tx, { ...NO_GROUND, refundId }, amountRupiah);
  await move(tx, payment.id, -amountRupiah, refundId === null ? -amountRupiah : 0n);
}

/**
 * It went: the invoice is open again by so much, or the credit note is paid. A payment of which nothing is left is taken back whole,
 * and its kwitansi is void. The caller books the entries.
 */
export async function settleGivenBack(
  tx: LatestTransaction,
  call: Call,
  { payment, amountRupiah, refundId }: GivenBack,
  { reason, on }: { readonly reason: string; readonly on: BusinessDay },
): Promise<void> {
  if (refundId !== null) {
    await recordConfirmed(tx, { ...NO_GROUND, refundId }, amountRupiah);
    return;
  }
  await withdrawReported(tx, await invoiceOf(tx, payment.id), amountRupiah);
  const whole = await tx
    .update(payments)
    .set({ state: "reversed", reason, reversedOn: on, version: sql`${payments.version} + 1` })
    .where(
      and(
        eq(payments.id, payment.id),
        eq(payments.state, "verified"),
        eq(payments.unpaidRupiah, payments.amountRupiah),
      ),
    )
    .returning({ id: payments.id });
  if (whole.length === 0) return;
  await voidDocument(tx, call, {
    organisationId: payment.payeeId,
    kind: "KW",
    subjectId: payment.id,
    reason,
  });
  await announce(tx, call, paymentReversed, { paymentId: payment.id });
}

async function move(tx: LatestTransaction, paymentId: string, given: Rupiah, unpaid: Rupiah): Promise<void> {
  await tx
    .update(payments)
    .set({
      givenBackRupiah: sql`${payments.givenBackRupiah} + ${given}`,
      unpaidRupiah: sql`${payments.unpaidRupiah} + ${unpaid}`,
    })
    .where(eq(payments.id, paymentId));
}
