import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import {
  paymentLifecycle,
  paymentRails,
  payoutLifecycle,
  providerRails,
  remittanceLifecycle,
} from "#app/modules/payments/payment-lifecycle.ts";
import { producers } from "./catalogue.ts";
import { day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { consignmentSettlements } from "./consignment.ts";
import { organisations, persons } from "./identity.ts";
import { invoices, koperasiStatements, refunds } from "./invoicing.ts";
import { debitNotes } from "./invoicing-debits.ts";
import { receivableAssignments } from "./invoicing-receivables.ts";
import { bankLines } from "./payments-bank.ts";
import { payoutBatches } from "./payments-batches.ts";
import { nettings } from "./payments-nettings.ts";
import { storedFiles } from "./platform.ts";
import { ridePlaces } from "./shipments-rides.ts";

const paymentStates = statesOf(paymentLifecycle);
const remittanceStates = statesOf(remittanceLifecycle);
const payoutStates = statesOf(payoutLifecycle);

export const payments = pgTable(
  "payments",
  {
    id: id().primaryKey(),
    payerId: id()
      .notNull()
      .references(() => organisations.id),
    payeeId: id()
      .notNull()
      .references(() => organisations.id),
    state: word(paymentStates).notNull(),
    /** What moved: invoices it pays, and what is kept as a deposit, less tax that was withheld. */
    amountRupiah: rupiah().notNull(),
    /** Of that, more than any invoice asked for: the payer's, until it is used. */
    depositRupiah: rupiah().notNull().default(sql`0`),
    /** Tax that the payer keeps back and hands to the state: it pays an invoice as money does. */
    withheldRupiah: rupiah().notNull().default(sql`0`),
    /** VAT that the payer's treasurer pays to the state itself, where it has one. */
    vatKeptRupiah: rupiah().notNull().default(sql`0`),
    /** Of a payment by card: what went back to it, and what of that its invoice no longer counts as paid. */
    givenBackRupiah: rupiah().notNull().default(sql`0`),
    unpaidRupiah: rupiah().notNull().default(sql`0`),
    /** Number of the bukti potong that says so. */
    withholdingSlip: text(),
    transferredOn: day().notNull(),
    bankName: text().notNull(),
    bankReference: text().notNull(),
    /** By bank, with proof that a second person checks; by a provider, on its word alone; out of a deposit, or by what the payee owes the payer. */
    rail: word(paymentRails).notNull().default("transfer"),
    proofId: id().references(() => storedFiles.id),
    proofSha256: text(),
    /** Set where an institution outside of the house holds the claim: the money is in its account, and in no book here but the payer's. */
    assignmentId: id().references(() => receivableAssignments.id),
    /** The netting that it is one half of: the other half pays the other way. */
    nettingId: id().references(() => nettings.id),
    /** The line of the bank that shows it, where the payee reported it from there. */
    bankLineId: id().references(() => bankLines.id),
    reportedBy: id().references(() => persons.id),
    reportedAt: moment().notNull(),
    verifiedBy: id().references(() => persons.id),
    verifiedAt: moment(),
    reason: text(),
    /** Number of the kwitansi; set when it is verified. */
    number: text(),
    /** The day on which its entries were mirrored: such money did not come after all. */
    reversedOn: day(),
    reversedBy: id().references(() => persons.id),
    version: integer().notNull().default(1),
  },
  (t) => [
    index("payments_payee").on(t.payeeId, t.state),
    index("payments_payer").on(t.payerId, t.state),
    // The same picture is not two payments.
    uniqueIndex("payments_proof")
      .on(t.payeeId, t.proofSha256)
      .where(sql`state not in ('rejected', 'reversed')`),
    // The provider's name for a payment is its own.
    uniqueIndex("payments_card").on(t.bankReference).where(sql`rail = 'card'`),
    index("payments_bank_line").on(t.bankLineId),
    uniqueIndex("payments_netting").on(t.nettingId, t.payeeId),
    check("payments_state", oneOf(t.state, paymentStates)),
    check("payments_amount", sql`${t.amountRupiah} > 0`),
    check("payments_rail", oneOf(t.rail, paymentRails)),
    check(
      "payments_proof_shown",
      sql`num_nonnulls(${t.proofId}, ${t.bankLineId}) = (case when ${t.rail} = 'transfer' then 1 else 0 end) and (${t.proofId} is null) = (${t.proofSha256} is null)`,
    ),
    check(
      "payments_on_the_providers_word",
      sql`not (${oneOf(t.rail, providerRails)}) or ${t.verifiedBy} is null`,
    ),
    check(
      "payments_parts",
      sql`${t.depositRupiah} between 0 and ${t.amountRupiah} and ${t.withheldRupiah} >= 0 and ${t.vatKeptRupiah} >= 0 and (${t.withheldRupiah} + ${t.vatKeptRupiah} = 0) = (${t.withholdingSlip} is null) and (${t.rail} = 'transfer' or (${t.depositRupiah} = 0 and ${t.withheldRupiah} + ${t.vatKeptRupiah} = 0))`,
    ),
    check(
      "payments_reversed",
      sql`(${t.state} = 'reversed') = (${t.reversedOn} is not null) and (${t.reversedOn} is null or ${t.rail} = 'card') = (${t.reversedBy} is null) and (${t.reversedBy} is null or ${t.reversedBy} <> ${t.verifiedBy})`,
    ),
    check(
      "payments_given_back",
      sql`${t.unpaidRupiah} between 0 and ${t.givenBackRupiah} and ${t.givenBackRupiah} <= ${t.amountRupiah} and (${t.rail} = 'card' or ${t.givenBackRupiah} = 0) and (${t.rail} <> 'card' or ${t.state} <> 'reversed' or ${t.unpaidRupiah} = ${t.amountRupiah})`,
    ),
    check(
      "payments_to_institution",
      sql`${t.assignmentId} is null or (${t.rail} = 'transfer' and ${t.depositRupiah} = 0 and ${t.bankLineId} is null)`,
    ),
    check("payments_netted", sql`(${t.rail} = 'netting') = (${t.nettingId} is not null)`),
    check("payments_two_people", sql`${t.verifiedBy} is null or ${t.verifiedBy} <> ${t.reportedBy}`),
  ],
);

export const paymentAllocations = pgTable(
  "payment_allocations",
  {
    paymentId: id()
      .notNull()
      .references(() => payments.id),
    invoiceId: id()
      .notNull()
      .references(() => invoices.id),
    amountRupiah: rupiah().notNull(),
    /** VAT of the invoice that the payer's treasurer kept of this: together never more than the invoice's. */
    vatKeptRupiah: rupiah().notNull().default(sql`0`),
  },
  (t) => [
    primaryKey({ columns: [t.paymentId, t.invoiceId] }),
    index("payment_allocations_invoice").on(t.invoiceId),
    check("payment_allocations_amount", sql`${t.amountRupiah} > 0`),
    check("payment_allocations_vat_kept", sql`${t.vatKeptRupiah} between 0 and ${t.amountRupiah}`),
  ],
);

export const payouts = pgTable(
  "payouts",
  {
    id: id().primaryKey(),
    payerId: id()
      .notNull()
      .references(() => organisations.id),
    /** An organisation or a producer, never both. */
    payeeOrganisationId: id().references(() => organisations.id),
    payeeProducerId: id().references(() => producers.id),
    statementId: id().references(() => koperasiStatements.id),
    /** Given back to a buyer that paid more than it has to. */
    refundId: id().references(() => refunds.id),
    /** A koperasi's part of what a neighbour's vehicle cost. */
    ridePlaceId: id().references(() => ridePlaces.id),
    /** What a consignor is owed for a period. */
    settlementId: id().references(() => consignmentSettlements.id),
    /** What a carrier pays a trade center of a claim. */
    debitNoteId: id().references(() => debitNotes.id),
    /** What the payee once paid beyond its invoices, and has back by this. */
    isDeposit: boolean().notNull().default(false),
    /** What it pays for, in words for the payee. */
    purpose: text().notNull(),
    state: word(payoutStates).notNull(),
    amountRupiah: rupiah().notNull(),
    requestedBy: id().references(() => persons.id),
    requestedAt: moment().notNull(),
    approvedBy: id().references(() => persons.id),
    approvedAt: moment(),
    settledOn: day(),
    bankReference: text(),
    reason: text(),
    /** With which it was asked for, approved and sent to the bank. */
    batchId: id().references(() => payoutBatches.id),
    /** Where it goes, as it was when it was asked for: what is approved is what is sent. */
    payeeBank: text(),
    payeeAccount: text(),
    payeeHolder: text(),
    /** What the bank shows of the transfer. */
    proofId: id().references(() => storedFiles.id),
    /** The day on which the bank gave it back. */
    returnedOn: day(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index("payouts_batch").on(t.batchId),
    index("payouts_payer").on(t.payerId, t.state),
    index("payouts_payee").on(t.payeeOrganisationId),
    index("payouts_payee_producer").on(t.payeeProducerId),
    // One at a time; what was paid before lowers what the next one asks for.
    uniqueIndex("payouts_statement").on(t.statementId).where(sql`state in ('requested', 'approved')`),
    uniqueIndex("payouts_refund").on(t.refundId).where(sql`state in ('requested', 'approved')`),
    uniqueIndex("payouts_debit_note").on(t.debitNoteId).where(sql`state in ('requested', 'approved')`),
    // A place is paid once.
    uniqueIndex("payouts_ride_place")
      .on(t.ridePlaceId)
      .where(sql`state in ('requested', 'approved', 'confirmed')`),
    // So is a settlement, whole.
    uniqueIndex("payouts_settlement")
      .on(t.settlementId)
      .where(sql`state in ('requested', 'approved', 'confirmed')`),
    check(
      "payouts_about_one",
      sql`num_nonnulls(${t.statementId}, ${t.refundId}, ${t.ridePlaceId}, ${t.settlementId}, ${t.debitNoteId}) <= 1`,
    ),
    check(
      "payouts_deposit",
      sql`not ${t.isDeposit} or (num_nonnulls(${t.statementId}, ${t.refundId}, ${t.ridePlaceId}, ${t.settlementId}, ${t.debitNoteId}) = 0 and ${t.payeeOrganisationId} is not null)`,
    ),
    check("payouts_state", oneOf(t.state, payoutStates)),
    check("payouts_amount", sql`${t.amountRupiah} > 0`),
    check("payouts_payee_one", sql`(${t.payeeOrganisationId} is null) <> (${t.payeeProducerId} is null)`),
    check(
      "payouts_returned",
      sql`(${t.state} = 'returned') = (${t.returnedOn} is not null) and (${t.returnedOn} is null or ${t.returnedOn} >= ${t.settledOn})`,
    ),
    check("payouts_two_people", sql`${t.approvedBy} is null or ${t.approvedBy} <> ${t.requestedBy}`),
  ],
);

/** Levies on their way to the region's treasury: one person gathers them, another says that they were paid in. */
export const levyRemittances = pgTable(
  "levy_remittances",
  {
    id: id().primaryKey(),
    hubId: id()
      .notNull()
      .references(() => organisations.id),
    state: word(remittanceStates).notNull(),
    amountRupiah: rupiah().notNull(),
    /** The regional treasury account that it is paid into, as it is printed. */
    treasury: text().notNull(),
    requestedBy: id().references(() => persons.id),
    requestedAt: moment().notNull(),
    confirmedBy: id().references(() => persons.id),
    confirmedAt: moment(),
    settledOn: day(),
    bankReference: text(),
    /** Number of the STS; set when it was paid in. */
    number: text(),
    reason: text(),
    /** Who said of what was booked that it is wrong, and why; the latest doubt. */
    doubtReason: text(),
    doubtedBy: id().references(() => persons.id),
    doubtedAt: moment(),
    /** Who looked at that doubt: took it out of the books, or let it stand. */
    judgedBy: id().references(() => persons.id),
    judgedAt: moment(),
    /** The day on which its entry was mirrored. */
    reversedOn: day(),
  },
  (t) => [
    index("levy_remittances_hub").on(t.hubId, t.state),
    check("levy_remittances_state", oneOf(t.state, remittanceStates)),
    check("levy_remittances_amount", sql`${t.amountRupiah} > 0`),
    check(
      "levy_remittances_two_people",
      sql`${t.confirmedBy} is null or ${t.confirmedBy} <> ${t.requestedBy}`,
    ),
    check(
      "levy_remittances_confirmed",
      sql`(${t.state} in ('confirmed', 'doubted', 'reversed')) = (${t.number} is not null and ${t.settledOn} is not null)`,
    ),
    check(
      "levy_remittances_doubted",
      sql`(${t.doubtedBy} is null) = (${t.doubtReason} is null) and (${t.doubtedBy} is null) = (${t.doubtedAt} is null) and (${t.judgedBy} is null) = (${t.judgedAt} is null) and (${t.state} not in ('doubted', 'reversed') or ${t.doubtedBy} is not null) and (${t.state} <> 'doubted' or ${t.judgedBy} is null) and (${t.state} = 'reversed') = (${t.reversedOn} is not null)`,
    ),
    check(
      "levy_remittances_judged_by_another",
      sql`${t.judgedBy} is null or (${t.doubtedBy} is not null and ${t.judgedBy} <> ${t.doubtedBy})`,
    ),
  ],
);

/** Which koperasi's levies a remittance hands on. */
export const levyRemittanceLines = pgTable(
  "levy_remittance_lines",
  {
    remittanceId: id()
      .notNull()
      .references(() => levyRemittances.id),
    statementId: id()
      .notNull()
      .references(() => koperasiStatements.id),
    amountRupiah: rupiah().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.remittanceId, t.statementId] }),
    index("levy_remittance_lines_statement").on(t.statementId),
    check("levy_remittance_lines_amount", sql`${t.amountRupiah} > 0`),
  ],
);
