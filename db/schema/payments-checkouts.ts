import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { wordOutcomes } from "#app/modules/payments/checkout.ts";
import { id, moment, oneOf, word } from "./columns.ts";
import { payments } from "./payments.ts";

/** Where a payment by a provider is made: its page, a number of a bank, or a code. */
export const checkouts = pgTable(
  "checkouts",
  {
    paymentId: id()
      .primaryKey()
      .references(() => payments.id),
    /** Nobody can pay on it afterwards; until then the money counts as reported. */
    expiresAt: moment().notNull(),
    /** Who was asked: only its words are believed about it. */
    provider: text().notNull().default("Stripe"),
    /** The provider's name for it; none while it has not answered. */
    sessionId: text(),
    /** Where it is paid: one of a page, a number at a bank, and what a code says. */
    url: text(),
    accountBank: text(),
    accountNumber: text(),
    qrPayload: text(),
    openedAt: moment(),
  },
  (t) => [
    uniqueIndex("checkouts_session").on(t.provider, t.sessionId),
    index("checkouts_expiry").on(t.expiresAt),
    check(
      "checkouts_pay_at",
      sql`num_nonnulls(${t.url}, ${t.accountNumber}, ${t.qrPayload}) <= 1 and (${t.accountBank} is null) = (${t.accountNumber} is null) and (${t.sessionId} is not null or num_nonnulls(${t.url}, ${t.accountNumber}, ${t.qrPayload}) = 0)`,
    ),
    check("checkouts_opened", sql`(${t.sessionId} is null) = (${t.openedAt} is null)`),
  ],
);

/** What each provider told us, each word once, and what came of it. Nothing of the payer is kept. */
export const checkoutWords = pgTable(
  "checkout_words",
  {
    /** The provider's id of what it told; what we asked ourselves has one of our own. */
    id: text().notNull(),
    provider: text().notNull().default("Stripe"),
    type: text().notNull(),
    paymentId: id().references(() => payments.id),
    sessionId: text(),
    outcome: word(wordOutcomes).notNull(),
    saidAt: moment().notNull(),
    heardAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.id] }),
    index("checkout_words_payment").on(t.paymentId),
    // Those that the proofs look for.
    index("checkout_words_wrong").on(t.heardAt).where(sql`outcome in ('contradicts', 'mismatch')`),
    index("checkout_words_early").on(t.saidAt).where(sql`outcome = 'early'`),
    check("checkout_words_outcome", oneOf(t.outcome, wordOutcomes)),
  ],
);
