import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  customType,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { goodsClasses } from "#app/kernel/goods-class.ts";
import { baseUnits } from "#app/kernel/quantity.ts";
import type { KindPrices } from "#app/modules/catalogue/kind-prices.ts";
import type { PriceTier } from "#app/modules/catalogue/price-tiers.ts";
import { tradeLevels } from "#app/modules/catalogue/price-yardstick.ts";
import { priceImports } from "./catalogue-imports.ts";
import { warehouses } from "./catalogue-warehouses.ts";
import {
  baseQuantity,
  correctionHasReason,
  day,
  id,
  moment,
  oneOf,
  rupiah,
  word,
  written,
} from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { storedFiles } from "./platform.ts";
import { regions } from "./regions.ts";

export const taxClasses = ["exempt", "standard"] as const;
export const storageClasses = ["dry", "ambient", "cool", "chilled", "frozen"] as const;
export const listingStates = ["open", "withdrawn"] as const;
export const ceilingKinds = ["het", "hap", "farm_floor"] as const;

export const commodities = pgTable(
  "commodities",
  {
    code: text().primaryKey(),
    name: text().notNull(),
    nameEn: text().notNull(),
    category: text().notNull(),
    baseUnit: word(baseUnits).notNull(),
    taxClass: word(taxClasses).notNull(),
    storageClass: word(storageClasses).notNull(),
    shelfLifeDays: integer().notNull(),
    hsCode: text(),
    /** How it is handled at a door. */
    goodsClass: word(goodsClasses).notNull().default("dry"),
    /** Weighed again at the door: the accepted weight may differ from the ordered one within tolerance. */
    isCatchWeight: boolean().notNull().default(false),
  },
  (t) => [
    check("commodities_base_unit", oneOf(t.baseUnit, baseUnits)),
    check("commodities_tax_class", oneOf(t.taxClass, taxClasses)),
    check("commodities_goods_class", oneOf(t.goodsClass, goodsClasses)),
  ],
);

/** Grades of a commodity; rank 0 is the best, and a better grade may stand in for a lesser one. */
export const grades = pgTable(
  "grades",
  {
    commodityCode: text()
      .notNull()
      .references(() => commodities.code),
    code: text().notNull(),
    name: text().notNull(),
    rank: smallint().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.commodityCode, t.code] }),
    unique("grades_rank").on(t.commodityCode, t.rank),
  ],
);

/** Usual trading units; a seller's own listing may hold another conversion. */
export const commodityUnits = pgTable(
  "commodity_units",
  {
    commodityCode: text()
      .notNull()
      .references(() => commodities.code),
    unit: text().notNull(),
    basePerUnit: baseQuantity().notNull(),
    isDefault: boolean().notNull().default(false),
    /** What one of it weighs with what it is packed in; null where nobody has weighed it. Weighed goods need none. */
    weightGrams: baseQuantity(),
  },
  (t) => [
    primaryKey({ columns: [t.commodityCode, t.unit] }),
    check("commodity_units_size", sql`${t.basePerUnit} > 0`),
    check("commodity_units_weight", sql`${t.weightGrams} > 0`),
  ],
);

/**
 * HET, HAP and farm-gate floors: dated, regional, with their legal source. Rows are written once. Of one rule the row that
 * began last holds, so a new period closes the one before; a wrong row is answered by one that corrects it.
 */
export const priceCeilings = pgTable(
  "price_ceilings",
  {
    id: id().primaryKey(),
    commodityCode: text()
      .notNull()
      .references(() => commodities.code),
    gradeCode: text(),
    kind: word(ceilingKinds).notNull(),
    regionCode: text().references(() => regions.code),
    priceRupiah: rupiah().notNull(),
    basePerUnit: baseQuantity().notNull(),
    validFrom: day().notNull(),
    validTo: day(),
    source: text().notNull(),
    /** The source asks to be checked before it is relied on; screens show a warning. */
    needsChecking: boolean().notNull().default(false),
    ...written(),
    /** The wrong row in whose place this one stands. */
    correctsId: id().references((): AnyPgColumn => priceCeilings.id),
  },
  (t) => [
    uniqueIndex("price_ceilings_corrects").on(t.correctsId),
    check("price_ceilings_correction", correctionHasReason(t)),
    // Of one rule one row begins on a day; whatever else is said of that day corrects it.
    uniqueIndex("price_ceilings_day")
      .on(
        t.commodityCode,
        sql`coalesce(${t.gradeCode}, '')`,
        t.kind,
        sql`coalesce(${t.regionCode}, '')`,
        t.validFrom,
      )
      .where(sql`corrects_id is null`),
    index("price_ceilings_commodity").on(t.commodityCode, t.validFrom),
    check("price_ceilings_price", sql`${t.priceRupiah} > 0 and ${t.basePerUnit} > 0`),
    check("price_ceilings_kind", oneOf(t.kind, ceilingKinds)),
  ],
);

