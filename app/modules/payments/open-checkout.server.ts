import { and, eq, isNull } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { toSen } from "#app/kernel/minor-units.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { hold } from "#db/hold.server.ts";
import { paymentAllocations, payments } from "#db/schema/payments.ts";
import { checkouts } from "#db/schema/payments-checkouts.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { foundationBehind } from "../identity/foundation-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { askedOf } from "../invoicing/invoice.ts";
import { recordReported } from "../invoicing/record-paid.server.ts";
import { isPaidBy, mayReportPayment } from "./payment.policy.ts";
import { AskCheckout, RecordCheckoutOpened } from "./payment.schema.ts";
import { openMs } from "./payment-rails.ts";
import { openInvoices } from "./payment-reads.server.ts";

async function permitPayer(tx: LatestTransaction, call: Call, invoiceId: string) {
  const [invoice] = await openInvoices(tx, [invoiceId]);
  const payer = invoice && {
    buyerId: invoice.buyerId,
    foundationId: await foundationBehind(invoice.buyerId, tx),
  };
  if (!payer || !isPaidBy(call.actor, payer)) throw new Missing("invoicing.missing");
  if (!mayReportPayment(call.actor, payer)) throw new Forbidden("payments.forbidden");
  // By a provider it is paid into the seller's account there, and this claim is another's.
  if (invoice.assignee) throw new RuleBroken("payments.assigned", { name: invoice.assignee.name });
  return invoice;
}

/**
 * Notes that a payer is about to pay by a provider all that is asked of an invoice, before the provider is asked for a page, a number or
 * a code. From now on that much counts as reported, so nobody pays it a second time. Refuses an invoice of which nothing is
 * asked, and more than a provider takes.
 */
export const askCheckout = command({
  name: "payments.ask-checkout",
  input: AskCheckout,
  isolation: "read committed",
  permit: async (tx, call, { invoiceId }) => {
    await permitPayer(tx, call, invoiceId);
  },
  run: async (tx, call, { invoiceId, provider, rail }) => {
    const invoice = await permitPayer(tx, call, invoiceId);
    const amountRupiah = askedOf(invoice);
    if (invoice.state !== "issued" || amountRupiah <= 0n)
      throw new RuleBroken("payments.notOpen", { number: invoice.number ?? "" });
    toSen(amountRupiah);
    const paymentId = newId("payment");
    await tx.insert(payments).values({
      id: paymentId,
      payerId: invoice.buyerId,
      payeeId: invoice.sellerId,
      state: "reported",
      rail,
      amountRupiah,
      transferredOn: dayOf(call.at, await clockOf(invoice.sellerId, tx)),
      bankName: provider,
      bankReference: paymentId,
      reportedBy: call.actor.kind === "member" ? call.actor.personId : null,
      reportedAt: call.at,
    });
    await tx.insert(paymentAllocations).values({ paymentId, invoiceId, amountRupiah });
    const expiresAt = new Date(call.at.getTime() + openMs[rail]);
    await tx.insert(checkouts).values({ paymentId, provider, expiresAt });
    await recordReported(tx, invoiceId, amountRupiah);
    return { paymentId };
  },
});

/** Notes under which name the provider opened what was asked for, and where it is paid. A second time changes nothing. */
export const recordCheckoutOpened = command({
  name: "payments.record-checkout-opened",
  input: RecordCheckoutOpened,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("payments.forbidden");
  },
  run: async (tx, call, { paymentId, sessionId, payAt }) => {
    const [checkout] = await hold(tx, checkouts, eq(checkouts.paymentId, paymentId));
    if (!checkout) throw new Missing("payments.missing");
    await tx
      .update(checkouts)
      .set({
        sessionId,
        url: payAt.kind === "page" ? payAt.url : null,
        accountBank: payAt.kind === "virtualAccount" ? payAt.bank : null,
        accountNumber: payAt.kind === "virtualAccount" ? payAt.number : null,
        qrPayload: payAt.kind === "qris" ? payAt.payload : null,
        openedAt: call.at,
      })
      .where(and(eq(checkouts.paymentId, paymentId), isNull(checkouts.sessionId)));
    return { paymentId };
  },
});
