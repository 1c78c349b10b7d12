import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { lots } from "./catalogue.ts";
import { baseQuantity, day, id, moment, rupiah } from "./columns.ts";
import { persons } from "./identity.ts";

/**
 * What a seller listed for a day from "as last time": one lot and one price of each listing. The key is what makes the same
 * goods, told by two phones, one.
 */
export const dayListings = pgTable(
  "day_listings",
  {
    listingId: id().notNull(),
    /** The day of the harvest, by the clock of the phone that told it. */
    day: day().notNull(),
    sellerId: id().notNull(),
    lotId: id().notNull(),
    quantityBase: baseQuantity().notNull(),
    priceRupiah: rupiah().notNull(),
    listedBy: id()
      .notNull()
      .references(() => persons.id),
    /** When it was filled in; it was told the house at `toldAt`. */
    listedAt: moment().notNull(),
    toldAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.listingId, t.day] }),
    foreignKey({
      name: "day_listings_lot_fk",
      columns: [t.lotId, t.listingId, t.sellerId],
      foreignColumns: [lots.id, lots.listingId, lots.sellerId],
    }),
    index("day_listings_lot").on(t.lotId),
    check("day_listings_figures", sql`${t.quantityBase} > 0 and ${t.priceRupiah} > 0`),
    check("day_listings_told", sql`${t.toldAt} >= ${t.listedAt}`),
  ],
);
