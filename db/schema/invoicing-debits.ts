import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { id, moment, rupiah } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { creditNotes, koperasiStatements } from "./invoicing.ts";

/** What a trade center asks back from whoever drove, of a claim that it bore because of the road. */
export const debitNotes = pgTable(
  "debit_notes",
  {
    id: id().primaryKey(),
    /** The credit note by which the buyer got its money. */
    creditNoteId: id()
      .notNull()
      .references(() => creditNotes.id),
    hubId: id()
      .notNull()
      .references(() => organisations.id),
    carrierId: id()
      .notNull()
      .references(() => organisations.id),
    number: text().notNull(),
    amountRupiah: rupiah().notNull(),
    /** Paid by transfer, or set off against what the trade center owed. */
    paidRupiah: rupiah().notNull().default(sql`0`),
    /** Asked for by a payout that is neither confirmed nor failed. */
    underwayRupiah: rupiah().notNull().default(sql`0`),
    issuedAt: moment().notNull(),
    issuedBy: id().references(() => persons.id),
    /** Until when the carrier may answer; after that its silence stands in the way of nothing. */
    dueAt: moment().notNull(),
    isAccepted: boolean(),
    answer: text(),
    answeredAt: moment(),
    answeredBy: id().references(() => persons.id),
    takenBackAt: moment(),
    takenBackBy: id().references(() => persons.id),
    takenBackReason: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    // Another may follow one that was taken back.
    uniqueIndex("debit_notes_once").on(t.creditNoteId).where(sql`taken_back_at is null`),
    index("debit_notes_hub").on(t.hubId),
    index("debit_notes_carrier").on(t.carrierId),
    check("debit_notes_parties", sql`${t.hubId} <> ${t.carrierId}`),
    check(
      "debit_notes_paid",
      sql`${t.amountRupiah} > 0 and ${t.paidRupiah} >= 0 and ${t.underwayRupiah} >= 0 and ${t.paidRupiah} + ${t.underwayRupiah} <= ${t.amountRupiah}`,
    ),
    check("debit_notes_answered", sql`num_nonnulls(${t.isAccepted}, ${t.answer}, ${t.answeredAt}) in (0, 3)`),
    check(
      "debit_notes_taken_back",
      sql`(${t.takenBackAt} is null) = (${t.takenBackReason} is null) and (${t.takenBackAt} is null or (${t.paidRupiah} = 0 and ${t.underwayRupiah} = 0))`,
    ),
  ],
);

/** What of a debit note was not transferred but kept from what the trade center owed the same koperasi. */
export const debitSetOffs = pgTable(
  "debit_set_offs",
  {
    id: id().primaryKey(),
    debitNoteId: id()
      .notNull()
      .references(() => debitNotes.id),
    statementId: id()
      .notNull()
      .references(() => koperasiStatements.id),
    amountRupiah: rupiah().notNull(),
    setOffAt: moment().notNull(),
    setOffBy: id().references(() => persons.id),
  },
  (t) => [
    index("debit_set_offs_note").on(t.debitNoteId),
    index("debit_set_offs_statement").on(t.statementId),
    check("debit_set_offs_amount", sql`${t.amountRupiah} > 0`),
  ],
);
