import { and, asc, desc, eq, gt, ilike, inArray, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Page, type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, grades, listings, lotSources, lots, producers } from "#db/schema/catalogue.ts";
import { lotMoves } from "#db/schema/catalogue-book.ts";
import { availableOf } from "./lot.ts";

/** What is left of a lot, as SQL. */
export const availableBase: SQL<bigint> =
  sql<bigint>`(${lots.quantityBase} - ${lots.reservedBase} - ${lots.shippedBase} - ${lots.lostBase})`.mapWith(
    lots.quantityBase,
  );

export type OwnListing = typeof listings.$inferSelect & {
  readonly commodityName: string;
  readonly gradeName: string;
  readonly baseUnit: "g" | "ml" | "piece";
  /** Left over all lots that are good on the day asked for. */
  readonly availableBase: bigint;
  readonly lotCount: number;
};

/** Lots of a listing that are good on a day, added up. */
function stockOn(day: BusinessDay, on: Executor) {
  return on
    .select({
      listingId: lots.listingId,
      left: sql<bigint>`sum(${availableBase})::bigint`.mapWith(lots.quantityBase).as("left_base"),
      lotCount: sql<number>`count(*)::int`.as("lot_count"),
      soonest: sql<BusinessDay>`min(${lots.expiresOn})`.as("soonest"),
    })
    .from(lots)
    .where(
      and(sql`${lots.availableFrom} <= ${day}`, sql`${lots.expiresOn} >= ${day}`, sql`${availableBase} > 0`),
    )
    .groupBy(lots.listingId)
    .as("stock");
}

function ownListings(day: BusinessDay, on: Executor) {
  const stock = stockOn(day, on);
  return on
    .select({
      listing: listings,
      commodityName: commodities.name,
      gradeName: grades.name,
      baseUnit: commodities.baseUnit,
      left: stock.left,
      lotCount: stock.lotCount,
    })
    .from(listings)
    .innerJoin(commodities, eq(commodities.code, listings.commodityCode))
    .innerJoin(
      grades,
      and(eq(grades.commodityCode, listings.commodityCode), eq(grades.code, listings.gradeCode)),
    )
    .leftJoin(stock, eq(stock.listingId, listings.id))
    .$dynamic();
}

type OwnRow = Awaited<ReturnType<typeof ownListings>>[number];

function ownListing({ listing, left, lotCount, ...row }: OwnRow): OwnListing {
  return { ...listing, ...row, availableBase: left ?? 0n, lotCount: lotCount ?? 0 };
}

/** A seller's own listings, the newest first, each with what is left of it on `day`. */
export async function listingsOf(
  sellerId: string,
  filter: { readonly state?: "open" | "withdrawn"; readonly day: BusinessDay },
  page: PageRequest,
  on: Executor = db(),
): Promise<Page<OwnListing>> {
  const rows = await ownListings(filter.day, on)
    .where(
      and(
        eq(listings.sellerId, sellerId),
        filter.state === undefined ? undefined : eq(listings.state, filter.state),
        page.after === undefined ? undefined : lt(listings.id, page.after),
      ),
    )
    .orderBy(desc(listings.id))
    .limit(page.limit + 1);
  return pageOf(rows.map(ownListing), page.limit, (row) => row.id);
}

/** One own listing, or null: somebody else's is not known. */
export async function ownListingById(
  sellerId: string,
  listingId: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<OwnListing | null> {
  const [row] = await ownListings(day, on).where(
    and(eq(listings.id, listingId), eq(listings.sellerId, sellerId)),
  );
  return row ? ownListing(row) : null;
}

type LotSource = {
  readonly producerId: string;
  readonly producerName: string;
  readonly quantityBase: bigint;
};
export type OwnLot = typeof lots.$inferSelect & {
  readonly availableBase: bigint;
  readonly sources: readonly LotSource[];
  /** What of it was brought to other places and to this one; what it holds is after both. */
  readonly movedOutBase: bigint;
  readonly movedInBase: bigint;
};

/** The lots of one own listing, the first to expire first, each with whose harvest it is. */
export async function lotsOf(sellerId: string, listingId: string, on: Executor = db()): Promise<OwnLot[]> {
  const rows = await on
    .select()
    .from(lots)
    .where(and(eq(lots.listingId, listingId), eq(lots.sellerId, sellerId)))
    .orderBy(asc(lots.expiresOn), asc(lots.id))
    .limit(500);
  const moved = (kind: "moved_out" | "moved_in") =>
    sql<bigint>`coalesce(sum(${lotMoves.quantityBase}) filter (where ${lotMoves.kind} = ${kind}), 0)::bigint`.mapWith(
      lotMoves.quantityBase,
    );
  const moves = await on
    .select({ lotId: lotMoves.lotId, movedOutBase: moved("moved_out"), movedInBase: moved("moved_in") })
    .from(lotMoves)
    .where(
      and(
        inArray(
          lotMoves.lotId,
          rows.map(({ id }) => id),
        ),
        inArray(lotMoves.kind, ["moved_out", "moved_in"]),
      ),
    )
    .groupBy(lotMoves.lotId);
  const movesOf = new Map(moves.map(({ lotId, ...bases }) => [lotId, bases]));
  const sources = await on
    .select({
      lotId: lotSources.lotId,
      producerId: lotSources.producerId,
      producerName: producers.name,
      quantityBase: lotSources.quantityBase,
    })
    .from(lotSources)
    .innerJoin(producers, eq(producers.id, lotSources.producerId))
    .innerJoin(lots, eq(lots.id, lotSources.lotId))
    .where(and(eq(lots.listingId, listingId), eq(lots.sellerId, sellerId)))
    .orderBy(asc(producers.name));
  return rows.map((lot) => ({
    ...lot,
    availableBase: availableOf(lot),
    ...(movesOf.get(lot.id) ?? { movedOutBase: 0n, movedInBase: 0n }),
    sources: sources.filter((source) => source.lotId === lot.id).map(({ lotId: _, ...source }) => source),
  }));
}

export type Producer = typeof producers.$inferSelect;

/** The producers whose goods an organisation sells, by name, page by page. */
export async function producersOf(
  organisationId: string,
  search: string,
  page: PageRequest,
  on: Executor = db(),
): Promise<Page<Producer>> {
  const text = search.trim().replaceAll(/[\\%_]/g, "\\$&");
  const rows = await on
    .select()
    .from(producers)
    .where(
      and(
        eq(producers.organisationId, organisationId),
        isNull(producers.endedAt),
        text === "" ? undefined : ilike(producers.name, `%${text}%`),
        page.after === undefined ? undefined : gt(producers.id, page.after),
      ),
    )
    .orderBy(asc(producers.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.id);
}

export async function producerOf(
  organisationId: string,
  producerId: string,
  on: Executor = db(),
): Promise<Producer | null> {
  const [row] = await on
    .select()
    .from(producers)
    .where(and(eq(producers.id, producerId), eq(producers.organisationId, organisationId)));
  return row ?? null;
}
