import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { harvestAskLifecycle, refuseReasons } from "#app/modules/catalogue/harvest-ask.ts";
import { listings, lots, producers } from "./catalogue.ts";
import { baseQuantity, day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { accessLinks, organisations, persons } from "./identity.ts";
import { storedFiles } from "./platform.ts";

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

/** What a producer said of their balance through their link, and what was answered. */
export const producerWords = pgTable(
  "producer_words",
  {
    id: id().primaryKey(),
    producerId: id()
      .notNull()
      .references(() => producers.id),
    linkId: id()
      .notNull()
      .references(() => accessLinks.id),
    said: text().notNull(),
    saidAt: moment().notNull(),
    answer: text(),
    answeredAt: moment(),
    answeredBy: id().references(() => persons.id),
  },
  (t) => [
    index("producer_words_producer").on(t.producerId, t.saidAt),
    index("producer_words_open").on(t.producerId).where(sql`answered_at is null`),
    check(
      "producer_words_answer",
      sql`(${t.answer} is null) = (${t.answeredAt} is null) and (${t.answer} is null) = (${t.answeredBy} is null)`,
    ),
  ],
);

/** What a producer handed over at the seller's scale: weighed, of that refused, and the lot it went into. Written once. */
export const harvestSlips = pgTable(
  "harvest_slips",
  {
    id: id().primaryKey(),
    askId: id()
      .notNull()
      .references(() => harvestAsks.id),
    /** Null when all of it was refused. */
    lotId: id().references(() => lots.id),
    weighedBase: baseQuantity().notNull(),
    /** Given straight back: not of the quality that was asked for. */
    refusedBase: baseQuantity().notNull(),
    refuseReason: word(refuseReasons),
    photoId: id().references(() => storedFiles.id),
    weighedBy: id()
      .notNull()
      .references(() => persons.id),
    weighedAt: moment().notNull(),
  },
  (t) => [
    uniqueIndex("harvest_slips_ask").on(t.askId),
    index("harvest_slips_lot").on(t.lotId),
    check(
      "harvest_slips_weighed",
      sql`${t.weighedBase} > 0 and ${t.refusedBase} between 0 and ${t.weighedBase} and (${t.lotId} is null) = (${t.refusedBase} = ${t.weighedBase})`,
    ),
    check(
      "harvest_slips_reason",
      sql`(${t.refuseReason} is null) = (${t.refusedBase} = 0) and (${t.refuseReason} is null or ${oneOf(t.refuseReason, refuseReasons)})`,
    ),
  ],
);
