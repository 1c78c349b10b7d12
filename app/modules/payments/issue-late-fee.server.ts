import { percent } from "#app/i18n/format.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { mayIssueInvoice } from "../invoicing/invoice.policy.ts";
import { heldInvoice, knownInvoice } from "../invoicing/issue-invoice.server.ts";
import { issueLateFeeInvoice } from "../invoicing/write-late-fee.server.ts";
import { lateFeeOfInvoice } from "./late-fee-reads.server.ts";
import { IssueLateFee } from "./payment.schema.ts";

/**
 * Claims what it cost that an invoice was paid late, as a numbered invoice of its own, booked with both parties. Only where both agreed
 * on it for the day of delivery, and only once all of the invoice came: then the days are known and the fee is claimed once. It is taken
 * back like any invoice, by a credit note, while nobody paid it. Refuses what is still open, what came in time, and a second claim.
 */
export const issueLateFee = command({
  name: "payments.issueLateFee",
  input: IssueLateFee,
  // As for any invoice: others wait for their number, and a series has no gaps.
  isolation: "read committed",
  permit: async (tx, call, { invoiceId }) => {
    const invoice = await knownInvoice(tx, call, invoiceId);
    if (!mayIssueInvoice(call.actor, invoice)) throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { invoiceId }) => {
    const invoice = await heldInvoice(tx, call, invoiceId);
    const issuedOn = dayOf(call.at, await clockOf(invoice.sellerId, tx));
    const fee = await lateFeeOfInvoice(invoice, issuedOn, tx);
    if (!fee) throw new RuleBroken("payments.noLateFee");
    if (invoice.state !== "settled" || !fee.isFinal) throw new RuleBroken("payments.lateFeeOpen");
    if (fee.standing) throw new Conflict("payments.lateFeeStands", { number: fee.standing.number ?? "" });
    return issueLateFeeInvoice(tx, call, {
      of: invoice,
      amountRupiah: fee.amountRupiah,
      description: `Denda keterlambatan ${fee.days} hari atas tagihan ${invoice.number}`,
      note: `${percent(fee.rule.basisPoints)} sehari, paling banyak ${percent(fee.rule.capBasisPoints)}, menurut ${fee.basis}.`,
      issuedOn,
      termDays: fee.termDays,
    });
  },
});
