import { sql } from "drizzle-orm";
import { check, pgTable, uniqueIndex } from "drizzle-orm/pg-core";
import { creditKinds } from "#app/modules/commitments/credit.ts";
import { id, moment, oneOf, rupiah, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";

/**
 * How much a seller lets a buyer owe: everybody of one kind, or one of them by name, which goes before its kind. The row is what holds;
 * what it said before stands in the audit trail.
 */
export const creditLimits = pgTable(
  "credit_limits",
  {
    id: id().primaryKey(),
    sellerId: id()
      .notNull()
      .references(() => organisations.id),
    buyerId: id().references(() => organisations.id),
    buyerKind: word(creditKinds),
    /** Null where it was lifted: no limit. */
    limitRupiah: rupiah(),
    setBy: id()
      .notNull()
      .references(() => persons.id),
    setAt: moment().notNull(),
  },
  (t) => [
    uniqueIndex("credit_limits_buyer").on(t.sellerId, t.buyerId).where(sql`buyer_id is not null`),
    uniqueIndex("credit_limits_kind").on(t.sellerId, t.buyerKind).where(sql`buyer_kind is not null`),
    check("credit_limits_whom", sql`(${t.buyerId} is null) <> (${t.buyerKind} is null)`),
    check("credit_limits_kind_word", oneOf(t.buyerKind, creditKinds)),
    check("credit_limits_amount", sql`${t.limitRupiah} >= 0`),
    check("credit_limits_other", sql`${t.buyerId} <> ${t.sellerId}`),
  ],
);
