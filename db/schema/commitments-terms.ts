import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, smallint, text, uniqueIndex } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { collections } from "#app/modules/commitments/collection.ts";
import { paymentTermsLifecycle } from "#app/modules/commitments/payment-terms.ts";
import { day, id, moment, oneOf, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";

const states = statesOf(paymentTermsLifecycle);

/**
 * When one buyer pays one seller for goods delivered from a day on, and what being late costs, as both agreed. The latest that both said
 * yes to holds; the one before stays to be seen.
 */
export const paymentTerms = pgTable(
  "payment_terms",
  {
    id: id().primaryKey(),
    sellerId: id()
      .notNull()
      .references(() => organisations.id),
    buyerId: id()
      .notNull()
      .references(() => organisations.id),
    state: word(states).notNull(),
    termDays: smallint().notNull(),
    /** Whether each delivery has its own invoice, or all of a period have one. */
    collection: word(collections).notNull().default("each"),
    /** Hundredths of a percent for each day that money is late, and at most so many in all; none where being late costs nothing. */
    lateFeeBasisPoints: integer(),
    lateFeeCapBasisPoints: integer(),
    /** For goods delivered from this day on. */
    validFrom: day().notNull(),
    /** The paper in which it was agreed, by its number and article. */
    basis: text().notNull(),
    proposedFor: id()
      .notNull()
      .references(() => organisations.id),
    proposedBy: id()
      .notNull()
      .references(() => persons.id),
    proposedAt: moment().notNull(),
    answeredBy: id().references(() => persons.id),
    answeredAt: moment(),
    reason: text(),
  },
  (t) => [
    uniqueIndex("payment_terms_waiting").on(t.sellerId, t.buyerId).where(sql`state = 'proposed'`),
    index("payment_terms_agreed").on(t.sellerId, t.buyerId, t.validFrom).where(sql`state = 'agreed'`),
    index("payment_terms_buyer").on(t.buyerId),
    check("payment_terms_state", oneOf(t.state, states)),
    check("payment_terms_parties", sql`${t.sellerId} <> ${t.buyerId}`),
    check("payment_terms_side", sql`${t.proposedFor} in (${t.sellerId}, ${t.buyerId})`),
    check("payment_terms_collection", oneOf(t.collection, collections)),
    check("payment_terms_days", sql`${t.termDays} between 0 and 90`),
    check(
      "payment_terms_late_fee",
      sql`(${t.lateFeeBasisPoints} is null) = (${t.lateFeeCapBasisPoints} is null) and (${t.lateFeeBasisPoints} is null or (${t.lateFeeBasisPoints} between 1 and 1000 and ${t.lateFeeCapBasisPoints} between 1 and 10000))`,
    ),
    // Nobody agrees with themselves.
    check("payment_terms_two_people", sql`${t.state} <> 'agreed' or ${t.answeredBy} <> ${t.proposedBy}`),
    check(
      "payment_terms_answered",
      sql`(${t.state} = 'proposed') = (${t.answeredAt} is null) and (${t.answeredAt} is null) = (${t.answeredBy} is null)`,
    ),
  ],
);
