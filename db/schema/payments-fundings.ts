import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { fundingSources } from "#app/modules/payments/funding.ts";
import { day, id, oneOf, rupiah, word } from "./columns.ts";
import { organisations } from "./identity.ts";
import { budgets } from "./orders.ts";
import { checked, checkedByTwo } from "./payments-checked.ts";
import { storedFiles } from "./platform.ts";

/** Money of the programme that came into a kitchen's account: said by one person, checked by another. */
export const fundings = pgTable(
  "fundings",
  {
    id: id().primaryKey(),
    kitchenId: id()
      .notNull()
      .references(() => organisations.id),
    budgetId: id().notNull(),
    amountRupiah: rupiah().notNull(),
    receivedOn: day().notNull(),
    source: word(fundingSources).notNull(),
    /** Number of the SP2D, or the bank's own reference. */
    reference: text().notNull(),
    proofId: id()
      .notNull()
      .references(() => storedFiles.id),
    proofSha256: text().notNull(),
    ...checked(),
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
    ...checkedByTwo("fundings", t),
    check("fundings_source", oneOf(t.source, fundingSources)),
    check("fundings_amount", sql`${t.amountRupiah} > 0`),
    check("fundings_settled", sql`${t.state} <> 'reversed' or ${t.settledAt} is not null`),
  ],
);
