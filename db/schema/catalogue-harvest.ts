import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { harvestAskLifecycle } from "#app/modules/catalogue/harvest-ask.ts";
import { listings, producers } from "./catalogue.ts";
import { baseQuantity, day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";

const askStates = statesOf(harvestAskLifecycle);

/** A seller's question to a producer, and the answer: how much of which goods, by when, at what price. */
export const harvestAsks = pgTable(
  "harvest_asks",
  {
    id: id().primaryKey(),
    sellerId: id()
      .notNull()
      .references(() => organisations.id),
    producerId: id()
      .notNull()
      .references(() => producers.id),
    listingId: id()
      .notNull()
      .references(() => listings.id),
    quantityBase: baseQuantity().notNull(),
    /** To the producer, per unit of the listing. */
    priceRupiah: rupiah().notNull(),
    /** Paid so many days after a buyer accepted the goods. */
    payDays: integer().notNull(),
    onDay: day().notNull(),
    bringBy: moment().notNull(),
    note: text(),
    state: word(askStates).notNull(),
    /** 0 when the answer was no; null while there is none. */
    promisedBase: baseQuantity(),
    answeredAt: moment(),
    /** Who wrote down an answer given by telephone; null for one given by the link. */
    answeredBy: id().references(() => persons.id),
    askedBy: id()
      .notNull()
      .references(() => persons.id),
    askedAt: moment().notNull(),
  },
  (t) => [
    index("harvest_asks_seller").on(t.sellerId, t.onDay),
    index("harvest_asks_producer").on(t.producerId),
    check("harvest_asks_state", oneOf(t.state, askStates)),
    check("harvest_asks_asked", sql`${t.quantityBase} > 0 and ${t.priceRupiah} > 0 and ${t.payDays} >= 0`),
    check("harvest_asks_promised", sql`${t.promisedBase} between 0 and ${t.quantityBase}`),
    check("harvest_asks_answered", sql`(${t.promisedBase} is null) = (${t.answeredAt} is null)`),
    check(
      "harvest_asks_says",
      sql`case ${t.state} when 'asked' then ${t.promisedBase} is null when 'promised' then ${t.promisedBase} > 0
        when 'declined' then ${t.promisedBase} = 0 else true end`,
    ),
  ],
);
