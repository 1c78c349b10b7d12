import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { id, moment, oneOf, word } from "./columns.ts";
import { organisations } from "./identity.ts";
import { storedFiles } from "./platform.ts";

/** The next number of each series; a row is locked while a number is taken, so that no number is skipped or shared. */
export const documentSeries = pgTable(
  "document_series",
  {
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    kind: text().notNull(),
    year: smallint().notNull(),
    lastSerial: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.kind, t.year] })],
);

/** An issued paper: its number, the facts as they were, their hash, and the code under which anyone may check it. */
export const documents = pgTable(
  "documents",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    kind: text().notNull(),
    year: smallint().notNull(),
    serial: integer().notNull(),
    number: text().notNull(),
    subjectId: id().notNull(),
    facts: jsonb().$type<Record<string, unknown>>().notNull(),
    factsHash: text().notNull(),
    verificationCode: text().notNull(),
    state: word(["issued", "voided"]).notNull().default("issued"),
    voidReason: text(),
    voidedAt: moment(),
    issuedAt: moment().notNull(),
    isDemo: boolean().notNull().default(false),
    fileId: id().references(() => storedFiles.id),
    renderedAt: moment(),
  },
  (t) => [
    uniqueIndex("documents_serial").on(t.organisationId, t.kind, t.year, t.serial),
    uniqueIndex("documents_code").on(t.verificationCode),
    // A paper that was voided makes room for the one that replaces it.
    uniqueIndex("documents_subject").on(t.subjectId, t.kind, t.organisationId).where(sql`state = 'issued'`),
    index("documents_about").on(t.subjectId),
    index("documents_number").on(t.number),
    check("documents_state", oneOf(t.state, ["issued", "voided"])),
    check("documents_void", sql`(${t.state} = 'voided') = (${t.voidReason} is not null)`),
  ],
);

/** Who else may read a paper: the other parties named on it. */
export const documentReaders = pgTable(
  "document_readers",
  {
    documentId: id()
      .notNull()
      .references(() => documents.id),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
  },
  (t) => [
    primaryKey({ columns: [t.documentId, t.organisationId] }),
    index("document_readers_organisation").on(t.organisationId),
  ],
);
