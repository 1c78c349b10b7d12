import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { batchFileKinds } from "#app/modules/payments/batch-file.ts";
import { batchLifecycle } from "#app/modules/payments/payment-lifecycle.ts";
import { day, id, moment, oneOf, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { storedFiles } from "./platform.ts";

const batchStates = statesOf(batchLifecycle);

/** Payouts that were asked for together, are approved together and go to the bank in one file. Each is settled on its own. */
export const payoutBatches = pgTable(
  "payout_batches",
  {
    id: id().primaryKey(),
    payerId: id()
      .notNull()
      .references(() => organisations.id),
    /** What was due until then was proposed. */
    dueUntil: day().notNull(),
    state: word(batchStates).notNull(),
    requestedBy: id()
      .notNull()
      .references(() => persons.id),
    requestedAt: moment().notNull(),
    decidedBy: id().references(() => persons.id),
    decidedAt: moment(),
    reason: text(),
  },
  (t) => [
    index("payout_batches_payer").on(t.payerId, t.state),
    check("payout_batches_state", oneOf(t.state, batchStates)),
    check("payout_batches_two_people", sql`${t.decidedBy} is null or ${t.decidedBy} <> ${t.requestedBy}`),
    check(
      "payout_batches_decided",
      sql`(${t.state} = 'requested') = (${t.decidedBy} is null) and (${t.decidedBy} is null) = (${t.decidedAt} is null) and (${t.state} = 'refused') = (${t.reason} is not null)`,
    ),
  ],
);

/** What a bank gave back of a whole batch: what shows the transfer, and its files of outcomes with what each of them did. */
export const payoutBatchFiles = pgTable(
  "payout_batch_files",
  {
    fileId: id()
      .primaryKey()
      .references(() => storedFiles.id),
    batchId: id()
      .notNull()
      .references(() => payoutBatches.id),
    /** The batch's, beside it so that one proof stands for one batch of a payer. */
    payerId: id()
      .notNull()
      .references(() => organisations.id),
    kind: word(batchFileKinds).notNull(),
    sha256: text().notNull(),
    broughtBy: id()
      .notNull()
      .references(() => persons.id),
    broughtAt: moment().notNull(),
    /** Of a file of outcomes, how many of its rows came to what. */
    paid: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    returned: integer().notNull().default(0),
    faults: integer().notNull().default(0),
  },
  (t) => [
    unique("payout_batch_files_same").on(t.batchId, t.sha256),
    uniqueIndex("payout_batch_files_proof_once").on(t.payerId, t.sha256).where(sql`kind = 'proof'`),
    check("payout_batch_files_kind", oneOf(t.kind, batchFileKinds)),
    check(
      "payout_batch_files_counts",
      sql`least(${t.paid}, ${t.failed}, ${t.returned}, ${t.faults}) >= 0 and (${t.kind} = 'outcomes' or ${t.paid} + ${t.failed} + ${t.returned} + ${t.faults} = 0)`,
    ),
  ],
);
