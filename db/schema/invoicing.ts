import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { invoiceKinds } from "#app/modules/invoicing/advance.ts";
import { invoiceLifecycle } from "#app/modules/invoicing/invoice-lifecycle.ts";
import { baseQuantity, day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { paymentTerms } from "./commitments-terms.ts";
import { callOffs } from "./contracts.ts";
import { disputes } from "./disputes.ts";
import { organisations, persons } from "./identity.ts";
import { orders } from "./orders.ts";
import { shipmentLines, shipments } from "./shipments.ts";
import { appeals } from "./shipments-appeals.ts";

const invoiceStates = statesOf(invoiceLifecycle);

export const invoices = pgTable(
  "invoices",
  {
    id: id().primaryKey(),
    sellerId: id()
      .notNull()
      .references(() => organisations.id),
    buyerId: id()
      .notNull()
      .references(() => organisations.id),
    state: word(invoiceStates).notNull(),
    /** What it claims: goods that were accepted, an advance on goods that are yet to come, or what being late costs. */
    kind: word(invoiceKinds).notNull().default("delivery"),
    /** Exactly one of these is what the invoice stands on. */
    shipmentId: id().references(() => shipments.id),
    callOffId: id().references(() => callOffs.id),
    orderId: id().references(() => orders.id),
    /** The granted appeal whose goods it claims, after the invoice of the delivery itself. */
    appealId: id().references(() => appeals.id),
    /** The invoice that was paid late, where it claims what that costs. */
    lateOf: id().references((): AnyPgColumn => invoices.id),
    /** The agreement under which it collects the deliveries of a period, and that period's last day; which, its parts say. */
    termsId: id().references(() => paymentTerms.id),
    periodThrough: day(),
    number: text(),
    goodsRupiah: rupiah().notNull(),
    freightRupiah: rupiah().notNull(),
    taxRupiah: rupiah().notNull(),
    totalRupiah: rupiah().notNull(),
    /** Advances that were paid before and are taken off: so much of the total is not asked for again. */
    advanceRupiah: rupiah().notNull().default(sql`0`),
    /** Taken off by credit notes that leave the rest standing: so much is not asked for any more. */
    creditedRupiah: rupiah().notNull().default(sql`0`),
    /** Paid so far, by verified payments; never above the total. */
    paidRupiah: rupiah().notNull().default(sql`0`),
    /** Reported as paid by the buyer, and neither verified nor rejected yet; none while it does not claim. */
    reportedRupiah: rupiah().notNull().default(sql`0`),
    /** What its buyer objects to, line by line, and nobody has answered yet: claimed, and neither asked for nor late. */
    heldRupiah: rupiah().notNull().default(sql`0`),
    draftedAt: moment().notNull(),
    issuedAt: moment(),
    issuedBy: id().references(() => persons.id),
    dueOn: day().notNull(),
    stateReason: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex("invoices_shipment")
      .on(t.shipmentId)
      .where(sql`state not in ('discarded', 'credited') and appeal_id is null`),
    uniqueIndex("invoices_appeal")
      .on(t.appealId)
      .where(sql`state not in ('discarded', 'credited') and appeal_id is not null`),
    check("invoices_of_appeal", sql`${t.appealId} is null or ${t.shipmentId} is not null`),
    uniqueIndex("invoices_call_off")
      .on(t.callOffId, t.kind)
      .where(sql`state not in ('discarded', 'credited')`),
    uniqueIndex("invoices_number").on(t.sellerId, t.number),
    index("invoices_buyer").on(t.buyerId, t.state, t.dueOn),
    index("invoices_seller").on(t.sellerId, t.state, t.dueOn),
    check("invoices_state", oneOf(t.state, invoiceStates)),
    uniqueIndex("invoices_late_of").on(t.lateOf).where(sql`state not in ('discarded', 'credited')`),
    check(
      "invoices_basis",
      sql`num_nonnulls(${t.shipmentId}, ${t.callOffId}, ${t.lateOf}, ${t.termsId}) = 1`,
    ),
    check(
      "invoices_period",
      sql`(${t.termsId} is null) = (${t.periodThrough} is null) and (${t.termsId} is null or ${t.kind} = 'delivery' and ${t.orderId} is null)`,
    ),
    index("invoices_terms").on(t.termsId, t.periodThrough).where(sql`terms_id is not null`),
    check("invoices_late", sql`(${t.kind} = 'lateFee') = (${t.lateOf} is not null)`),
    check(
      "invoices_total",
      sql`${t.totalRupiah} = ${t.goodsRupiah} + ${t.freightRupiah} + ${t.taxRupiah} and ${t.goodsRupiah} >= 0 and ${t.freightRupiah} >= 0 and ${t.taxRupiah} >= 0`,
    ),
    check("invoices_kind", oneOf(t.kind, invoiceKinds)),
    check(
      "invoices_advance",
      sql`${t.advanceRupiah} between 0 and ${t.totalRupiah} and (${t.advanceRupiah} = 0 or ${t.kind} = 'delivery')`,
    ),
    check(
      "invoices_paid",
      sql`${t.paidRupiah} >= 0 and ${t.creditedRupiah} >= 0 and ${t.paidRupiah} + ${t.advanceRupiah} + ${t.creditedRupiah} <= ${t.totalRupiah}`,
    ),
    check(
      "invoices_reported",
      sql`${t.reportedRupiah} >= 0 and ${t.paidRupiah} + ${t.reportedRupiah} + ${t.advanceRupiah} + ${t.creditedRupiah} <= ${t.totalRupiah} and (${t.state} = 'issued' or ${t.reportedRupiah} = 0)`,
    ),
    check(
      "invoices_held",
      sql`${t.heldRupiah} >= 0 and ${t.paidRupiah} + ${t.reportedRupiah} + ${t.advanceRupiah} + ${t.creditedRupiah} + ${t.heldRupiah} <= ${t.totalRupiah} and (${t.state} = 'issued' or ${t.heldRupiah} = 0)`,
    ),
    check(
      "invoices_settled",
      sql`${t.state} <> 'settled' or ${t.paidRupiah} + ${t.advanceRupiah} + ${t.creditedRupiah} = ${t.totalRupiah}`,
    ),
    check("invoices_numbered", sql`${t.state} in ('draft', 'discarded') or ${t.number} is not null`),
  ],
);

export const invoiceLines = pgTable(
  "invoice_lines",
  {
    id: id().primaryKey(),
    invoiceId: id()
      .notNull()
      .references(() => invoices.id),
    position: smallint().notNull(),
    shipmentLineId: id().references(() => shipmentLines.id),
    description: text().notNull(),
    unit: text().notNull(),
    basePerUnit: baseQuantity().notNull(),
    quantityBase: baseQuantity().notNull(),
    priceRupiah: rupiah().notNull(),
    amountRupiah: rupiah().notNull(),
    taxClass: text().notNull(),
    taxRupiah: rupiah().notNull(),
  },
  (t) => [
    unique("invoice_lines_position").on(t.invoiceId, t.position),
    check(
      "invoice_lines_amount",
      sql`${t.quantityBase} >= 0 and ${t.amountRupiah} >= 0 and ${t.taxRupiah} >= 0`,
    ),
  ],
);

/** How much of which paid advance an invoice takes off. Never more than was paid on the advance (proof). */
export const advanceUses = pgTable(
  "advance_uses",
  {
    advanceId: id()
      .notNull()
      .references(() => invoices.id),
    invoiceId: id()
      .notNull()
      .references(() => invoices.id),
    amountRupiah: rupiah().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.advanceId, t.invoiceId] }),
    index("advance_uses_invoice").on(t.invoiceId),
    check("advance_uses_amount", sql`${t.amountRupiah} > 0`),
  ],
);

