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
  unique,
} from "drizzle-orm/pg-core";
import { matchTriggers } from "#app/modules/matching/match.schema.ts";
import { commodities } from "./catalogue.ts";
import { baseQuantity, bytes, day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { regions } from "./regions.ts";

const nightStates = ["open", "published"] as const;
const runStates = ["applied", "empty"] as const;
const fileKinds = ["rows", "result"] as const;
const reasonKinds = ["lines", "lots"] as const;
const fileEncodings = ["deflate", "plain"] as const;

/** One shortage of a run, in base units as digits; a reason names it by its position. */
type ShortageFacts = {
  readonly lines: number;
  readonly lots: number;
  readonly asked: string;
  readonly held: string;
};

/**
 * Everything that is matched at one cut-off: the markets of all cities that close at the same moment for the same
 * delivery day. Published once, when each of its cells is cleared; what it comes to is then sealed by one root.
 */
export const matchNights = pgTable(
  "match_nights",
  {
    id: id().primaryKey(),
    deliveryDay: day().notNull(),
    cutOffAt: moment().notNull(),
    state: word(nightStates).notNull(),
    openedAt: moment().notNull(),
    publishedAt: moment(),
    cellCount: integer().notNull(),
    lineCount: integer().notNull().default(0),
    offerCount: integer().notNull().default(0),
    assignmentCount: integer().notNull().default(0),
    componentCount: integer().notNull().default(0),
    /** The Merkle root over the leaves of all its runs, as hex; null until it is published. */
    root: text(),
  },
  (t) => [
    index("match_nights_cut_off").on(t.cutOffAt, t.deliveryDay),
    check("match_nights_state", oneOf(t.state, nightStates)),
    check(
      "match_nights_published",
      sql`(${t.state} = 'published') = (${t.publishedAt} is not null) and (${t.publishedAt} is null) = (${t.root} is null)`,
    ),
  ],
);

/** One clearing of one cell (commodity × delivery day): what went in, what came out, and when it took effect. */
export const matchRuns = pgTable(
  "match_runs",
  {
    id: id().primaryKey(),
    /** Null for a run on demand or again, after the cut-off's own. */
    nightId: id().references(() => matchNights.id),
    /** Null only where the markets of all commodities of one city were one run. */
    commodityCode: text().references(() => commodities.code),
    deliveryDay: day().notNull(),
    /** The city whose buyer could not wait, or whose goods fell through. */
    cityCode: text().references(() => regions.code),
    trigger: word(matchTriggers).notNull(),
    state: word(runStates).notNull(),
    /** SHA-256 of the rows that were read, uncompressed; equal rows give the equal answer. */
    instanceHash: text().notNull(),
    isUnique: boolean().notNull(),
    lineCount: integer().notNull(),
    offerCount: integer().notNull(),
    assignmentCount: integer().notNull().default(0),
    askedBase: baseQuantity().notNull().default(sql`0`),
    filledBase: baseQuantity().notNull().default(sql`0`),
    /** Nothing that keeps the limits of the day can fill more than this beyond what is offered. */
    gapBase: baseQuantity().notNull().default(sql`0`),
    /** What is offered costs at most this much more than the bound, because lines get the price of a part and not of all they ask. */
    tierGapRupiah: rupiah().notNull().default(sql`0`),
    /** The leaf of every component in the night's Merkle tree, 32 bytes each, in the order of their first line. */
    componentHashes: bytes().notNull().default(sql`''::bytea`),
    /** The leaf of everything that belongs to no component, as hex; empty where no leaves were made. */
    restHash: text().notNull().default(""),
    /** Proofs of shortage: all lots that may serve the lines of a zone hold less than those lines ask. */
    zones: jsonb().$type<readonly ShortageFacts[]>().notNull().default([]),
    startedAt: moment().notNull(),
    appliedAt: moment(),
  },
  (t) => [
    index("match_runs_cell").on(t.commodityCode, t.deliveryDay, t.startedAt),
    unique("match_runs_night").on(t.nightId, t.commodityCode),
    check("match_runs_scope", sql`${t.commodityCode} is not null or ${t.cityCode} is not null`),
    check("match_runs_filled", sql`${t.filledBase} >= 0 and ${t.filledBase} <= ${t.askedBase}`),
    check("match_runs_gap", sql`${t.gapBase} >= 0 and ${t.filledBase} + ${t.gapBase} <= ${t.askedBase}`),
    check("match_runs_tier_gap", sql`${t.tierGapRupiah} >= 0`),
    check("match_runs_components", sql`length(${t.componentHashes}) % 32 = 0`),
  ],
);

/** A commodity of a night. The night is done when every one of its cells has its run. */
export const matchCells = pgTable(
  "match_cells",
  {
    nightId: id()
      .notNull()
      .references(() => matchNights.id),
    commodityCode: text()
      .notNull()
      .references(() => commodities.code),
    /** Cells of one pack are cleared by one job. */
    pack: smallint().notNull(),
    runId: id().references(() => matchRuns.id),
  },
  (t) => [primaryKey({ columns: [t.nightId, t.commodityCode] })],
);

/** What a run read and what it answered, byte for byte; compressed, because nobody reads it but who proves it again. */
export const matchFiles = pgTable(
  "match_files",
  {
    runId: id()
      .notNull()
      .references(() => matchRuns.id),
    kind: word(fileKinds).notNull(),
    encoding: word(fileEncodings).notNull(),
    /** Of the uncompressed bytes. */
    sha256: text().notNull(),
    byteCount: integer().notNull(),
    bytes: bytes().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.kind] }),
    check("match_files_kind", oneOf(t.kind, fileKinds)),
    check("match_files_encoding", oneOf(t.encoding, fileEncodings)),
    check("match_files_plain", sql`${t.encoding} <> 'plain' or ${t.byteCount} = length(${t.bytes})`),
  ],
);

