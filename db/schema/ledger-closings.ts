import { sql } from "drizzle-orm";
import { bigint, check, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { closingStates } from "#app/modules/ledger/closing.ts";
import { day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";

/** Until when the books of an organisation are closed. A row comes with its organisation and moves forward only (triggers). */
export const bookPeriods = pgTable("book_periods", {
  organisationId: id()
    .primaryKey()
    .references(() => organisations.id),
  /** The last day that takes no entry any more; null before the first closing. */
  closedThrough: day(),
});

/** A month that one person asked to close and another closed. What is decided stays (trigger). */
export const bookClosings = pgTable(
  "book_closings",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    /** The last day of the month. */
    through: day().notNull(),
    state: word(closingStates).notNull(),
    askedBy: id()
      .notNull()
      .references(() => persons.id),
    askedAt: moment().notNull(),
    decidedBy: id().references(() => persons.id),
    decidedAt: moment(),
    /** Why it was refused. */
    reason: text(),
    /** What was closed: how many entries until that day, and what they debited in all. */
    entryCount: bigint({ mode: "bigint" }),
    debitRupiah: rupiah(),
  },
  (t) => [
    index("book_closings_organisation").on(t.organisationId, t.through),
    uniqueIndex("book_closings_asked").on(t.organisationId).where(sql`state = 'asked'`),
    uniqueIndex("book_closings_closed").on(t.organisationId, t.through).where(sql`state = 'closed'`),
    check("book_closings_state", oneOf(t.state, closingStates)),
    check("book_closings_decided", sql`(${t.state} = 'asked') = (${t.decidedAt} is null)`),
    check(
      "book_closings_two_people",
      sql`${t.state} <> 'closed' or coalesce(${t.decidedBy} <> ${t.askedBy}, false)`,
    ),
    check("book_closings_counted", sql`(${t.state} = 'closed') = (${t.entryCount} is not null)`),
    check("book_closings_reason", sql`(${t.state} = 'refused') = (${t.reason} is not null)`),
    check(
      "book_closings_month",
      sql`extract(day from ${t.through} + 1) = 1 and ${t.through} < (${t.askedAt} at time zone 'Asia/Jakarta')::date`,
    ),
  ],
);