/** What a koperasi gets out of a call-off: gross − freight − levy − fee − claim = net, to the rupiah. */
export const koperasiStatements = pgTable(
  "koperasi_statements",
  {
    id: id().primaryKey(),
    callOffId: id()
      .notNull()
      .references(() => callOffs.id),
    invoiceId: id()
      .notNull()
      .references(() => invoices.id),
    hubId: id()
      .notNull()
      .references(() => organisations.id),
    koperasiId: id()
      .notNull()
      .references(() => organisations.id),
    acceptedBase: baseQuantity().notNull(),
    grossRupiah: rupiah().notNull(),
    freightRupiah: rupiah().notNull(),
    levyRupiah: rupiah().notNull(),
    feeRupiah: rupiah().notNull(),
    claimRupiah: rupiah().notNull(),
    netRupiah: rupiah().notNull(),
    paidRupiah: rupiah().notNull().default(sql`0`),
    /** Asked for by payouts that are neither confirmed nor failed. */
    underwayRupiah: rupiah().notNull().default(sql`0`),
    /** What it bears of claims that were granted after it was made: so much less is owed. */
    correctedRupiah: rupiah().notNull().default(sql`0`),
    /** Freight that was corrected after it was made: what it bears more in all, and what it bears less in all. */
    freightAddedRupiah: rupiah().notNull().default(sql`0`),
    freightReturnedRupiah: rupiah().notNull().default(sql`0`),
    /** Set off against other statements of the same koperasi: above nothing what counts as paid, below what was paid too much. */
    setOffRupiah: rupiah().notNull().default(sql`0`),
    /** True once its levy is on its way to the treasury, or there. */
    isLevyGathered: boolean().notNull().default(false),
    /** When its invoice was taken back by a credit note; null while it stands. */
    takenBackAt: moment(),
    createdAt: moment().notNull(),
  },
  (t) => [
    uniqueIndex("koperasi_statements_once").on(t.callOffId, t.koperasiId).where(sql`taken_back_at is null`),
    index("koperasi_statements_koperasi").on(t.koperasiId),
    check(
      "koperasi_statements_net",
      sql`${t.netRupiah} = ${t.grossRupiah} - ${t.freightRupiah} - ${t.levyRupiah} - ${t.feeRupiah} - ${t.claimRupiah}`,
    ),
    check(
      "koperasi_statements_paid",
      sql`${t.paidRupiah} >= 0 and ${t.underwayRupiah} >= 0 and ${t.paidRupiah} + ${t.underwayRupiah} <= ${t.netRupiah} + ${t.freightReturnedRupiah}`,
    ),
    // Nobody pays for having delivered.
    check(
      "koperasi_statements_corrected",
      sql`${t.correctedRupiah} >= 0 and ${t.freightAddedRupiah} >= 0 and ${t.freightReturnedRupiah} >= 0 and ${t.correctedRupiah} + ${t.freightAddedRupiah} <= ${t.netRupiah} + ${t.freightReturnedRupiah}`,
    ),
    check(
      "koperasi_statements_taken_back",
      sql`${t.takenBackAt} is null or (${t.paidRupiah} = 0 and ${t.underwayRupiah} = 0 and ${t.correctedRupiah} = 0 and ${t.freightAddedRupiah} = 0 and ${t.freightReturnedRupiah} = 0 and ${t.setOffRupiah} = 0 and not ${t.isLevyGathered})`,
    ),
  ],
);

