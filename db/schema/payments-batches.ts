import { sql } from "drizzle-orm";
import { check, index, pgTable, text } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { batchLifecycle } from "#app/modules/payments/payment-lifecycle.ts";
import { day, id, moment, oneOf, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";

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