/**
 * What the market paid on a day, according to a named survey. Rows are written once; a wrong one is answered by one that
 * corrects it, for the same goods, place, day and survey.
 */
export const referencePrices = pgTable(
  "reference_prices",
  {
    id: id().primaryKey(),
    commodityCode: text()
      .notNull()
      .references(() => commodities.code),
    gradeCode: text(),
    regionCode: text()
      .notNull()
      .references(() => regions.code),
    onDay: day().notNull(),
    priceRupiah: rupiah().notNull(),
    basePerUnit: baseQuantity().notNull(),
    source: text().notNull(),
    /** Where in the trade it was paid: only what a market paid is held against what a kitchen pays. */
    level: word(tradeLevels).notNull().default("market"),
    /** The file that it came of; null for one that was typed in. */
    importId: id().references(() => priceImports.id),
    ...written(),
    /** The wrong row in whose place this one stands. */
    correctsId: id().references((): AnyPgColumn => referencePrices.id),
  },
  (t) => [
    uniqueIndex("reference_prices_corrects").on(t.correctsId),
    check("reference_prices_correction", correctionHasReason(t)),
    uniqueIndex("reference_prices_day")
      .on(t.commodityCode, sql`coalesce(${t.gradeCode}, '')`, t.regionCode, t.onDay, t.source)
      .where(sql`corrects_id is null`),
    check("reference_prices_price", sql`${t.priceRupiah} > 0`),
    check("reference_prices_level", oneOf(t.level, tradeLevels)),
  ],
);

/** People who grow and make; they need no account. */
export const producers = pgTable(
  "producers",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    name: text().notNull(),
    phone: text(),
    regionCode: text().references(() => regions.code),
    /** Where what is owed to them is sent; all three or none. */
    bankName: text(),
    bankAccount: text(),
    bankAccountHolder: text(),
    /** When the account replaced another one; null while it is the first. */
    bankChangedAt: moment(),
    isDemo: boolean().notNull().default(false),
    createdAt: moment().notNull(),
    /** Brings nothing any more; what they brought and were paid stays. */
    endedAt: moment(),
    endedBy: id().references(() => persons.id),
  },
  (t) => [
    index("producers_organisation").on(t.organisationId),
    check("producers_ended", sql`(${t.endedAt} is null) = (${t.endedBy} is null)`),
    unique("producers_own").on(t.id, t.organisationId),
    check(
      "producers_bank",
      sql`num_nonnulls(${t.bankName}, ${t.bankAccount}, ${t.bankAccountHolder}) in (0, 3)`,
    ),
  ],
);

type StoredTier = { readonly fromBase: string; readonly priceRupiah: string };

/** Prices by quantity, kept as one value of a listing: they change together with its price, under its version. */
const priceTiers = customType<{ data: readonly PriceTier[]; driverData: readonly StoredTier[] | string }>({
  dataType: () => "jsonb",
  toDriver: (tiers) =>
    JSON.stringify(
      tiers.map(({ fromBase, priceRupiah }) => ({
        fromBase: fromBase.toString(),
        priceRupiah: priceRupiah.toString(),
      })),
    ),
  fromDriver: (stored) =>
    (typeof stored === "string" ? (JSON.parse(stored) as readonly StoredTier[]) : stored).map(
      ({ fromBase, priceRupiah }) => ({ fromBase: BigInt(fromBase), priceRupiah: BigInt(priceRupiah) }),
    ),
});

/** Prices by the kind of buyer, kept as one value of a listing for the same reason. */
const kindPrices = customType<{ data: KindPrices; driverData: Readonly<Record<string, string>> | string }>({
  dataType: () => "jsonb",
  toDriver: (prices) =>
    JSON.stringify(
      Object.fromEntries(Object.entries(prices).map(([kind, price]) => [kind, price.toString()])),
    ),
  fromDriver: (stored) =>
    Object.fromEntries(
      Object.entries(
        typeof stored === "string" ? (JSON.parse(stored) as Readonly<Record<string, string>>) : stored,
      ).map(([kind, price]) => [kind, BigInt(price)]),
    ),
});

