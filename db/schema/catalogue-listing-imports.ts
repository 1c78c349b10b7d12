import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { importOutcomes, listingImportStates } from "#app/modules/catalogue/listing-import.ts";
import type { StoredGoods } from "#app/modules/catalogue/listing-row.ts";
import { listings } from "./catalogue.ts";
import { id, moment, oneOf, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { storedFiles } from "./platform.ts";

/**
 * A seller's file of goods. The same bytes are the same import, whoever brings them again. `work` counts the rows of what is being
 * done with it now: looked at, or put on the market.
 */
export const listingImports = pgTable(
  "listing_imports",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    fileId: id()
      .notNull()
      .unique("listing_imports_file")
      .references(() => storedFiles.id),
    sha256: text().notNull(),
    broughtBy: id()
      .notNull()
      .references(() => persons.id),
    broughtAt: moment().notNull(),
    state: word(listingImportStates).notNull().default("waiting"),
    /** Why nothing of it can be read. */
    refusal: text(),
    /** Each time that a worker begins to look anew, what an earlier one found is forgotten. */
    attempt: integer().notNull().default(0),
    workTotal: integer().notNull().default(0),
    workDone: integer().notNull().default(0),
    /** What came of it so far, over every time that it was let onto the market. */
    opened: integer().notNull().default(0),
    updated: integer().notNull().default(0),
    lotsBrought: integer().notNull().default(0),
    askedBy: id().references(() => persons.id),
    askedAt: moment(),
    finishedAt: moment(),
  },
  (t) => [
    unique("listing_imports_same").on(t.organisationId, t.sha256),
    index("listing_imports_brought").on(t.organisationId, t.broughtAt),
    check("listing_imports_state", oneOf(t.state, listingImportStates)),
    check("listing_imports_refusal", sql`(${t.refusal} is null) = (${t.state} <> 'unreadable')`),
    check("listing_imports_asked", sql`(${t.askedBy} is null) = (${t.askedAt} is null)`),
    check(
      "listing_imports_asked_first",
      sql`${t.askedAt} is not null or (${t.state} not in ('asked', 'kept') and ${t.opened} + ${t.updated} + ${t.lotsBrought} = 0)`,
    ),
    check("listing_imports_work", sql`${t.workTotal} >= 0 and ${t.workDone} between 0 and ${t.workTotal}`),
    check("listing_imports_counts", sql`${t.opened} >= 0 and ${t.updated} >= 0 and ${t.lotsBrought} >= 0`),
  ],
);

/** What a row of such a file says, and what became of it. */
export const listingImportRows = pgTable(
  "listing_import_rows",
  {
    importId: id()
      .notNull()
      .references(() => listingImports.id),
    /** As the file counts its rows, from 1. */
    rowNumber: integer().notNull(),
    /** The cell that its fault is about, or its first. */
    place: text().notNull(),
    name: text().notNull(),
    said: text().notNull(),
    outcome: word(importOutcomes).notNull(),
    /** The code of a refusal. */
    fault: text(),
    faultParams: jsonb().$type<Readonly<Record<string, string | number>>>().notNull().default({}),
    /** What was read; null where that failed. */
    goods: jsonb().$type<StoredGoods>(),
    listingId: id().references(() => listings.id),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.rowNumber] }),
    index("listing_import_rows_outcome").on(t.importId, t.outcome, t.rowNumber),
    check("listing_import_rows_outcome", oneOf(t.outcome, importOutcomes)),
    check("listing_import_rows_fault", sql`(${t.fault} is not null) = (${t.outcome} = 'bad')`),
    check("listing_import_rows_goods", sql`${t.goods} is not null or ${t.outcome} = 'bad'`),
    check(
      "listing_import_rows_listing",
      sql`case ${t.outcome} when 'new' then ${t.listingId} is null when 'bad' then true else ${t.listingId} is not null end`,
    ),
  ],
);
