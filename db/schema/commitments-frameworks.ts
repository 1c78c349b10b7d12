import { sql } from "drizzle-orm";
import { check, index, pgTable, text, unique } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { frameworkLifecycle } from "#app/modules/commitments/framework.ts";
import { listings } from "./catalogue.ts";
import { baseQuantity, day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";

const states = statesOf(frameworkLifecycle);

/**
 * What one seller supplies to one buyer between two days at a price that stands, as both agreed: no less than a least volume is meant to be
 * taken, and never more than a most. What was drawn is the sum of the promises that name it, and is not kept here.
 */
export const supplyFrameworks = pgTable(
  "supply_frameworks",
  {
    id: id().primaryKey(),
    sellerId: id()
      .notNull()
      .references(() => organisations.id),
    buyerId: id()
      .notNull()
      .references(() => organisations.id),
    listingId: id()
      .notNull()
      .references(() => listings.id),
    state: word(states).notNull(),
    /** As the listing had them when it was proposed: a price is per this unit, whatever becomes of the listing. */
    title: text().notNull(),
    unit: text().notNull(),
    basePerUnit: baseQuantity().notNull(),
    /** Delivered, per unit, before tax. */
    priceRupiah: rupiah().notNull(),
    leastBase: baseQuantity().notNull(),
    mostBase: baseQuantity().notNull(),
    /** Delivery days from and to, both included. */
    validFrom: day().notNull(),
    validTo: day().notNull(),
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
    unique("supply_frameworks_parties_key").on(t.id, t.sellerId, t.buyerId, t.listingId),
    index("supply_frameworks_seller").on(t.sellerId, t.validTo),
    index("supply_frameworks_buyer").on(t.buyerId, t.validTo),
    check("supply_frameworks_state", oneOf(t.state, states)),
    check("supply_frameworks_parties", sql`${t.sellerId} <> ${t.buyerId}`),
    check("supply_frameworks_side", sql`${t.proposedFor} in (${t.sellerId}, ${t.buyerId})`),
    check("supply_frameworks_price", sql`${t.priceRupiah} > 0 and ${t.basePerUnit} > 0`),
    check(
      "supply_frameworks_volume",
      sql`${t.leastBase} >= 0 and ${t.mostBase} > 0 and ${t.leastBase} <= ${t.mostBase}`,
    ),
    check("supply_frameworks_days", sql`${t.validTo} > ${t.validFrom}`),
    // Nobody agrees with themselves.
    check("supply_frameworks_two_people", sql`${t.state} <> 'agreed' or ${t.answeredBy} <> ${t.proposedBy}`),
    check(
      "supply_frameworks_answered",
      sql`(${t.state} = 'proposed') = (${t.answeredAt} is null) and (${t.answeredAt} is null) = (${t.answeredBy} is null)`,
    ),
  ],
);
