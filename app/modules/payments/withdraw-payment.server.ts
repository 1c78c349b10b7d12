import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { payments } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { foundationBehind } from "../identity/foundation-reads.server.ts";
import { mayTakeReportBack } from "./own-report-reads.server.ts";
import { isPaidBy } from "./payment.policy.ts";
import { WithdrawPayment } from "./payment.schema.ts";
import { takeReportBack } from "./settle-payment.server.ts";

async function heldReport(tx: LatestTransaction, call: Call, paymentId: string) {
  const [payment] = await hold(tx, payments, eq(payments.id, paymentId));
  if (!payment) throw new Missing("payments.missing");
  const payer = { buyerId: payment.payerId, foundationId: await foundationBehind(payment.payerId, tx) };
  if (!isPaidBy(call.actor, payer)) throw new Missing("payments.missing");
  return payment;
}

/**
 * Whoever reported a transfer takes the report back while nobody has verified or rejected it: a wrong sum, the wrong invoice, or money
 * that the bank sent back. Its part of each invoice is open again, and the same proof may be reported anew. Only the organisation that
 * reported it does so, a kitchen or its foundation; refuses what was answered meanwhile, and payments that a provider or the payee told of.
 */
export const withdrawPayment = command({
  name: "payments.withdraw",
  input: WithdrawPayment,
  isolation: "read committed",
  permit: async (tx, call, { paymentId }) => {
    const payment = await heldReport(tx, call, paymentId);
    if (!(await mayTakeReportBack(call.actor, payment, tx))) throw new Forbidden("payments.forbidden");
  },
  run: async (tx, call, { paymentId, reason }) => {
    invariant(call.actor.kind === "member", "permitted above");
    await takeReportBack(tx, call, { paymentId, reason });
    return { paymentId };
  },
});
