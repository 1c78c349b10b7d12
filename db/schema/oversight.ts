import { sql } from "drizzle-orm";
import { check, index, pgTable, text } from "drizzle-orm/pg-core";
import { day, id, moment } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { shipments } from "./shipments.ts";

/**
 * What a seller answers to how it is counted by one buyer: to one delivery, or to a period. It changes no figure, stands beside
 * it, and is never taken back; who was wrong answers again.
 */
export const ratingAnswers = pgTable(
  "rating_answers",
  {
    id: id().primaryKey(),
    sellerId: id()
      .notNull()
      .references(() => organisations.id),
    buyerId: id()
      .notNull()
      .references(() => organisations.id),
    shipmentId: id().references(() => shipments.id),
    fromOn: day(),
    toOn: day(),
    words: text().notNull(),
    saidAt: moment().notNull(),
    saidBy: id()
      .notNull()
      .references(() => persons.id),
  },
  (t) => [
    index("rating_answers_pair").on(t.buyerId, t.sellerId),
    index("rating_answers_shipment").on(t.shipmentId),
    check("rating_answers_parties", sql`${t.sellerId} <> ${t.buyerId}`),
    check(
      "rating_answers_subject",
      sql`(${t.shipmentId} is null) = (${t.fromOn} is not null) and (${t.fromOn} is null) = (${t.toOn} is null) and (${t.fromOn} is null or ${t.fromOn} <= ${t.toOn})`,
    ),
  ],
);
