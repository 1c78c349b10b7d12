import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { wordOutcomes } from "#app/modules/payments/checkout.ts";
import { id, moment, oneOf, word } from "./columns.ts";
import { payments } from "./payments.ts";

/** The provider's page on which a payment by card is made. */
export const checkouts = pgTable(
  "checkouts",
  {
    paymentId: id()
      .primaryKey()
      .references(() => payments.id),
    /** Nobody can pay on it afterwards; until then the money counts as reported. */
    expiresAt: moment().notNull(),
    /** The provider's name for the page; none while it has not answered. */
    sessionId: text(),
    url: text(),
    openedAt: moment(),
  },
  (t) => [
    uniqueIndex("checkouts_session").on(t.sessionId),
    index("checkouts_expiry").on(t.expiresAt),
    check("checkouts_opened", sql`(${t.sessionId} is null) = (${t.openedAt} is null)`),
  ],
);

/** What the provider told us, each word once, and what came of it. Nothing of the payer is kept. */
export const checkoutWords = pgTable(
  "checkout_words",
  {
    /** The provider's id of what it told; what we asked ourselves has one of our own. */
    id: text().primaryKey(),
    type: text().notNull(),
    paymentId: id().references(() => payments.id),
    sessionId: text(),
    outcome: word(wordOutcomes).notNull(),
    saidAt: moment().notNull(),
    heardAt: moment().notNull(),
  },
  (t) => [
    index("checkout_words_payment").on(t.paymentId),
    // Those that the proofs look for.
    index("checkout_words_wrong").on(t.heardAt).where(sql`outcome in ('contradicts', 'mismatch')`),
    check("checkout_words_outcome", oneOf(t.outcome, wordOutcomes)),
  ],
);
