import { pageRequest } from "#app/http/api.server.ts";
import { Missing } from "#app/kernel/errors.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { correctTripCost } from "#app/modules/invoicing/correct-trip-cost.server.ts";
import { correctTruckCost } from "#app/modules/invoicing/correct-truck-cost.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { debitNotesOf, debitNoteVisibleTo } from "#app/modules/invoicing/debit-note-reads.server.ts";
import { InvoiceFilter } from "#app/modules/invoicing/invoice.schema.ts";
import { invoicesOf, invoiceVisibleTo, statementsOf } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueAdvance } from "#app/modules/invoicing/issue-advance.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { issueInvoices } from "#app/modules/invoicing/issue-invoices.server.ts";
import { ublFile } from "#app/modules/invoicing/tax-invoice-reads.server.ts";
import { taxNumbersOf } from "#app/modules/invoicing/tax-number-reads.server.ts";
import { LineFilter } from "#app/modules/payments/bank.schema.ts";
import { confirmFunding, rejectFunding } from "#app/modules/payments/check-funding.server.ts";
import {
  confirmTaxRemittance,
  rejectTaxRemittance,
} from "#app/modules/payments/check-tax-remittance.server.ts";
import { doubtFunding, keepFunding, reverseFunding } from "#app/modules/payments/correct-funding.server.ts";
import {
  doubtRemittance,
  keepRemittance,
  reverseRemittance,
} from "#app/modules/payments/correct-remittance.server.ts";
import {
  doubtTaxRemittance,
  keepTaxRemittance,
  reverseTaxRemittance,
} from "#app/modules/payments/correct-tax-remittance.server.ts";
import { approveBatch, refuseBatch } from "#app/modules/payments/decide-batch.server.ts";
import { fundingsOf } from "#app/modules/payments/funding-reads.server.ts";
import { lineOf, linesOf, matchesOf } from "#app/modules/payments/line-reads.server.ts";
import { withSuggestions } from "#app/modules/payments/match-ground-reads.server.ts";
import { matchReports } from "#app/modules/payments/match-line.server.ts";
import { PaymentFilter } from "#app/modules/payments/payment.schema.ts";
import { paymentsOf, paymentVisibleTo, payoutsOf } from "#app/modules/payments/payment-reads.server.ts";
import { proposeBatch } from "#app/modules/payments/propose-batch.server.ts";
import { proposeMatch } from "#app/modules/payments/propose-match.server.ts";
import { recordOutcomes } from "#app/modules/payments/record-outcomes.server.ts";
import { remitLevies } from "#app/modules/payments/remit-levies.server.ts";
import { leviesDue, remittancesOf } from "#app/modules/payments/remittance-reads.server.ts";
import { reportFunding } from "#app/modules/payments/report-funding.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { reportTaxRemittance } from "#app/modules/payments/report-tax-remittance.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { reversePayment } from "#app/modules/payments/reverse-payment.server.ts";
import {
  approvePayout,
  confirmPayout,
  failPayout,
  refusePayout,
  returnPayout,
} from "#app/modules/payments/settle-payout.server.ts";
import { confirmRemittance, refuseRemittance } from "#app/modules/payments/settle-remittance.server.ts";
import { owedTaxes, taxRemittancesOf } from "#app/modules/payments/tax-remittance-reads.server.ts";
import { rejectPayment, verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { withdrawPayment } from "#app/modules/payments/withdraw-payment.server.ts";
import { operationsOf } from "./operation.server.ts";
import { queryOf } from "./query.server.ts";

export const moneyOperations = operationsOf("money", ({ get, deed }) => {
  get("/invoices", {
    summary: "Invoices sent (side=selling) or received (side=buying), newest first",
    permission: "invoices.read",
    query: InvoiceFilter,
    run: (api) => invoicesOf(api.actor.organisationId, queryOf(InvoiceFilter, api)),
  });
  get("/invoices/{invoiceId}", {
    summary: "One invoice with its lines and papers",
    permission: "invoices.read",
    run: async ({ actor, params }) => {
      const invoice = await invoiceVisibleTo(actor.organisationId, params["invoiceId"] ?? "");
      if (!invoice) throw new Missing("invoicing.missing");
      return {
        ...invoice,
        taxNumbers: await taxNumbersOf(invoice),
        documents: await documentsAbout(actor.organisationId, [invoice.id]),
      };
    },
  });
  get("/invoices/{invoiceId}/ubl", {
    summary: "An issued invoice as UBL 2.1, from the facts on its paper",
    permission: "invoices.read",
    run: async ({ actor, params }) => {
      const file = await ublFile(actor.organisationId, params["invoiceId"] ?? "", null);
      if (!file) throw new Missing("invoicing.missing");
      return file;
    },
  });
  deed("/invoices/{invoiceId}/issue", {
    summary: "Issue a drafted invoice under the next number",
    permission: "invoices.issue",
    command: issueInvoice,
  });
  deed("/invoices/issue", {
    summary: "Issue many drafted invoices under the next numbers; one that cannot be issued stops no other",
    permission: "invoices.issue",
    command: issueInvoices,
  });
  deed("/invoices/{invoiceId}/credit", {
    summary: "Take an unpaid invoice back by a credit note",
    permission: "invoices.issue",
    command: creditInvoice,
  });
  deed("/trips/{tripId}/cost", {
    summary:
      "Say what a trip cost in truth after its handover, with a reason; invoiced or paid, the difference is booked",
    permission: "trips.depart",
    command: correctTripCost,
  });
  deed("/trips/{tripId}/truck-cost", {
    summary: "Say what the vehicle of a trip cost in truth, for all trips that shared it",
    permission: "trips.depart",
    command: correctTruckCost,
  });
  get("/payments", {
    summary: "Payments made (side=paying) or got (side=paid)",
    permission: "payments.read",
    query: PaymentFilter,
    run: (api) => paymentsOf(api.actor.organisationId, queryOf(PaymentFilter, api)),
  });
  get("/payments/{paymentId}", {
    summary: "One payment with what it pays",
    permission: "payments.read",
    run: async ({ actor, params }) => {
      const payment = await paymentVisibleTo(actor.organisationId, params["paymentId"] ?? "");
      if (!payment) throw new Missing("payments.missing");
      return payment;
    },
  });
  deed("/payments", {
    summary: "Report a transfer with its proof",
    permission: "payments.report",
    command: reportPayment,
  });
  deed("/payments/{paymentId}/verify", {
    summary: "Confirm that the money came",
    permission: "payments.verify",
    command: verifyPayment,
  });
  deed("/payments/{paymentId}/reject", {
    summary: "Say that no such money came",
    permission: "payments.verify",
    command: rejectPayment,
  });
  deed("/payments/{paymentId}/withdraw", {
    summary: "Take your own report of a transfer back, before anybody answered it",
    permission: "payments.report",
    command: withdrawPayment,
  });
  deed("/payments/{paymentId}/reverse", {
    summary: "Take a booked payment back, as a second person; its invoices are open again",
    permission: "payments.verify",
    command: reversePayment,
  });
  get("/bank-lines", {
    summary:
      "Lines of the own bank in one state (open, proposed, matched, aside) with what they may be, latest first",
    permission: "statements.read",
    query: LineFilter,
    run: async (api) => {
      const page = await linesOf(api.actor.organisationId, queryOf(LineFilter, api));
      const { lines } = await withSuggestions(api.actor.organisationId, page.rows);
      return { rows: lines, next: page.next };
    },
  });
  get("/bank-lines/{lineId}", {
    summary: "One line of the own bank, what it was matched with, and what it may be",
    permission: "statements.read",
    run: async ({ actor, params }) => {
      const line = await lineOf(actor.organisationId, params["lineId"] ?? "");
      if (!line) throw new Missing("payments.lineMissing");
      const { lines } = await withSuggestions(actor.organisationId, [line]);
      return { ...(lines[0] ?? line), matches: await matchesOf(line.id) };
    },
  });
  deed("/bank-lines/{lineId}/propose", {
    summary: "Report from a line of the bank what it pays; a second person verifies",
    permission: "payments.verify",
    command: proposeMatch,
  });
  deed("/bank-lines/match", {
    summary: "Say that lines of the bank are the money of reports",
    permission: "payments.verify",
    command: matchReports,
  });
  get("/fundings", {
    summary: "Programme money that came into the kitchen's account, the latest report first",
    permission: "payments.read",
    run: (api) => fundingsOf(api.actor.organisationId, pageRequest(api.query)),
  });
  deed("/fundings", {
    summary: "Report programme money that came, with its proof",
    permission: "fundings.report",
    command: reportFunding,
  });
  deed("/fundings/{fundingId}/confirm", {
    summary: "Confirm that the money came, as a second person",
    permission: "fundings.confirm",
    command: confirmFunding,
  });
  deed("/fundings/{fundingId}/reject", {
    summary: "Say that no such money came",
    permission: "fundings.confirm",
    command: rejectFunding,
  });
  deed("/fundings/{fundingId}/doubt", {
    summary: "Say that confirmed money was wrong",
    permission: "fundings.report",
    command: doubtFunding,
  });
  deed("/fundings/{fundingId}/reverse", {
    summary: "Take doubted money out of the books, as a second person",
    permission: "fundings.confirm",
    command: reverseFunding,
  });
  deed("/fundings/{fundingId}/keep", {
    summary: "Say that doubted money stands",
    permission: "fundings.confirm",
    command: keepFunding,
  });
  get("/taxes", {
    summary: "Tax that the books owe the state, by kind and month, with its last day and what is open",
    permission: "books.read",
    run: async ({ actor, call }) => ({
      rows: (await owedTaxes(actor.organisationId, call.at)).months,
      next: null,
    }),
  });
  get("/tax-remittances", {
    summary: "Tax that was paid to the state, the latest report first",
    permission: "books.read",
    run: (api) => taxRemittancesOf(api.actor.organisationId, pageRequest(api.query)),
  });
  deed("/tax-remittances", {
    summary: "Report tax that was paid to the state for a month, with its NTPN",
    permission: "taxes.remit",
    command: reportTaxRemittance,
  });
  deed("/tax-remittances/{taxRemittanceId}/confirm", {
    summary: "Confirm that the tax was paid, as a second person",
    permission: "taxes.confirm",
    command: confirmTaxRemittance,
  });
  deed("/tax-remittances/{taxRemittanceId}/reject", {
    summary: "Say that the tax was not paid so, as a second person",
    permission: "taxes.confirm",
    command: rejectTaxRemittance,
  });
  deed("/tax-remittances/{taxRemittanceId}/doubt", {
    summary: "Say that a booked remittance was wrong",
    permission: "taxes.remit",
    command: doubtTaxRemittance,
  });
  deed("/tax-remittances/{taxRemittanceId}/reverse", {
    summary: "Take a doubted remittance out of the books, as a second person",
    permission: "taxes.confirm",
    command: reverseTaxRemittance,
  });
  deed("/tax-remittances/{taxRemittanceId}/keep", {
    summary: "Say that a doubted remittance stands",
    permission: "taxes.confirm",
    command: keepTaxRemittance,
  });
  get("/payouts", {
    summary: "Money that goes on to producers and koperasi",
    permission: "payouts.read",
    run: (api) => payoutsOf(api.actor.organisationId, pageRequest(api.query)),
  });
  deed("/payouts", { summary: "Ask for a payout", permission: "payouts.request", command: requestPayout });
  deed("/payouts/{payoutId}/approve", {
    summary: "Approve a payout, as a second person",
    permission: "payouts.approve",
    command: approvePayout,
  });
  deed("/payouts/{payoutId}/refuse", {
    summary: "Refuse a payout",
    permission: "payouts.approve",
    command: refusePayout,
  });
  deed("/payouts/{payoutId}/confirm", {
    summary: "Record that the transfer was made",
    permission: "payouts.approve",
    command: confirmPayout,
  });
  deed("/payouts/{payoutId}/fail", {
    summary: "Record that the transfer failed",
    permission: "payouts.approve",
    command: failPayout,
  });
  deed("/payouts/{payoutId}/return", {
    summary: "Record that the bank gave a transfer back; what it paid is open again",
    permission: "payouts.approve",
    command: returnPayout,
  });
  deed("/payout-batches", {
    summary: "Ask for many payouts at once",
    permission: "payouts.request",
    command: proposeBatch,
  });
  deed("/payout-batches/{batchId}/approve", {
    summary: "Approve all of a batch, as a second person",
    permission: "payouts.approve",
    command: approveBatch,
  });
  deed("/payout-batches/{batchId}/refuse", {
    summary: "Refuse all of a batch, as a second person",
    permission: "payouts.approve",
    command: refuseBatch,
  });
  deed("/payout-batches/{batchId}/outcomes", {
    summary: "Take in what the bank said about a batch, row by row",
    permission: "payouts.approve",
    command: recordOutcomes,
  });
  deed("/call-offs/{callOffId}/advance", {
    summary: "Ask the buyer for the advance that the contract agrees on",
    permission: "invoices.issue",
    command: issueAdvance,
  });
  get("/levies", {
    summary: "Levies that were taken and are to be handed on to the treasury",
    permission: "payouts.read",
    run: async ({ actor }) => ({ rows: await leviesDue(actor.organisationId), next: null }),
  });
  get("/levy-remittances", {
    summary: "Levies that were handed on, or are about to be, newest first",
    permission: "payouts.read",
    run: (api) => remittancesOf(api.actor.organisationId, pageRequest(api.query)),
  });
  deed("/levy-remittances", {
    summary: "Gather every levy that is due for the treasury",
    permission: "payouts.request",
    command: remitLevies,
  });
  deed("/levy-remittances/{remittanceId}/confirm", {
    summary: "Record that the levies were paid in, as a second person",
    permission: "payouts.approve",
    command: confirmRemittance,
  });
  deed("/levy-remittances/{remittanceId}/refuse", {
    summary: "Refuse a remittance, as a second person",
    permission: "payouts.approve",
    command: refuseRemittance,
  });
  deed("/levy-remittances/{remittanceId}/doubt", {
    summary: "Say that a remittance of levies that was booked is wrong",
    permission: "payouts.request",
    command: doubtRemittance,
  });
  deed("/levy-remittances/{remittanceId}/reverse", {
    summary: "Take a doubted remittance of levies out of the books, as a second person",
    permission: "payouts.approve",
    command: reverseRemittance,
  });
  deed("/levy-remittances/{remittanceId}/keep", {
    summary: "Say that a doubted remittance of levies stands",
    permission: "payouts.approve",
    command: keepRemittance,
  });
  get("/debit-notes", {
    summary: "Debit notes that you sent to a carrier or got as one, newest first",
    permission: "invoices.read",
    run: (api) => debitNotesOf(api.actor.organisationId, pageRequest(api.query)),
  });
  get("/debit-notes/{debitNoteId}", {
    summary: "One debit note, with what was kept of it from which call-off",
    permission: "invoices.read",
    run: async ({ actor, params }) => {
      const note = await debitNoteVisibleTo(actor.organisationId, params["debitNoteId"] ?? "");
      if (!note) throw new Missing("invoicing.missing");
      return note;
    },
  });
  get("/call-offs/{callOffId}/statements", {
    summary: "What each koperasi gets out of a call-off",
    permission: "invoices.read",
    run: async ({ actor, params }) => ({
      rows: await statementsOf(actor.organisationId, params["callOffId"] ?? ""),
      next: null,
    }),
  });
});
