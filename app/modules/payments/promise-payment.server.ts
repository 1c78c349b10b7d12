import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { invoicePromises } from "#db/schema/payments-promises.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { foundationBehind } from "../identity/foundation-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { askedOf } from "../invoicing/invoice.ts";
import { isPaidBy, mayAnswerForPayee, mayReportPayment } from "./payment.policy.ts";
import { PromisePayment } from "./payment.schema.ts";
import { openInvoices } from "./payment-reads.server.ts";
import { refuseEmptyPromise } from "./promise.ts";

/** An invoice of either side of it, held; Missing for everybody else. */
async function ownInvoice(tx: LatestTransaction, call: Call, invoiceId: string) {
  const { actor } = call;
  const [invoice] = await openInvoices(tx, [invoiceId]);
  if (!invoice || actor.kind !== "member") throw new Missing("invoicing.missing");
  if (actor.organisationId === invoice.sellerId) {
    if (!mayAnswerForPayee(actor, invoice.sellerId)) throw new Forbidden("payments.forbidden");
    return invoice;
  }
  const payer = { buyerId: invoice.buyerId, foundationId: await foundationBehind(invoice.buyerId, tx) };
  if (!isPaidBy(actor, payer)) throw new Missing("invoicing.missing");
  if (!mayReportPayment(actor, payer)) throw new Forbidden("payments.forbidden");
  return invoice;
}

/**
 * Writes down on which day so much of an invoice will be paid, as the buyer says itself or as the seller heard it. Until that day nobody is
 * reminded of it; afterwards everybody is, and a promise that was not kept is counted in how the buyer pays. A later promise stands in the
 * place of an earlier one, and makes none that was broken already kept. Refuses an invoice of which nothing is open, a day that is over or more
 * than 45 days off, and more than is open.
 */
export const promisePayment = command({
  name: "payments.promisePayment",
  input: PromisePayment,
  isolation: "read committed",
  permit: async (tx, call, { invoiceId }) => {
    await ownInvoice(tx, call, invoiceId);
  },
  run: async (tx, call, { invoiceId, promisedOn, amountRupiah, note }) => {
    const invoice = await ownInvoice(tx, call, invoiceId);
    invariant(call.actor.kind === "member", "permitted above");
    const openRupiah = askedOf(invoice);
    if (invoice.state !== "issued" || openRupiah <= 0n)
      throw new RuleBroken("payments.notOpen", { number: invoice.number ?? "" });
    const today = dayOf(call.at, await clockOf(invoice.sellerId, tx));
    refuseEmptyPromise({ promisedOn, amountRupiah }, { openRupiah, today });
    const promiseId = newId("promise");
    await tx.insert(invoicePromises).values({
      id: promiseId,
      invoiceId,
      promisedOn,
      amountRupiah,
      note: note ?? null,
      organisationId: call.actor.organisationId,
      recordedBy: call.actor.personId,
      recordedAt: call.at,
    });
    return { promiseId };
  },
});
