import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { decimalOf, quantity } from "#app/i18n/format.ts";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, grades, listings, lots } from "#db/schema/catalogue.ts";
import { warehouses } from "#db/schema/catalogue-warehouses.ts";
import { organisations } from "#db/schema/identity.ts";
import { regions } from "#db/schema/regions.ts";
import { isOnMarket } from "../catalogue/market-reads.server.ts";
import { withVat } from "../catalogue/vat.ts";
import { vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";
import { exactUnit, figureOf, plainUnits } from "../documents/formal.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import type { CatalogueEntry, CatalogueSeller } from "./e-katalog.ts";

/** A seller has no more goods than a person can enter over there. */
const ENTRIES_MAX = 500;

const isGood = (day: BusinessDay) =>
  sql`${lots.availableFrom} <= ${day} and ${lots.expiresOn} >= ${day}
    and ${lots.quantityBase} > ${lots.reservedBase} + ${lots.shippedBase} + ${lots.lostBase}`;

/** What of each listing is there on a day, and of which villages; by listing. */
async function inStore(listingIds: readonly string[], day: BusinessDay, on: Executor) {
  if (listingIds.length === 0) return new Map<string, { base: bigint; origins: string[] }>();
  const rows = await on
    .select({
      listingId: lots.listingId,
      left: sql<string>`sum(${lots.quantityBase} - ${lots.reservedBase} - ${lots.shippedBase} - ${lots.lostBase})::text`,
      origins: sql<string[]>`array_agg(distinct ${regions.name})`,
    })
    .from(lots)
    .innerJoin(regions, eq(regions.code, lots.originRegionCode))
    .where(and(inArray(lots.listingId, [...listingIds]), isGood(day)))
    .groupBy(lots.listingId);
  return new Map(
    rows.map((row) => [row.listingId, { base: BigInt(row.left), origins: [...row.origins].sort() }]),
  );
}

/** "1 peti = 15 kg"; a plain unit holds itself. */
function holds(unit: string, base: BaseUnit, size: bigint): string {
  const plain = exactUnit(plainUnits[base], [size]);
  return `1 ${unit} = ${figureOf(size, plain)} ${plain.name}`;
}

/** The seller and its open listings as e-katalog asks for them, by title. */
export async function catalogueEntriesOf(
  sellerId: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<{ readonly seller: CatalogueSeller; readonly entries: readonly CatalogueEntry[] }> {
  const seller = await organisationById(sellerId, on);
  invariant(seller, "a seller stands in the register");
  const rows = await on
    .select({
      listing: listings,
      commodity: commodities,
      gradeName: grades.name,
      /** Null for goods that lie at the seller's own address. */
      warehouse: sql<string | null>`${warehouses.name} || ', ' || ${regions.name}`,
    })
    .from(listings)
    .leftJoin(warehouses, eq(warehouses.id, listings.warehouseId))
    .leftJoin(regions, eq(regions.code, warehouses.cityCode))
    .innerJoin(commodities, eq(commodities.code, listings.commodityCode))
    .innerJoin(
      grades,
      and(eq(grades.commodityCode, listings.commodityCode), eq(grades.code, listings.gradeCode)),
    )
    .where(and(eq(listings.sellerId, sellerId), eq(listings.state, "open")))
    .orderBy(asc(listings.title), asc(listings.id))
    .limit(ENTRIES_MAX);
  const store = await inStore(
    rows.map(({ listing }) => listing.id),
    day,
    on,
  );
  const rule = await vatRuleOn(day, on);
  const entries = rows.map(({ listing, commodity, gradeName, warehouse }): CatalogueEntry => {
    const there = store.get(listing.id);
    const { unit, basePerUnit } = listing;
    return {
      listingId: listing.id,
      title: listing.title,
      commodity: commodity.name,
      grade: gradeName,
      category: commodity.category,
      hsCode: commodity.hsCode,
      unit,
      unitHolds: holds(unit, commodity.baseUnit, basePerUnit),
      priceRupiah: listing.priceRupiah,
      priceWithVatRupiah: withVat(listing.priceRupiah, commodity.taxClass, seller, rule),
      stock: quantity(there?.base ?? 0n, unit, basePerUnit),
      hasStock: there !== undefined,
      minOrder: quantity(listing.minOrderBase, unit, basePerUnit),
      hasPhoto: listing.photoId !== null,
      specification: listing.note,
      origins: there?.origins ?? [],
      // Reach is counted from where the goods lie, as the market counts it.
      deliveryReach: `${warehouse ?? seller.regionName}, sampai ${decimalOf(BigInt(listing.radiusMetres), 1000n)} km`,
      priceValidUntil: listing.priceValidUntil,
    };
  });
  const { name, regionName, businessNumber, taxNumber, isVatRegistered } = seller;
  return { seller: { name, region: regionName, businessNumber, taxNumber, isVatRegistered }, entries };
}

export type PublicProfile = {
  readonly name: string;
  readonly slug: string;
  readonly village: string;
  readonly city: string;
  readonly isDemo: boolean;
  readonly goods: readonly {
    readonly title: string;
    readonly commodity: string;
    readonly grade: string;
    readonly category: string;
    readonly unit: string;
    readonly isThere: boolean;
    readonly origins: readonly string[];
  }[];
};

/**
 * A koperasi as anybody may see it: who it is, where, and what it sells, without a price, a quantity, a person or a number of any account.
 * Null for whatever is no koperasi, or one that may not trade now: the public is not told which of these it is.
 */
export async function publicProfile(
  slug: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<PublicProfile | null> {
  const [koperasi] = await on
    .select({
      id: organisations.id,
      name: organisations.name,
      slug: organisations.slug,
      cityCode: organisations.cityCode,
      isDemo: organisations.isDemo,
      village: regions.name,
    })
    .from(organisations)
    .innerJoin(regions, eq(regions.code, organisations.regionCode))
    .where(
      and(
        eq(organisations.slug, slug),
        eq(organisations.kind, "koperasi"),
        eq(organisations.state, "active"),
      ),
    );
  if (!koperasi) return null;
  const [city] = await on
    .select({ name: regions.name })
    .from(regions)
    .where(eq(regions.code, koperasi.cityCode));
  const rows = await on
    .select({
      id: listings.id,
      title: listings.title,
      commodity: commodities.name,
      grade: grades.name,
      category: commodities.category,
      unit: listings.unit,
    })
    .from(listings)
    .innerJoin(organisations, eq(organisations.id, listings.sellerId))
    .innerJoin(commodities, eq(commodities.code, listings.commodityCode))
    .innerJoin(
      grades,
      and(eq(grades.commodityCode, listings.commodityCode), eq(grades.code, listings.gradeCode)),
    )
    .where(and(eq(listings.sellerId, koperasi.id), isOnMarket(day)))
    .orderBy(asc(commodities.category), asc(listings.title), asc(listings.id))
    .limit(ENTRIES_MAX);
  const store = await inStore(
    rows.map(({ id }) => id),
    day,
    on,
  );
  return {
    name: koperasi.name,
    slug: koperasi.slug,
    village: koperasi.village,
    city: city?.name ?? "",
    isDemo: koperasi.isDemo,
    goods: rows.map(({ id, ...goods }) => ({
      ...goods,
      isThere: store.has(id),
      origins: store.get(id)?.origins ?? [],
    })),
  };
}