/** What a granted claim or objection takes off an issued invoice; its lines stay, and so do the goods that were accepted. */
export const creditNotes = pgTable(
  "credit_notes",
  {
    id: id().primaryKey(),
    invoiceId: id()
      .notNull()
      .references(() => invoices.id),
    /** The claim that was granted; null where it was an objection to a line. */
    disputeId: id().references(() => disputes.id),
    number: text().notNull(),
    goodsRupiah: rupiah().notNull(),
    taxRupiah: rupiah().notNull(),
    totalRupiah: rupiah().notNull(),
    /** What of it the buyer had paid already, and gets back; the rest lowers what is open. */
    refundRupiah: rupiah().notNull(),
    /** What of the goods no koperasi bears. */
    hubRupiah: rupiah().notNull(),
    issuedAt: moment().notNull(),
  },
  (t) => [
    unique("credit_notes_dispute").on(t.disputeId),
    index("credit_notes_invoice").on(t.invoiceId),
    check(
      "credit_notes_total",
      sql`${t.totalRupiah} = ${t.goodsRupiah} + ${t.taxRupiah} and ${t.goodsRupiah} > 0 and ${t.taxRupiah} >= 0 and ${t.refundRupiah} between 0 and ${t.totalRupiah} and ${t.hubRupiah} between 0 and ${t.goodsRupiah}`,
    ),
  ],
);

