import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import { bankBookings } from "#app/modules/payments/bank-line.ts";
import { id, moment, oneOf, rupiah, word } from "./columns.ts";
import { persons } from "./identity.ts";
import { assignmentProceeds } from "./invoicing-receivables.ts";
import { entries } from "./ledger.ts";
import { payments, payouts } from "./payments.ts";
import { bankLines } from "./payments-bank.ts";
import { cardShares } from "./payments-cards.ts";

/**
 * How much of a line of the bank is which money. It stands as long as that is reported or booked: what is rejected or taken back leaves
 * the line open again, and the row tells what was once thought. A payout that the bank gave back left all the same, and its line stays.
 */
export const bankMatches = pgTable(
  "bank_matches",
  {
    id: id().primaryKey(),
    lineId: id()
      .notNull()
      .references(() => bankLines.id),
    paymentId: id().references(() => payments.id),
    payoutId: id().references(() => payouts.id),
    /** What went between seller and assignee of a claim; both may find it, each on a line of its own bank. */
    proceedsId: id().references(() => assignmentProceeds.id),
    /** What of the card provider's money this is. */
    shareId: id().references(() => cardShares.id),
    /** What of the bank's own doing this is. */
    booked: word(bankBookings),
    /** An entry of the own books that moved cash, whatever deed wrote it. */
    entryId: id().references(() => entries.id),
    amountRupiah: rupiah().notNull(),
    /** The reasons that were shown when it was made, one word each: `number`, `exact`, `payer`. */
    reasons: text().array().notNull(),
    matchedBy: id().references(() => persons.id),
    matchedAt: moment().notNull(),
    /** The line was taken for the word of whoever was paid: what went for the claim was booked by it. */
    isAcknowledgement: boolean().notNull().default(false),
    /** When, by whom and why what the bank did was taken out of the books again, or the line parted from what went for a claim. */
    undoneAt: moment(),
    undoneBy: id().references(() => persons.id),
    undoneReason: text(),
  },
  (t) => [
    unique("bank_matches_payment_once").on(t.lineId, t.paymentId),
    uniqueIndex("bank_matches_payout_once").on(t.payoutId).where(sql`undone_at is null`),
    uniqueIndex("bank_matches_proceeds_once").on(t.lineId, t.proceedsId).where(sql`undone_at is null`),
    index("bank_matches_payment").on(t.paymentId),
    index("bank_matches_payout").on(t.payoutId),
    index("bank_matches_proceeds").on(t.proceedsId),
    uniqueIndex("bank_matches_share_once").on(t.shareId),
    // What cash moved once stands on one line.
    uniqueIndex("bank_matches_entry_once").on(t.entryId).where(sql`undone_at is null`),
    check(
      "bank_matches_one",
      sql`num_nonnulls(${t.paymentId}, ${t.payoutId}, ${t.proceedsId}, ${t.shareId}, ${t.booked}, ${t.entryId}) = 1`,
    ),
    check("bank_matches_booked", oneOf(t.booked, bankBookings)),
    check(
      "bank_matches_undone",
      sql`(${t.undoneAt} is null) = (${t.undoneBy} is null) and (${t.undoneAt} is null or num_nonnulls(${t.booked}, ${t.proceedsId}, ${t.payoutId}, ${t.entryId}) = 1) and (${t.undoneBy} is null or ${t.undoneBy} <> ${t.matchedBy} or num_nonnulls(${t.payoutId}, ${t.entryId}) = 1 or (${t.proceedsId} is not null and not ${t.isAcknowledgement}))`,
    ),
    check(
      "bank_matches_undone_reason",
      sql`(${t.undoneReason} is null or ${t.undoneAt} is not null) and (${t.undoneReason} is not null or ${t.undoneAt} is null or ${t.booked} is not null)`,
    ),
    check("bank_matches_acknowledgement", sql`not ${t.isAcknowledgement} or ${t.proceedsId} is not null`),
    check("bank_matches_amount", sql`${t.amountRupiah} > 0`),
  ],
);
