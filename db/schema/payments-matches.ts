import { sql } from "drizzle-orm";
import { check, index, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import { bankBookings } from "#app/modules/payments/bank-line.ts";
import { id, moment, oneOf, rupiah, word } from "./columns.ts";
import { persons } from "./identity.ts";
import { assignmentProceeds } from "./invoicing-receivables.ts";
import { payments, payouts } from "./payments.ts";
import { bankLines } from "./payments-bank.ts";
import { cardShares } from "./payments-cards.ts";

/**
 * How much of a line of the bank is which payment or payout. It stands as long as that is reported or booked: what is rejected, taken
 * back or returned leaves the line open again, and the row tells what was once thought.
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
    amountRupiah: rupiah().notNull(),
    /** The reasons that were shown when it was made, one word each: `number`, `exact`, `payer`. */
    reasons: text().array().notNull(),
    matchedBy: id().references(() => persons.id),
    matchedAt: moment().notNull(),
    /** When and by whom what the bank did was taken out of the books again. */
    undoneAt: moment(),
    undoneBy: id().references(() => persons.id),
  },
  (t) => [
    unique("bank_matches_payment_once").on(t.lineId, t.paymentId),
    unique("bank_matches_payout_once").on(t.lineId, t.payoutId),
    unique("bank_matches_proceeds_once").on(t.lineId, t.proceedsId),
    index("bank_matches_payment").on(t.paymentId),
    index("bank_matches_payout").on(t.payoutId),
    index("bank_matches_proceeds").on(t.proceedsId),
    uniqueIndex("bank_matches_share_once").on(t.shareId),
    check(
      "bank_matches_one",
      sql`num_nonnulls(${t.paymentId}, ${t.payoutId}, ${t.proceedsId}, ${t.shareId}, ${t.booked}) = 1`,
    ),
    check("bank_matches_booked", oneOf(t.booked, bankBookings)),
    check(
      "bank_matches_undone",
      sql`(${t.undoneAt} is null) = (${t.undoneBy} is null) and (${t.undoneAt} is null or ${t.booked} is not null) and (${t.undoneBy} is null or ${t.undoneBy} <> ${t.matchedBy})`,
    ),
    check("bank_matches_amount", sql`${t.amountRupiah} > 0`),
  ],
);
