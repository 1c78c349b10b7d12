import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  foreignKey,
  index,
  pgTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { stockKinds, stockReasons } from "#app/modules/stock/stock.ts";
import { commodities, lots } from "./catalogue.ts";
import { baseQuantity, day, id, moment, oneOf, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";

/** What lies in a kitchen's store of one lot and one delivery, or was found there by counting. */
export const stockParcels = pgTable(
  "stock_parcels",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    commodityCode: text()
      .notNull()
      .references(() => commodities.code),
    gradeCode: text().notNull(),
    /** The seller's lot it came out of; null for what was found by counting. */
    lotId: id().references(() => lots.id),
    /** The line of the handover it came with, and of the order it was for. */
    shipmentLineId: id(),
    orderLineId: id(),
    cameOn: day().notNull(),
    expiresOn: day(),
    /** The sum of its entries; only writing an entry moves it. */
    balanceBase: baseQuantity().notNull().default(sql`0`),
    createdAt: moment().notNull(),
  },
  (t) => [
    index("stock_parcels_there")
      .on(t.organisationId, t.commodityCode, t.gradeCode)
      .where(sql`balance_base > 0`),
    index("stock_parcels_lot").on(t.lotId),
    index("stock_parcels_order_line").on(t.orderLineId),
    uniqueIndex("stock_parcels_handover").on(t.shipmentLineId),
    unique("stock_parcels_own").on(t.id, t.organisationId),
    check("stock_parcels_balance", sql`${t.balanceBase} >= 0`),
    check(
      "stock_parcels_origin",
      sql`(${t.lotId} is null) = (${t.shipmentLineId} is null) and (${t.lotId} is null) = (${t.orderLineId} is null)`,
    ),
  ],
);

/** The stock book of kitchens: what came in, was cooked, came back, spoiled or was counted. Written once. */
export const stockEntries = pgTable(
  "stock_entries",
  {
    id: id().primaryKey(),
    organisationId: id().notNull(),
    parcelId: id().notNull(),
    kind: word(stockKinds).notNull(),
    /** More or less in the store. */
    quantityBase: baseQuantity().notNull(),
    /** The day whose meal it went into, or came back from. */
    cookedOn: day(),
    reason: word(stockReasons),
    note: text(),
    correctsId: id().references((): AnyPgColumn => stockEntries.id),
    recordedBy: id().references(() => persons.id),
    recordedAt: moment().notNull(),
  },
  (t) => [
    foreignKey({
      name: "stock_entries_parcel_fk",
      columns: [t.parcelId, t.organisationId],
      foreignColumns: [stockParcels.id, stockParcels.organisationId],
    }),
    index("stock_entries_parcel").on(t.parcelId),
    index("stock_entries_cooked").on(t.organisationId, t.cookedOn).where(sql`cooked_on is not null`),
    uniqueIndex("stock_entries_corrects").on(t.correctsId),
    check("stock_entries_kind", oneOf(t.kind, stockKinds)),
    check("stock_entries_reason", sql`${t.reason} is null or ${oneOf(t.reason, stockReasons)}`),
    check(
      "stock_entries_direction",
      sql`case ${t.kind} when 'received' then ${t.quantityBase} > 0 when 'returned' then ${t.quantityBase} > 0
        when 'used' then ${t.quantityBase} < 0 when 'spoiled' then ${t.quantityBase} < 0
        when 'corrected' then ${t.quantityBase} <> 0 else true end`,
    ),
    check("stock_entries_meal", sql`(${t.cookedOn} is not null) = (${t.kind} in ('used', 'returned'))`),
    check(
      "stock_entries_why",
      sql`(${t.reason} is not null) = (${t.kind} in ('counted', 'spoiled', 'corrected')) and (${t.correctsId} is not null) = (${t.kind} = 'corrected')`,
    ),
  ],
);
