import { eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { payments } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { ReversePayment } from "./bank.schema.ts";
import { mayKnowPayment, mayReversePayment } from "./payment.policy.ts";
import { railRules } from "./payment-rails.ts";
import { takePaymentBack } from "./settle-payment.server.ts";

async function knownPayment(tx: LatestTransaction, call: Call, paymentId: string) {
  const [payment] = await hold(tx, payments, eq(payments.id, paymentId));
  if (!payment || !mayKnowPayment(call.actor, payment)) throw new Missing("payments.missing");
  if (!mayReversePayment(call.actor, payment)) throw new Forbidden("payments.secondPerson");
  return payment;
}

/**
 * A second person takes a booked payment back, and says why: it was matched wrongly, or the bank took the money again. Its entries are
 * mirrored on the day it is done, its invoices and its lines of the bank are open again, and its kwitansi is void. Refuses whoever
 * booked it, a payment by card, and one on which later deeds stand.
 */
export const reversePayment = command({
  name: "payments.reverse",
  input: ReversePayment,
  isolation: "read committed",
  permit: async (tx, call, { paymentId }) => {
    await knownPayment(tx, call, paymentId);
  },
  run: async (tx, call, { paymentId, reason }) => {
    const payment = await knownPayment(tx, call, paymentId);
    invariant(call.actor.kind === "member", "permitted above");
    if (railRules[payment.rail].confirmedBy === "provider") throw new RuleBroken("payments.cardStays");
    const on = dayOf(call.at, await clockOf(payment.payeeId, tx));
    await takePaymentBack(tx, call, payment, { reason, on, by: call.actor.personId });
    return { paymentId };
  },
});