/**
 * Why lines and lots of a run got what they got: a few hundred reasons to a page, compressed, because a night has a
 * million of them and few are ever asked for. Found by the ids that a page speaks of.
 */
export const matchReasonPages = pgTable(
  "match_reason_pages",
  {
    runId: id()
      .notNull()
      .references(() => matchRuns.id),
    kind: word(reasonKinds).notNull(),
    page: integer().notNull(),
    /** Lines or lots; a proof watches that they are there. */
    subjectIds: text().array().notNull(),
    /** By subject: the shortage of the run that it is part of, by position; null outside of any. */
    zones: integer().array().$type<(number | null)[]>().notNull(),
    encoding: word(fileEncodings).notNull(),
    bytes: bytes().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.kind, t.page] }),
    index("match_reason_pages_subjects").using("gin", t.subjectIds),
    check("match_reason_pages_kind", oneOf(t.kind, reasonKinds)),
    check("match_reason_pages_encoding", oneOf(t.encoding, fileEncodings)),
    check(
      "match_reason_pages_zones",
      sql`cardinality(${t.subjectIds}) > 0 and cardinality(${t.zones}) = cardinality(${t.subjectIds})`,
    ),
  ],
);

/** A market day is cleared once at its cut-off; what comes later is matched on demand. */
export const marketDays = pgTable(
  "market_days",
  {
    cityCode: text()
      .notNull()
      .references(() => regions.code),
    deliveryDay: day().notNull(),
    cutOffAt: moment().notNull(),
    /** The night that it closes in, from the moment on that it is taken up. */
    nightId: id().references(() => matchNights.id),
    clearedAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.cityCode, t.deliveryDay] }),
    index("market_days_due")
      .on(t.cutOffAt, t.deliveryDay)
      .where(sql`night_id is null and cleared_at is null`),
    index("market_days_night").on(t.nightId),
  ],
);
