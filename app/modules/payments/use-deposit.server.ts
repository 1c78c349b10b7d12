import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { UseDeposit } from "./bank.schema.ts";
import { keeperOf } from "./bring-statement.server.ts";
import { depositLeft } from "./deposit-left.server.ts";
import { mayAnswerForPayee } from "./payment.policy.ts";
import { openInvoices } from "./payment-reads.server.ts";
import { refuseTooMuch, writeReport } from "./write-report.server.ts";

async function ownInvoice(tx: LatestTransaction, call: Call, invoiceId: string) {
  const { organisationId } = keeperOf(call);
  if (!mayAnswerForPayee(call.actor, organisationId)) throw new Forbidden("payments.forbidden");
  const [invoice] = await openInvoices(tx, [invoiceId]);
  if (!invoice || invoice.sellerId !== organisationId) throw new Missing("invoicing.missing");
  // What the buyer keeps with the seller pays the seller, and this claim is another's.
  if (invoice.assignee) throw new RuleBroken("payments.assigned", { name: invoice.assignee.name });
  return invoice;
}

/**
 * Pays an invoice, or a part of it, out of what its buyer once paid too much: a payment like any other, that a second person verifies.
 * Refuses more than is kept and not yet asked for; the books refuse it once more when it is verified.
 */
export const useDeposit = command({
  name: "payments.useDeposit",
  input: UseDeposit,
  isolation: "read committed",
  permit: async (tx, call, { invoiceId }) => {
    await ownInvoice(tx, call, invoiceId);
  },
  run: async (tx, call, { invoiceId, amountRupiah }) => {
    const invoice = await ownInvoice(tx, call, invoiceId);
    const { sellerId, buyerId } = invoice;
    refuseTooMuch([invoice], [{ invoiceId, amountRupiah }]);
    const left = await depositLeft(tx, sellerId, buyerId);
    if (amountRupiah > left) throw new RuleBroken("payments.depositShort", { left: left.toString() });
    const paymentId = await writeReport(tx, call, {
      payerId: buyerId,
      payeeId: sellerId,
      rail: "deposit",
      amountRupiah,
      transferredOn: dayOf(call.at, await clockOf(sellerId, tx)),
      bankName: "Titipan pembeli",
      bankReference: "Titipan pembeli",
      allocations: [{ invoiceId, amountRupiah }],
    });
    return { paymentId };
  },
});
