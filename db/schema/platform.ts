import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytes, id, moment, oneOf, word } from "./columns.ts";

/** News waiting for the relay. Written in the transaction of the deed; gone only after it was handed on. */
export const outbox = pgTable(
  "outbox",
  {
    id: id().primaryKey(),
    sequence: bigint({ mode: "bigint" }).generatedAlwaysAsIdentity().notNull(),
    name: text().notNull(),
    payload: jsonb().$type<Record<string, string>>().notNull(),
    causation: text(),
    occurredAt: moment().notNull(),
    /** Set when every subscribed reaction has its job. */
    relayedAt: moment(),
  },
  (t) => [
    index("outbox_waiting").on(t.sequence).where(sql`relayed_at is null`),
    index("outbox_relayed").on(t.relayedAt),
  ],
);

/**
 * One event handed to one reaction: the memory that outlives the queue. A row without an outcome is work still owed;
 * whoever wipes or loses the queue loses nothing, because the jobs are made again from here.
 */
export const eventDeliveries = pgTable(
  "event_deliveries",
  {
    // No foreign key to outbox: the relay holds that row locked while a job that is already running settles this one.
    eventId: id().notNull(),
    reaction: text().notNull(),
    /** The machine's moment, not the trade's: it measures how long the queue has had it. */
    handedAt: moment().notNull().defaultNow(),
    outcome: word(["done", "refused", "failed"]),
    /** The code of the refusal, or what the failure said. */
    reason: text(),
    settledAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.eventId, t.reaction] }),
    index("event_deliveries_open").on(t.handedAt, t.eventId, t.reaction).where(sql`outcome is null`),
    index("event_deliveries_settled").on(t.settledAt),
    check("event_deliveries_outcome", oneOf(t.outcome, ["done", "refused", "failed"])),
    check("event_deliveries_settled", sql`(${t.outcome} is null) = (${t.settledAt} is null)`),
  ],
);

/** The pulse of each worker process: the web process cannot reach the queue, so it reads here how the queue is. */
export const workerPulses = pgTable("worker_pulses", {
  worker: text().primaryKey(),
  beatAt: moment().notNull().defaultNow(),
  backend: word(["postgresql", "redis"]).notNull(),
  queue: word(["up", "down"]).notNull(),
  /** Where its figures and its queue board listen, on its own machine. */
  port: integer(),
});

/** What was answered under which key: the memory that makes forms, API calls and redelivered jobs idempotent. */
export const commandReceipts = pgTable(
  "command_receipts",
  {
    command: text().notNull(),
    /** Who asked; two callers may use the same key. */
    scope: text().notNull(),
    key: text().notNull(),
    inputHash: text().notNull(),
    result: jsonb().$type<unknown>(),
    createdAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.command, t.scope, t.key] }),
    index("command_receipts_age").on(t.createdAt),
  ],
);

/** Who did what to which subject, when and because of what. Append-only (trigger). */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: id().primaryKey(),
    at: moment().notNull(),
    actor: text().notNull(),
    organisationId: id(),
    command: text().notNull(),
    subjectId: text(),
    input: jsonb().$type<unknown>().notNull(),
    causation: text(),
  },
  (t) => [
    index("audit_events_subject").on(t.subjectId, t.at),
    index("audit_events_organisation").on(t.organisationId, t.at),
    index("audit_events_at").on(t.at),
  ],
);

/** Jobs that gave up; an operator sees them, mends the cause and runs them again. */
export const jobFailures = pgTable(
  "job_failures",
  {
    id: id().primaryKey(),
    queue: text().notNull(),
    job: text().notNull(),
    jobId: text().notNull(),
    payload: jsonb().$type<unknown>().notNull(),
    message: text().notNull(),
    attempts: integer().notNull(),
    failedAt: moment().notNull(),
    resolvedAt: moment(),
    resolvedBy: id(),
  },
  (t) => [index("job_failures_open").on(t.failedAt).where(sql`resolved_at is null`)],
);

/** When each schedule last ran through, so that a missed run is caught up and never lost. */
export const scheduleRuns = pgTable("schedule_runs", {
  schedule: text().primaryKey(),
  lastRunAt: moment().notNull(),
});

/** Photos, proofs and rendered papers. Immutable: a file is its content. */
export const storedFiles = pgTable(
  "stored_files",
  {
    id: id().primaryKey(),
    ownerId: id().notNull(),
    purpose: text().notNull(),
    fileName: text().notNull(),
    mediaType: text().notNull(),
    sha256: text().notNull(),
    byteCount: integer().notNull(),
    bytes: bytes().notNull(),
    createdAt: moment().notNull(),
  },
  (t) => [
    check("stored_files_size", sql`${t.byteCount} = length(${t.bytes})`),
    index("stored_files_sha256").on(t.ownerId, t.sha256),
  ],
);

/** Mail as intent and outcome: written with the deed, sent by a reaction, kept for the local outbox page. */
export const mails = pgTable(
  "mails",
  {
    id: id().primaryKey(),
    toAddress: text().notNull(),
    subject: text().notNull(),
    body: text().notNull(),
    state: word(["queued", "sent", "failed"]).notNull(),
    attempts: integer().notNull().default(0),
    createdAt: moment().notNull(),
    sentAt: moment(),
  },
  (t) => [index("mails_queued").on(t.createdAt).where(sql`state = 'queued'`)],
);

/**
 * How often somebody tried something lately, and until when that counts. Written on every try and worth nothing after
 * a crash, so the table is unlogged: counting costs no wait for the disk.
 */
export const rateLimits = pgTable(
  "rate_limits",
  {
    key: text().primaryKey(),
    points: integer().notNull(),
    expire: moment(),
  },
  (t) => [index("rate_limits_expire").on(t.expire)],
);

/** What the last run of the proofs found: so many rows where there must be none. */
export const proofResults = pgTable("proof_results", {
  name: text().primaryKey(),
  rowsFound: integer().notNull(),
  provenAt: moment().notNull(),
});
