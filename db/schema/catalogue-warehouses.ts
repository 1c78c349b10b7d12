import { sql } from "drizzle-orm";
import {
  check,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { baseQuantity, day, id, moment } from "./columns.ts";
import { organisations } from "./identity.ts";
import { regions } from "./regions.ts";

/**
 * A place of a seller from which goods are handed out: how far they reach and what bringing them costs is counted from here, and so many
 * kilograms a day leave it, whatever goods they are.
 */
export const warehouses = pgTable(
  "warehouses",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    name: text().notNull(),
    address: text().notNull(),
    cityCode: text()
      .notNull()
      .references(() => regions.code),
    /** Its own point, or the middle of its city. */
    latitude: doublePrecision().notNull(),
    longitude: doublePrecision().notNull(),
    /** When drivers are served, "07:30". */
    opensAt: text().notNull(),
    closesAt: text().notNull(),
    /** What it can hand out in a day, over all goods together; null where nothing limits it. */
    gramsPerDay: baseQuantity(),
    createdAt: moment().notNull(),
    closedAt: moment(),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique("warehouses_own").on(t.id, t.organisationId),
    uniqueIndex("warehouses_name").on(t.organisationId, sql`lower(${t.name})`).where(sql`closed_at is null`),
    check("warehouses_capacity", sql`${t.gramsPerDay} > 0`),
    check("warehouses_hours", sql`${t.closesAt} > ${t.opensAt}`),
    check("warehouses_point", sql`${t.latitude} between -90 and 90 and ${t.longitude} between -180 and 180`),
  ],
);

/** What is promised out of a warehouse for a day, over all listings: never more than it can hand out. Milligrams add up exactly. */
export const warehouseDays = pgTable(
  "warehouse_days",
  {
    warehouseId: id()
      .notNull()
      .references(() => warehouses.id),
    day: day().notNull(),
    usedMg: baseQuantity().notNull(),
    /** As the warehouse could hand out when the day was first used, or was told since; null where nothing limits it. */
    capacityMg: baseQuantity(),
  },
  (t) => [
    primaryKey({ columns: [t.warehouseId, t.day] }),
    index("warehouse_days_day").on(t.day),
    check(
      "warehouse_days_capacity",
      sql`${t.usedMg} >= 0 and (${t.capacityMg} is null or ${t.usedMg} <= ${t.capacityMg})`,
    ),
  ],
);
