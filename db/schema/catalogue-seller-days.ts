import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { listings } from "./catalogue.ts";
import { warehouses } from "./catalogue-warehouses.ts";
import { baseQuantity, day, id } from "./columns.ts";

/** Goods promised by one seller for one day, across lots: never above the declared capacity. */
export const sellerDays = pgTable(
  "seller_days",
  {
    listingId: id()
      .notNull()
      .references(() => listings.id),
    day: day().notNull(),
    usedBase: baseQuantity().notNull(),
    capacityBase: baseQuantity().notNull(),
    /** Where the goods of that day leave from, and what a base unit weighs, as it was when something was first promised for it. */
    warehouseId: id().references(() => warehouses.id),
    mgPerBase: baseQuantity(),
  },
  (t) => [
    primaryKey({ columns: [t.listingId, t.day] }),
    index("seller_days_warehouse").on(t.warehouseId, t.day).where(sql`warehouse_id is not null`),
    check("seller_days_weighed", sql`(${t.warehouseId} is null) = (${t.mgPerBase} is null)`),
    check("seller_days_capacity", sql`${t.usedBase} >= 0 and ${t.usedBase} <= ${t.capacityBase}`),
  ],
);