/** What a credit note changes of one koperasi's statement: goods of it that are not paid, and what it bears of them. */
export const statementCorrections = pgTable(
  "statement_corrections",
  {
    id: id().primaryKey(),
    creditNoteId: id()
      .notNull()
      .references(() => creditNotes.id),
    statementId: id()
      .notNull()
      .references(() => koperasiStatements.id),
    /** Its goods that the buyer does not pay after all, and what they came to: levy and fee are reckoned without them. */
    goodsBase: baseQuantity().notNull(),
    goodsRupiah: rupiah().notNull(),
    borneRupiah: rupiah().notNull(),
  },
  (t) => [
    unique("statement_corrections_once").on(t.creditNoteId, t.statementId),
    index("statement_corrections_statement").on(t.statementId),
    check(
      "statement_corrections_amount",
      sql`${t.goodsBase} >= 0 and ${t.goodsRupiah} >= 0 and ${t.borneRupiah} >= 0 and ${t.goodsRupiah} + ${t.borneRupiah} > 0`,
    ),
  ],
);

/** What a koperasi was paid too much on one statement and is not paid again on another. */
export const statementSetOffs = pgTable(
  "statement_set_offs",
  {
    id: id().primaryKey(),
    fromId: id()
      .notNull()
      .references(() => koperasiStatements.id),
    toId: id()
      .notNull()
      .references(() => koperasiStatements.id),
    amountRupiah: rupiah().notNull(),
    setOffAt: moment().notNull(),
  },
  (t) => [
    index("statement_set_offs_from").on(t.fromId),
    index("statement_set_offs_to").on(t.toId),
    check("statement_set_offs_amount", sql`${t.amountRupiah} > 0 and ${t.fromId} <> ${t.toId}`),
  ],
);

/**
 * What a trade center owes a buyer that paid more than it has to: what an advance leaves over when its contract is over, or what
 * a claim takes off an invoice that was paid.
 */
export const refunds = pgTable(
  "refunds",
  {
    id: id().primaryKey(),
    hubId: id()
      .notNull()
      .references(() => organisations.id),
    buyerId: id()
      .notNull()
      .references(() => organisations.id),
    /** The advance of which something is left, or the invoice of which too much was paid. */
    invoiceId: id()
      .notNull()
      .references(() => invoices.id),
    /** The credit note that says so; null for an advance. */
    creditNoteId: id().references(() => creditNotes.id),
    amountRupiah: rupiah().notNull(),
    paidRupiah: rupiah().notNull().default(sql`0`),
    /** Asked for by a payout that is neither confirmed nor failed. */
    underwayRupiah: rupiah().notNull().default(sql`0`),
    createdAt: moment().notNull(),
  },
  (t) => [
    index("refunds_invoice").on(t.invoiceId),
    index("refunds_hub").on(t.hubId),
    index("refunds_buyer").on(t.buyerId),
    check("refunds_amount", sql`${t.amountRupiah} > 0`),
    check(
      "refunds_paid",
      sql`${t.paidRupiah} >= 0 and ${t.underwayRupiah} >= 0 and ${t.paidRupiah} + ${t.underwayRupiah} <= ${t.amountRupiah}`,
    ),
  ],
);
