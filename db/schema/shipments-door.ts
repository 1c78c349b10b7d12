import { sql } from "drizzle-orm";
import { check, pgTable } from "drizzle-orm/pg-core";
import { id, moment } from "./columns.ts";
import { persons } from "./identity.ts";
import { shipments } from "./shipments.ts";

/** A delivery of an order that was not at the door when it was due. Both sides are told once; the buyer may let it go. */
export const lateDeliveries = pgTable(
  "late_deliveries",
  {
    shipmentId: id()
      .primaryKey()
      .references(() => shipments.id),
    /** When it was due, as it stood when it was found late. */
    dueAt: moment().notNull(),
    toldAt: moment().notNull(),
    /** When the buyer gave it up for others to bring, and who did; only goods that had not left are given up. */
    letGoAt: moment(),
    letGoBy: id().references(() => persons.id),
  },
  (t) => [
    check("late_deliveries_told", sql`${t.toldAt} > ${t.dueAt}`),
    check(
      "late_deliveries_let_go",
      sql`(${t.letGoAt} is null) = (${t.letGoBy} is null) and coalesce(${t.letGoAt}, ${t.toldAt}) >= ${t.toldAt}`,
    ),
  ],
);
