import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { proceedsDirections, proceedsLifecycle } from "#app/modules/invoicing/assignment-proceeds.ts";
import { assignmentLifecycle } from "#app/modules/invoicing/receivable.ts";
import { day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { invoices } from "./invoicing.ts";
import { storedFiles } from "./platform.ts";

const assignmentStates = statesOf(assignmentLifecycle);
const proceedsStates = statesOf(proceedsLifecycle);

/**
 * Bukti Tagihan Terverifikasi: an issued invoice of which nothing was paid, credited or disputed on the day on which the paper was
 * drawn up. One stands per invoice.
 */
export const verifiedReceivables = pgTable(
  "verified_receivables",
  {
    id: id().primaryKey(),
    invoiceId: id()
      .notNull()
      .references(() => invoices.id),
    sellerId: id()
      .notNull()
      .references(() => organisations.id),
    buyerId: id()
      .notNull()
      .references(() => organisations.id),
    number: text().notNull(),
    /** What was open of the invoice then. */
    amountRupiah: rupiah().notNull(),
    verifiedAt: moment().notNull(),
    verifiedBy: id().references(() => persons.id),
    withdrawnAt: moment(),
    withdrawnBy: id().references(() => persons.id),
    withdrawnReason: text(),
  },
  (t) => [
    uniqueIndex("verified_receivables_once").on(t.invoiceId).where(sql`withdrawn_at is null`),
    index("verified_receivables_seller").on(t.sellerId),
    check("verified_receivables_amount", sql`${t.amountRupiah} > 0`),
    check("verified_receivables_parties", sql`${t.sellerId} <> ${t.buyerId}`),
    check("verified_receivables_withdrawn", sql`(${t.withdrawnAt} is null) = (${t.withdrawnReason} is null)`),
  ],
);

/**
 * A verified receivable that goes to somebody else (cessie, KUHPerdata 613): an organisation of the house, which keeps books here, or
 * an institution outside of it. From the buyer's acknowledgement on, the buyer pays into this account and no other.
 */
export const receivableAssignments = pgTable(
  "receivable_assignments",
  {
    id: id().primaryKey(),
    receivableId: id()
      .notNull()
      .references(() => verifiedReceivables.id),
    invoiceId: id()
      .notNull()
      .references(() => invoices.id),
    sellerId: id()
      .notNull()
      .references(() => organisations.id),
    buyerId: id()
      .notNull()
      .references(() => organisations.id),
    state: word(assignmentStates).notNull(),
    /** Exactly one of these: an organisation that keeps its books here, or the name of an institution that does not. */
    holderId: id().references(() => organisations.id),
    institution: text(),
    /** The agreement between the two, as they call it. */
    basis: text().notNull(),
    /** Where the buyer pays; an organisation's as it was when it took the receivable. */
    bankName: text(),
    bankAccount: text(),
    bankHolder: text(),
    amountRupiah: rupiah().notNull(),
    /** What the buyer need not pay after all, by credit notes since: so much is the seller's to bear again. */
    returnedRupiah: rupiah().notNull().default(sql`0`),
    proposedAt: moment().notNull(),
    proposedBy: id().references(() => persons.id),
    checkedAt: moment(),
    checkedBy: id().references(() => persons.id),
    takenAt: moment(),
    takenBy: id().references(() => persons.id),
    acknowledgedAt: moment(),
    acknowledgedBy: id().references(() => persons.id),
    endedAt: moment(),
    endedBy: id().references(() => persons.id),
    endReason: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    // A claim is given away once; another may follow when it came back.
    uniqueIndex("receivable_assignments_once")
      .on(t.invoiceId)
      .where(sql`state in ('proposed', 'offered', 'notified', 'effective')`),
    index("receivable_assignments_holder").on(t.holderId, t.state),
    index("receivable_assignments_seller").on(t.sellerId, t.state),
    index("receivable_assignments_buyer").on(t.buyerId, t.state),
    check("receivable_assignments_state", oneOf(t.state, assignmentStates)),
    check("receivable_assignments_to_one", sql`num_nonnulls(${t.holderId}, ${t.institution}) = 1`),
    check(
      "receivable_assignments_parties",
      sql`${t.sellerId} <> ${t.buyerId} and (${t.holderId} is null or (${t.holderId} <> ${t.sellerId} and ${t.holderId} <> ${t.buyerId}))`,
    ),
    check(
      "receivable_assignments_amount",
      sql`${t.amountRupiah} > 0 and ${t.returnedRupiah} between 0 and ${t.amountRupiah}`,
    ),
    check(
      "receivable_assignments_two_people",
      sql`${t.checkedBy} is null or ${t.checkedBy} <> ${t.proposedBy}`,
    ),
    check(
      "receivable_assignments_account",
      sql`num_nonnulls(${t.bankName}, ${t.bankAccount}, ${t.bankHolder}) = (case when ${t.institution} is not null or ${t.takenAt} is not null then 3 else 0 end)`,
    ),
    check(
      "receivable_assignments_steps",
      sql`(${t.state} not in ('offered', 'notified', 'effective', 'released') or ${t.checkedAt} is not null) and (${t.state} not in ('notified', 'effective', 'released') or ${t.holderId} is null or ${t.takenAt} is not null) and (${t.state} not in ('effective', 'released') or ${t.acknowledgedAt} is not null)`,
    ),
    check(
      "receivable_assignments_ended",
      sql`(${t.state} in ('refused', 'withdrawn', 'released')) = (${t.endedAt} is not null) and (${t.endedAt} is null) = (${t.endReason} is null)`,
    ),
  ],
);

/**
 * Money that went between the seller and the assignee of a receivable for it, outside of the house: what the assignee gave, or what the
 * seller gave back. Stated by whoever paid, with what shows it, and booked when the other side says that it came.
 */
export const assignmentProceeds = pgTable(
  "assignment_proceeds",
  {
    id: id().primaryKey(),
    assignmentId: id()
      .notNull()
      .references(() => receivableAssignments.id),
    state: word(proceedsStates).notNull(),
    direction: word(proceedsDirections).notNull(),
    /** What was transferred. */
    moneyRupiah: rupiah().notNull(),
    /** What the assignee keeps of the claim for its trouble, as the two agreed; of money given back, what it waives of that again. */
    feeRupiah: rupiah().notNull(),
    paidOn: day().notNull(),
    bankReference: text().notNull(),
    proofId: id()
      .notNull()
      .references(() => storedFiles.id),
    proofSha256: text().notNull(),
    statedAt: moment().notNull(),
    statedBy: id()
      .notNull()
      .references(() => persons.id),
    answeredAt: moment(),
    answeredBy: id().references(() => persons.id),
    reason: text(),
    /** Whoever acknowledged it was shown a line of the bank of the same sum that was booked by hand, and said that it is other money. */
    isBesideLine: boolean().notNull().default(false),
    /** So was whoever stated it, of the own bank; null where it was stated before anybody was asked. */
    isBesideStatedLine: boolean(),
  },
  (t) => [
    // One waits at a time, so that nobody states beside another what the claim is worth only once.
    uniqueIndex("assignment_proceeds_waiting").on(t.assignmentId).where(sql`state = 'stated'`),
    uniqueIndex("assignment_proceeds_proof")
      .on(t.assignmentId, t.proofSha256)
      .where(sql`state in ('stated', 'acknowledged')`),
    index("assignment_proceeds_assignment").on(t.assignmentId, t.id),
    check("assignment_proceeds_state", oneOf(t.state, proceedsStates)),
    check("assignment_proceeds_direction", oneOf(t.direction, proceedsDirections)),
    check("assignment_proceeds_amounts", sql`${t.moneyRupiah} > 0 and ${t.feeRupiah} >= 0`),
    check("assignment_proceeds_answered", sql`(${t.state} = 'stated') = (${t.answeredAt} is null)`),
    check(
      "assignment_proceeds_reason",
      sql`(${t.state} in ('refused', 'withdrawn', 'unbooked')) = (${t.reason} is not null)`,
    ),
    check(
      "assignment_proceeds_two_people",
      sql`${t.state} <> 'acknowledged' or (${t.answeredBy} is not null and ${t.answeredBy} <> ${t.statedBy})`,
    ),
  ],
);