/** What a seller has for sale: price, unit and terms. What is really there stands in lots. */
export const listings = pgTable(
  "listings",
  {
    id: id().primaryKey(),
    sellerId: id()
      .notNull()
      .references(() => organisations.id),
    commodityCode: text()
      .notNull()
      .references(() => commodities.code),
    gradeCode: text().notNull(),
    title: text().notNull(),
    unit: text().notNull(),
    basePerUnit: baseQuantity().notNull(),
    priceRupiah: rupiah().notNull(),
    /** Cheaper prices for whoever takes more, from the smallest quantity up. */
    tiers: priceTiers().notNull().default([]),
    /** In place of the price, for buyers of a kind; only the seller sees them all. */
    kindPrices: kindPrices().notNull().default({}),
    /** To the producer, for the margin; only the seller sees it. */
    costRupiah: rupiah(),
    minOrderBase: baseQuantity().notNull(),
    capacityBasePerDay: baseQuantity().notNull(),
    leadTimeHours: integer().notNull().default(0),
    radiusMetres: integer().notNull(),
    /** Where its goods lie and leave from; null at the seller's own address. */
    warehouseId: id(),
    /** What a base unit of it weighs with what it is packed in, in milligrams; known of whatever lies in a warehouse. */
    mgPerBase: baseQuantity(),
    photoId: id().references(() => storedFiles.id),
    note: text(),
    priceValidUntil: day().notNull(),
    state: word(listingStates).notNull(),
    version: integer().notNull().default(1),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (t) => [
    index("listings_seller").on(t.sellerId, t.state),
    index("listings_market").on(t.commodityCode, t.state, t.priceValidUntil),
    check("listings_price", sql`${t.priceRupiah} > 0 and ${t.basePerUnit} > 0`),
    check("listings_tiers", sql`${t.tiers} = '[]' or price_tiers_fall(${t.priceRupiah}, ${t.tiers})`),
    check("listings_kind_prices", sql`${t.kindPrices} = '{}' or kind_prices_stand(${t.kindPrices})`),
    check(
      "listings_limits",
      sql`${t.minOrderBase} >= 0 and ${t.capacityBasePerDay} > 0 and ${t.radiusMetres} > 0`,
    ),
    check("listings_state", oneOf(t.state, listingStates)),
    foreignKey({
      name: "listings_warehouse_fk",
      columns: [t.warehouseId, t.sellerId],
      foreignColumns: [warehouses.id, warehouses.organisationId],
    }),
    index("listings_warehouse").on(t.warehouseId).where(sql`warehouse_id is not null`),
    check(
      "listings_weighed",
      sql`(${t.warehouseId} is null) = (${t.mgPerBase} is null) and ${t.mgPerBase} > 0`,
    ),
  ],
);

/** Real goods with an origin: quantity = available + reserved + shipped + lost, always. */
export const lots = pgTable(
  "lots",
  {
    id: id().primaryKey(),
    listingId: id()
      .notNull()
      .references(() => listings.id),
    sellerId: id()
      .notNull()
      .references(() => organisations.id),
    originRegionCode: text()
      .notNull()
      .references(() => regions.code),
    harvestedOn: day().notNull(),
    availableFrom: day().notNull(),
    expiresOn: day().notNull(),
    quantityBase: baseQuantity().notNull(),
    reservedBase: baseQuantity().notNull().default(sql`0`),
    shippedBase: baseQuantity().notNull().default(sql`0`),
    lostBase: baseQuantity().notNull().default(sql`0`),
    /** Somebody else's goods, kept to be sold: the seller never repeats them as its own. */
    isInCustody: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    createdAt: moment().notNull(),
  },
  (t) => [
    index("lots_listing").on(t.listingId, t.expiresOn),
    // By the day after which they are gone: of what a seller ever had, what it still has is found at once.
    index("lots_seller").on(t.sellerId, t.expiresOn),
    unique("lots_of_listing").on(t.id, t.listingId, t.sellerId),
    check("lots_parts", sql`${t.reservedBase} >= 0 and ${t.shippedBase} >= 0 and ${t.lostBase} >= 0`),
    // The last wall against overselling: no sum of promises can exceed what was harvested.
    check("lots_conserve", sql`${t.reservedBase} + ${t.shippedBase} + ${t.lostBase} <= ${t.quantityBase}`),
    check("lots_days", sql`${t.availableFrom} >= ${t.harvestedOn} and ${t.expiresOn} >= ${t.availableFrom}`),
  ],
);

/** Whose harvest a lot is made of, and what became of each part. The parts add up to the lot (deferred trigger, proof). */
export const lotSources = pgTable(
  "lot_sources",
  {
    lotId: id()
      .notNull()
      .references(() => lots.id),
    producerId: id()
      .notNull()
      .references(() => producers.id),
    /** The sums of the entries of the lot's book; only writing an entry moves them. */
    quantityBase: baseQuantity().notNull().default(sql`0`),
    shippedBase: baseQuantity().notNull().default(sql`0`),
    lostBase: baseQuantity().notNull().default(sql`0`),
    /** Agreed with the producer, per unit of the listing; null where the listing's own cost holds. */
    priceRupiah: rupiah(),
    /** Paid so many days after a buyer accepted; null when nothing was agreed. */
    payDays: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.lotId, t.producerId] }),
    check(
      "lot_sources_parts",
      sql`${t.shippedBase} >= 0 and ${t.lostBase} >= 0 and ${t.shippedBase} + ${t.lostBase} <= ${t.quantityBase}`,
    ),
    check("lot_sources_price", sql`${t.priceRupiah} > 0 and ${t.payDays} >= 0`),
    index("lot_sources_producer").on(t.producerId),
  ],
);
