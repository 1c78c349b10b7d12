import { sql } from "drizzle-orm";
import { bigint, check, foreignKey, integer, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { bundleForms, bundleKinds } from "#app/modules/accountability/bundle.ts";
import { bytes, id, moment, oneOf, word } from "./columns.ts";
import { documents } from "./documents.ts";
import { organisations, persons } from "./identity.ts";
import { storedFiles } from "./platform.ts";

/**
 * An archive that somebody answers with. What goes into it is written down when it is asked for; a worker packs it, and the
 * same content is packed once.
 */
export const bundles = pgTable(
  "bundles",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    kind: word(bundleKinds).notNull(),
    /** The budget whose period it is about, or the order. */
    subjectId: id().notNull(),
    fileName: text().notNull(),
    /** SHA-256 of the list of what goes in. */
    contentHash: text().notNull(),
    filesTotal: integer().notNull(),
    /** How many of them are packed: what a screen shows while it waits. */
    filesDone: integer().notNull().default(0),
    /** Each time that a worker begins anew, it begins a new run of parts. */
    attempt: integer().notNull().default(0),
    byteCount: bigint({ mode: "number" }),
    sha256: text(),
    askedBy: id()
      .notNull()
      .references(() => persons.id),
    askedAt: moment().notNull(),
    readyAt: moment(),
  },
  (t) => [
    unique("bundles_content").on(t.organisationId, t.kind, t.subjectId, t.contentHash),
    check("bundles_kind", oneOf(t.kind, bundleKinds)),
    check("bundles_files", sql`${t.filesTotal} > 0 and ${t.filesDone} between 0 and ${t.filesTotal}`),
    check(
      "bundles_ready",
      sql`(${t.readyAt} is null) = (${t.sha256} is null) and (${t.readyAt} is null) = (${t.byteCount} is null) and (${t.readyAt} is null or ${t.filesDone} = ${t.filesTotal})`,
    ),
  ],
);

/** What goes into a bundle, in its order: a paper as PDF, a paper's facts as a spreadsheet, or a file that was brought. */
export const bundleFiles = pgTable(
  "bundle_files",
  {
    bundleId: id()
      .notNull()
      .references(() => bundles.id),
    position: integer().notNull(),
    path: text().notNull(),
    form: word(bundleForms).notNull(),
    documentId: id().references(() => documents.id),
    fileId: id().references(() => storedFiles.id),
  },
  (t) => [
    primaryKey({ columns: [t.bundleId, t.position] }),
    unique("bundle_files_path").on(t.bundleId, t.path),
    check("bundle_files_form", oneOf(t.form, bundleForms)),
    check(
      "bundle_files_source",
      sql`(${t.form} = 'file') = (${t.fileId} is not null) and (${t.form} <> 'file') = (${t.documentId} is not null)`,
    ),
  ],
);

/** The archive itself, in pieces that are written and read one at a time. Only those of the last attempt count. */
export const bundleParts = pgTable(
  "bundle_parts",
  {
    bundleId: id().notNull(),
    attempt: integer().notNull(),
    position: integer().notNull(),
    bytes: bytes().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.bundleId, t.attempt, t.position] }),
    foreignKey({ name: "bundle_parts_bundle", columns: [t.bundleId], foreignColumns: [bundles.id] }),
    check("bundle_parts_size", sql`length(${t.bytes}) > 0`),
  ],
);
