import { pageRequest } from "#app/http/api.server.ts";
import { answerDebitNote } from "#app/modules/invoicing/answer-debit-note.server.ts";
import { answerObjection } from "#app/modules/invoicing/answer-objection.server.ts";
import { openObjection } from "#app/modules/invoicing/open-objection.server.ts";
import { recordTaxNumber } from "#app/modules/invoicing/record-tax-number.server.ts";
import { setOffDebitNote } from "#app/modules/invoicing/set-off-debit-note.server.ts";
import { takeDebitNoteBack } from "#app/modules/invoicing/take-debit-note-back.server.ts";
import { withdrawObjection } from "#app/modules/invoicing/withdraw-objection.server.ts";
import { agreeNetting } from "#app/modules/payments/agree-netting.server.ts";
import { declineNetting, withdrawNetting } from "#app/modules/payments/end-netting.server.ts";
import { issueLateFee } from "#app/modules/payments/issue-late-fee.server.ts";
import { nettingsOf } from "#app/modules/payments/netting-reads.server.ts";
import { promisePayment } from "#app/modules/payments/promise-payment.server.ts";
import { proposeNetting } from "#app/modules/payments/propose-netting.server.ts";
import { useDeposit } from "#app/modules/payments/use-deposit.server.ts";
import { operationsOf } from "./operation.server.ts";

/** What follows an invoice until it is paid or taken back: as on the screens. */
export const invoiceDeedOperations = operationsOf("money", ({ get, deed }) => {
  deed("/invoices/{invoiceId}/tax-number", {
    summary:
      "Write down the number that Coretax gave to a tax invoice (about: its transaction code) or to the nota retur of a credit note (about: its id)",
    permission: "invoices.read",
    command: recordTaxNumber,
  });
  deed("/invoices/{invoiceId}/promise", {
    summary: "Note by which day a part of an invoice is promised to be paid: either side",
    permission: "invoices.read",
    command: promisePayment,
  });
  deed("/invoices/{invoiceId}/late-fee", {
    summary: "Claim the agreed late fee of an invoice that was paid late",
    permission: "invoices.issue",
    command: issueLateFee,
  });
  deed("/invoices/{invoiceId}/deposit", {
    summary: "Pay an invoice out of what its buyer paid too much",
    permission: "payments.verify",
    command: useDeposit,
  });
  get("/nettings", {
    summary: "Nettings with anybody, whoever proposed, the latest first",
    permission: "invoices.read",
    run: (api) => nettingsOf(api.actor.organisationId, pageRequest(api.query)),
  });
  deed("/nettings", {
    summary: "Propose to a partner that invoices of both directions pay each other, the longest due first",
    permission: "payments.report",
    command: proposeNetting,
  });
  deed("/nettings/{nettingId}/agree", {
    summary: "Agree to a netting, as the other organisation: both sides are paid by the same sum",
    permission: "payments.verify",
    command: agreeNetting,
  });
  deed("/nettings/{nettingId}/decline", {
    summary: "Decline a netting, with a reason",
    permission: "payments.verify",
    command: declineNetting,
  });
  deed("/nettings/{nettingId}/withdraw", {
    summary: "Take an own proposal of a netting back while nobody answered it",
    permission: "payments.report",
    command: withdrawNetting,
  });
  deed("/invoice-lines/{invoiceLineId}/object", {
    summary: "Object to a line of an invoice, as its buyer; only that part of it is held",
    permission: "invoices.read",
    command: openObjection,
  });
  deed("/objections/{objectionId}/answer", {
    summary: "Say what of an objection is granted; the rest is due again",
    permission: "invoices.issue",
    command: answerObjection,
  });
  deed("/objections/{objectionId}/withdraw", {
    summary: "Take an own objection back",
    permission: "invoices.read",
    command: withdrawObjection,
  });
  deed("/debit-notes/{debitNoteId}/answer", {
    summary: "Accept a debit note or dispute it, as the carrier",
    permission: "disputes.answer",
    command: answerDebitNote,
  });
  deed("/debit-notes/{debitNoteId}/set-off", {
    summary: "Keep a debit note back from what its carrier is owed",
    permission: "payouts.approve",
    command: setOffDebitNote,
  });
  deed("/debit-notes/{debitNoteId}/take-back", {
    summary: "Take a debit note back, with a reason",
    permission: "invoices.issue",
    command: takeDebitNoteBack,
  });
});
