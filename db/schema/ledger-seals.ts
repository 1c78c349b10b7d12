import { sql } from "drizzle-orm";
import { bigint, check, index, integer, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { day, id, moment } from "./columns.ts";
import { organisations } from "./identity.ts";
import { entries } from "./ledger.ts";

const isHash = (name: string, column: Parameters<typeof sql>[1]) =>
  check(name, sql`${column} ~ '^[0-9a-f]{64}$'`);

/** A day whose books are sealed, and the one hash that vouches for all of them and for every day before. Append-only (trigger). */
export const sealDays = pgTable(
  "seal_days",
  {
    /** The day of writing, on the clock of Jakarta. */
    day: day().primaryKey(),
    previous: text().notNull(),
    root: text().notNull(),
    bookCount: integer().notNull(),
    sealedAt: moment().notNull(),
  },
  (t) => [isHash("seal_days_root", t.root), unique("seal_days_previous").on(t.previous)],
);

/** Where the chain of one organisation's books stood at the end of a day. Append-only (trigger). */
export const bookSeals = pgTable(
  "book_seals",
  {
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    day: day()
      .notNull()
      .references(() => sealDays.day),
    /** How many entries the chain has with this day. */
    position: bigint({ mode: "bigint" }).notNull(),
    hash: text().notNull(),
  },
  (t) => [
    primaryKey({ name: "book_seals_key", columns: [t.organisationId, t.day] }),
    index("book_seals_day").on(t.day),
    isHash("book_seals_hash", t.hash),
  ],
);

/** The place of an entry in the chain of its books, and its hash; the database refuses any other hash. Append-only (trigger). */
export const entryLinks = pgTable(
  "entry_links",
  {
    entryId: id()
      .primaryKey()
      .references(() => entries.id),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    position: bigint({ mode: "bigint" }).notNull(),
    hash: text().notNull(),
  },
  (t) => [
    unique("entry_links_position").on(t.organisationId, t.position),
    check("entry_links_begins", sql`${t.position} >= 1`),
    isHash("entry_links_hash", t.hash),
  ],
);
