import { sql } from "drizzle-orm";
import { check, index, pgTable, unique } from "drizzle-orm/pg-core";
import { id, rupiah } from "./columns.ts";
import { koperasiStatements } from "./invoicing.ts";
import { tripCostCorrections } from "./shipments.ts";

/**
 * What a trip's cost, corrected after its call-off was invoiced, changes of one koperasi's statement. Together the rows of a
 * correction are exactly what the trip cost more or less (deferred trigger, proof).
 */
export const freightCorrections = pgTable(
  "freight_corrections",
  {
    id: id().primaryKey(),
    correctionId: id()
      .notNull()
      .references(() => tripCostCorrections.id),
    statementId: id()
      .notNull()
      .references(() => koperasiStatements.id),
    /** What it bears more than before; below nothing what it bears less. */
    amountRupiah: rupiah().notNull(),
  },
  (t) => [
    unique("freight_corrections_once").on(t.correctionId, t.statementId),
    index("freight_corrections_statement").on(t.statementId),
    check("freight_corrections_amount", sql`${t.amountRupiah} <> 0`),
  ],
);
