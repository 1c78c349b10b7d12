import { sql } from "drizzle-orm";
import { check, index, pgTable, text, unique } from "drizzle-orm/pg-core";
import { id, moment, rupiah } from "./columns.ts";
import { persons } from "./identity.ts";
import { payments, payouts } from "./payments.ts";
import { bankLines } from "./payments-bank.ts";

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
    amountRupiah: rupiah().notNull(),
    /** The reasons that were shown when it was made, one word each: `number`, `exact`, `payer`. */
    reasons: text().array().notNull(),
    matchedBy: id().references(() => persons.id),
    matchedAt: moment().notNull(),
  },
  (t) => [
    unique("bank_matches_payment_once").on(t.lineId, t.paymentId),
    unique("bank_matches_payout_once").on(t.lineId, t.payoutId),
    index("bank_matches_payment").on(t.paymentId),
    index("bank_matches_payout").on(t.payoutId),
    check("bank_matches_one", sql`(${t.paymentId} is null) <> (${t.payoutId} is null)`),
    check("bank_matches_amount", sql`${t.amountRupiah} > 0`),
  ],
);
