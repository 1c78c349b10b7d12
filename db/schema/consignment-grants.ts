import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { COMMISSION_BASIS_POINTS_MAX } from "#app/modules/consignment/consignment.ts";
import { commodities } from "./catalogue.ts";
import { day, id, moment } from "./columns.ts";
import { organisations, persons } from "./identity.ts";

/**
 * An organisation's word that another may sell its goods onward without asking each time, for a commission up to so much. It is given
 * once and ended once; what was taken under it stays agreed.
 */
export const sellingGrants = pgTable(
  "selling_grants",
  {
    id: id().primaryKey(),
    /** Whose goods they are. */
    ownerId: id()
      .notNull()
      .references(() => organisations.id),
    /** Who may sell them onward. */
    keeperId: id()
      .notNull()
      .references(() => organisations.id),
    /** Null for all of its goods. */
    commodityCode: text().references(() => commodities.code),
    commissionMaxBasisPoints: integer().notNull(),
    validUntil: day().notNull(),
    givenBy: id()
      .notNull()
      .references(() => persons.id),
    givenAt: moment().notNull(),
    endedBy: id().references(() => persons.id),
    endedAt: moment(),
  },
  (t) => [
    uniqueIndex("selling_grants_once")
      .on(t.ownerId, t.keeperId, sql`coalesce(commodity_code, '')`)
      .where(sql`ended_at is null`),
    index("selling_grants_keeper").on(t.keeperId),
    check("selling_grants_two", sql`${t.ownerId} <> ${t.keeperId}`),
    check(
      "selling_grants_commission",
      sql`${t.commissionMaxBasisPoints} between 1 and ${sql.raw(String(COMMISSION_BASIS_POINTS_MAX))}`,
    ),
    check("selling_grants_ended", sql`(${t.endedAt} is null) = (${t.endedBy} is null)`),
  ],
);
