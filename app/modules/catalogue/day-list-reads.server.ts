import { and, eq, inArray } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { dayListings } from "#db/schema/catalogue-days.ts";
import { persons } from "#db/schema/identity.ts";
import { type Brought, broughtLast } from "./brought-reads.server.ts";
import { type Licence, licencesEndingBy } from "./licence-reads.server.ts";
import { listingsOf } from "./listing-reads.server.ts";
import { wantedPapers } from "./needed-paper-reads.server.ts";
import type { WantedPaper } from "./needed-papers.ts";
import { type PricedListing, type SellingPlace, withPrices } from "./selling-reads.server.ts";

/** What was listed of one listing for a day, and by whom. */
export type DayListed = typeof dayListings.$inferSelect & { readonly listedByName: string };

export async function dayListed(
  listingIds: readonly string[],
  day: BusinessDay,
  on: Executor = db(),
): Promise<Map<string, DayListed>> {
  if (listingIds.length === 0) return new Map();
  const rows = await on
    .select({ row: dayListings, listedByName: persons.fullName })
    .from(dayListings)
    .innerJoin(persons, eq(persons.id, dayListings.listedBy))
    .where(and(inArray(dayListings.listingId, [...listingIds]), eq(dayListings.day, day)));
  return new Map(rows.map(({ row, listedByName }) => [row.listingId, { ...row, listedByName }]));
}

export type DayLine = {
  readonly listing: PricedListing;
  /** What is repeated; null for goods of which nothing was brought then. */
  readonly before: Brought | null;
  readonly listed: DayListed | null;
  /** Papers that such goods lack that day: until they come, buyers do not see them. */
  readonly wanted: readonly WantedPaper[];
};

export type DayList = {
  readonly lines: readonly DayLine[];
  /** Licences of the business that have run out: while there is one, buyers see none of the goods. */
  readonly lapsed: readonly Licence[];
};

/** How many goods stand on one page; a phone scrolls no further. */
const LINES_MAX = 100;
const WEEK_DAYS = 7;

/**
 * The goods of a seller for a day, each as it was last brought, or as a week ago: what was brought then first, in the order of
 * names. With what the law and the market say of prices, and what is listed for the day already.
 */
export async function dayListOf(
  sellerId: string,
  place: SellingPlace,
  like: "last" | "week",
  on: Executor = db(),
): Promise<DayList> {
  const page = await listingsOf(sellerId, { state: "open", day: place.day }, { limit: LINES_MAX }, on);
  const ids = page.rows.map(({ id }) => id);
  const when = like === "week" ? { on: addDays(place.day, -WEEK_DAYS) } : { upTo: addDays(place.day, -1) };
  const [listings, before, listed, lapsed, wanted] = await Promise.all([
    withPrices(page.rows, place, on),
    broughtLast(ids, when, on),
    dayListed(ids, place.day, on),
    licencesEndingBy(sellerId, addDays(place.day, -1), on),
    wantedPapers(
      sellerId,
      page.rows.map(({ commodityCode }) => commodityCode),
      place.day,
      on,
    ),
  ]);
  const lines = listings
    .map((listing) => ({
      listing,
      before: before.get(listing.id) ?? null,
      listed: listed.get(listing.id) ?? null,
      wanted: wanted.get(listing.commodityCode) ?? [],
    }))
    .sort(
      (a, b) =>
        Number(a.before === null) - Number(b.before === null) ||
        a.listing.title.localeCompare(b.listing.title, "id") ||
        (a.listing.id < b.listing.id ? -1 : 1),
    );
  return { lines, lapsed };
}
