import { asc, eq, inArray, or, sql } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { paymentAllocations, payments } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { ReversePayment } from "./bank.schema.ts";
import { heldNetting, moveNetting } from "./hold-netting.server.ts";
import { mayKnowPayment, mayReversePayment } from "./payment.policy.ts";
import { railRules } from "./payment-rails.ts";
import { openInvoices } from "./payment-reads.server.ts";
import { takePaymentBack } from "./settle-payment.server.ts";

/** The payment, held, and with it the other half of its netting. */
async function knownPayment(tx: LatestTransaction, call: Call, paymentId: string) {
  const halves = await hold(
    tx,
    payments,
    or(
      eq(payments.id, paymentId),
      sql`${payments.nettingId} = (select named.netting_id from ${payments} named where named.id = ${paymentId})`,
    ),
    sql`${payments.id}`,
  );
  const payment = halves.find(({ id }) => id === paymentId);
  if (!payment || !mayKnowPayment(call.actor, payment)) throw new Missing("payments.missing");
  if (!mayReversePayment(call.actor, payment)) throw new Forbidden("payments.secondPerson");
  return { payment, halves };
}

/** Every invoice that these pay, held in id order, as everyone takes them who takes several. */
async function holdInvoices(
  tx: LatestTransaction,
  halves: readonly { readonly id: string }[],
): Promise<void> {
  const parts = await tx
    .select({ id: paymentAllocations.invoiceId })
    .from(paymentAllocations)
    .where(
      inArray(
        paymentAllocations.paymentId,
        halves.map(({ id }) => id),
      ),
    )
    .orderBy(asc(paymentAllocations.invoiceId));
  await openInvoices(
    tx,
    parts.map(({ id }) => id),
  );
}

/**
 * A second person takes a booked payment back, and says why: it was matched wrongly, or the bank took the money again. Its entries are
 * mirrored on the day it is done, its invoices and its lines of the bank are open again, and its kwitansi is void. Refuses whoever
 * booked it, a payment by card, and one on which later deeds stand. Of a netting both halves are taken back together, by either of the two.
 */
export const reversePayment = command({
  name: "payments.reverse",
  input: ReversePayment,
  isolation: "read committed",
  permit: async (tx, call, { paymentId }) => {
    await knownPayment(tx, call, paymentId);
  },
  run: async (tx, call, { paymentId, reason }) => {
    const { payment, halves } = await knownPayment(tx, call, paymentId);
    invariant(call.actor.kind === "member", "permitted above");
    if (railRules[payment.rail].confirmedBy === "provider") throw new RuleBroken("payments.cardStays");
    const on = dayOf(call.at, await clockOf(payment.payeeId, tx));
    await holdInvoices(tx, halves);
    for (const half of halves) await takePaymentBack(tx, call, half, { reason, on, by: call.actor.personId });
    if (payment.nettingId !== null)
      await moveNetting(tx, await heldNetting(tx, call, payment.nettingId), "reverse", {});
    return { paymentId };
  },
});
