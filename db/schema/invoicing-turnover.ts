import { sql } from "drizzle-orm";
import { check, index, pgTable, smallint, text } from "drizzle-orm/pg-core";
import { id, moment, rupiah } from "./columns.ts";
import { organisations, persons } from "./identity.ts";

/**
 * What an organisation says it sold in a year outside of what is recorded here: the tax office counts all of it. Rows are written
 * once; of a year, the one written last holds.
 */
export const declaredTurnovers = pgTable(
  "declared_turnovers",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    year: smallint().notNull(),
    amountRupiah: rupiah().notNull(),
    source: text().notNull(),
    recordedBy: id()
      .notNull()
      .references(() => persons.id),
    recordedAt: moment().notNull(),
  },
  (t) => [
    index("declared_turnovers_year").on(t.organisationId, t.year, t.id),
    check("declared_turnovers_amount", sql`${t.amountRupiah} >= 0`),
  ],
);
