import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { lots } from "./catalogue.ts";
import { baseQuantity, id, moment } from "./columns.ts";
import { persons } from "./identity.ts";
import { shipmentLines, shipments } from "./shipments.ts";

/**
 * Out of which lots a koperasi brings its share of a call-off, as it says itself. What is named has left the lot; what the gate sends
 * home is back in it or lost. What of a share is in no row came straight from growers.
 */
export const shareLots = pgTable(
  "share_lots",
  {
    shipmentId: id()
      .notNull()
      .references(() => shipments.id),
    lotId: id()
      .notNull()
      .references(() => lots.id),
    /** The first line of the share: the book of the lot names it, for all lines of the share together. */
    shipmentLineId: id()
      .notNull()
      .references(() => shipmentLines.id),
    /** What left the lot for it; as it was said last. */
    namedBase: baseQuantity().notNull(),
    /** What of it came back whole, and what came back spoiled. */
    homeBase: baseQuantity().notNull().default(sql`0`),
    lostBase: baseQuantity().notNull().default(sql`0`),
    namedBy: id()
      .notNull()
      .references(() => persons.id),
    namedAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shipmentId, t.lotId] }),
    index("share_lots_lot").on(t.lotId),
    check(
      "share_lots_parts",
      sql`${t.homeBase} >= 0 and ${t.lostBase} >= 0 and ${t.homeBase} + ${t.lostBase} <= ${t.namedBase}`,
    ),
  ],
);
