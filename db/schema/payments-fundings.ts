import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { fundingLifecycle, fundingSources } from "#app/modules/payments/funding.ts";
import { day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { budgets } from "./orders.ts";
import { storedFiles } from "./platform.ts";

const fundingStates = statesOf(fundingLifecycle);

/** Money of the programme that came into a kitchen's account: said by one person, checked by another. */
export const fundings = pgTable(
  "fundings",
  {
    id: id().primaryKey(),
    kitchenId: id()
      .notNull()
      .references(() => organisations.id),
    budgetId: id().notNull(),
    state: word(fundingStates).notNull(),
    amountRupiah: rupiah().notNull(),
    receivedOn: day().notNull(),
    source: word(fundingSources).notNull(),
    /** Number of the SP2D, or the bank's own reference. */
    reference: text().notNull(),
    proofId: id()
      .notNull()
      .references(() => storedFiles.id),
    proofSha256: text().notNull(),
    reportedBy: id()
      .notNull()
      .references(() => persons.id),
    reportedAt: moment().notNull(),
    checkedBy: id().references(() => persons.id),
    checkedAt: moment(),
    /** Why it was rejected. */
    reason: text(),
    doubtedBy: id().references(() => persons.id),
    doubtedAt: moment(),
    doubtReason: text(),
    settledBy: id().references(() => persons.id),
    settledAt: moment(),
  },
  (t) => [
    index("fundings_kitchen").on(t.kitchenId, t.state),
    index("fundings_budget").on(t.budgetId),
    // One statement of the bank, or one line of it, is not two fundings.
    uniqueIndex("fundings_proof")
      .on(t.kitchenId, t.proofSha256)
      .where(sql`state not in ('rejected', 'reversed')`),
    uniqueIndex("fundings_reference")
      .on(t.kitchenId, t.reference, t.receivedOn, t.amountRupiah)
      .where(sql`state not in ('rejected', 'reversed')`),
    foreignKey({
      name: "fundings_own_budget",
      columns: [t.budgetId, t.kitchenId],
      foreignColumns: [budgets.id, budgets.organisationId],
    }),
    check("fundings_state", oneOf(t.state, fundingStates)),
    check("fundings_source", oneOf(t.source, fundingSources)),
    check("fundings_amount", sql`${t.amountRupiah} > 0`),
    check("fundings_checked", sql`(${t.state} = 'reported') = (${t.checkedAt} is null)`),
    check("fundings_two_people", sql`${t.checkedBy} is null or ${t.checkedBy} <> ${t.reportedBy}`),
    check("fundings_doubted", sql`${t.state} not in ('doubted', 'reversed') or ${t.doubtedAt} is not null`),
    check("fundings_settled", sql`${t.state} <> 'reversed' or ${t.settledAt} is not null`),
    check("fundings_doubt_two_people", sql`${t.settledBy} is null or ${t.settledBy} <> ${t.doubtedBy}`),
  ],
);
