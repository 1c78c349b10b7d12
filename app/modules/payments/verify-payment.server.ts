import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { payments } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { mayKnowPayment, mayVerifyPayment } from "./payment.policy.ts";
import { RejectPayment, VerifyPayment } from "./payment.schema.ts";
import { bookPayment, releasePayment } from "./settle-payment.server.ts";

async function knownPayment(tx: LatestTransaction, call: Call, paymentId: string) {
  const [payment] = await hold(tx, payments, eq(payments.id, paymentId));
  if (!payment || !mayKnowPayment(call.actor, payment)) throw new Missing("payments.missing");
  return payment;
}

async function permitSecondPerson(
  tx: LatestTransaction,
  call: Call,
  input: { readonly paymentId: string },
): Promise<void> {
  const payment = await knownPayment(tx, call, input.paymentId);
  if (!mayVerifyPayment(call.actor, payment)) throw new Forbidden("payments.secondPerson");
}

/**
 * The side that was paid confirms that the money came. Books it with both parties, settles the invoices it pays, and
 * issues the kwitansi. Refuses whoever reported it, an invoice of which less is open by now, and a payment by card.
 */
export const verifyPayment = command({
  name: "payments.verify",
  input: VerifyPayment,
  isolation: "read committed",
  permit: permitSecondPerson,
  run: async (tx, call, { paymentId }) => {
    const payment = await knownPayment(tx, call, paymentId);
    if (call.actor.kind !== "member") throw new Forbidden("payments.forbidden");
    const { documentId, number } = await bookPayment(tx, call, payment);
    return { paymentId, documentId, number };
  },
});

/** The side that was paid says that no such money came, and why. The invoices stay open; the same proof may come again. */
export const rejectPayment = command({
  name: "payments.reject",
  input: RejectPayment,
  isolation: "read committed",
  permit: permitSecondPerson,
  run: async (tx, call, { paymentId, reason }) => {
    await releasePayment(tx, call, await knownPayment(tx, call, paymentId), reason);
    return { paymentId };
  },
});
