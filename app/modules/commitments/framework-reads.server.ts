import { aliasedTable, and, asc, desc, eq, gte, ne, or, type SQL, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { listings } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { supplyFrameworks } from "#db/schema/commitments-frameworks.ts";
import { organisations } from "#db/schema/identity.ts";

/** As many agreements as a page shows of one organisation. */
const SHOWN_MAX = 200;
const LISTINGS_MAX = 200;

/** What stands promised out of an agreement: what was cancelled or broken may be drawn again. */
const drawn = (frameworkId: SQL | string): SQL<bigint> =>
  sql<bigint>`(select coalesce(sum(c.accepted_base), 0)::bigint from ${commitments} c
    where c.framework_id = ${frameworkId} and c.state in ('accepted', 'fulfilled'))`.mapWith(
    supplyFrameworks.mostBase,
  );

/** What was drawn of one agreement and stands, in base units. */
export async function drawnBaseOf(frameworkId: string, on: Executor = db()): Promise<bigint> {
  const [row] = await on
    .select({ base: drawn(frameworkId) })
    .from(supplyFrameworks)
    .where(eq(supplyFrameworks.id, frameworkId));
  return row?.base ?? 0n;
}

export type FrameworkSummary = typeof supplyFrameworks.$inferSelect & {
  readonly sellerName: string;
  readonly buyerName: string;
  readonly drawnBase: bigint;
};

/** What an organisation proposed, was proposed, and agreed on, with what was drawn; what waits first, then what ends last. */
export async function frameworksOf(organisationId: string, on: Executor = db()): Promise<FrameworkSummary[]> {
  const seller = aliasedTable(organisations, "seller");
  const buyer = aliasedTable(organisations, "buyer");
  const rows = await on
    .select({
      framework: supplyFrameworks,
      sellerName: seller.name,
      buyerName: buyer.name,
      drawnBase: drawn(sql`${supplyFrameworks.id}`),
    })
    .from(supplyFrameworks)
    .innerJoin(seller, eq(seller.id, supplyFrameworks.sellerId))
    .innerJoin(buyer, eq(buyer.id, supplyFrameworks.buyerId))
    .where(or(eq(supplyFrameworks.sellerId, organisationId), eq(supplyFrameworks.buyerId, organisationId)))
    .orderBy(
      asc(sql`${supplyFrameworks.state} <> 'proposed'`),
      desc(supplyFrameworks.validTo),
      desc(supplyFrameworks.id),
    )
    .limit(SHOWN_MAX);
  return rows.map(({ framework, ...rest }) => ({ ...framework, ...rest }));
}

/** Proposals of partners that wait for this organisation as seller or as buyer, those that begin first at the top. */
export async function frameworksToAnswer(
  organisationId: string,
  side: "seller" | "buyer",
  limit: number,
  on: Executor = db(),
): Promise<
  { readonly id: string; readonly name: string; readonly title: string; readonly validFrom: BusinessDay }[]
> {
  return on
    .select({
      id: supplyFrameworks.id,
      name: organisations.name,
      title: supplyFrameworks.title,
      validFrom: supplyFrameworks.validFrom,
    })
    .from(supplyFrameworks)
    .innerJoin(organisations, eq(organisations.id, supplyFrameworks.proposedFor))
    .where(
      and(
        eq(supplyFrameworks.state, "proposed"),
        eq(side === "seller" ? supplyFrameworks.sellerId : supplyFrameworks.buyerId, organisationId),
        ne(supplyFrameworks.proposedFor, organisationId),
      ),
    )
    .orderBy(asc(supplyFrameworks.validFrom), asc(supplyFrameworks.id))
    .limit(limit);
}

export type FrameworkGoods = {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
};

/** What a seller has on the market now, by title: about those an agreement is made. Its prices are not told here. */
export async function goodsToAgreeOn(
  sellerId: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<FrameworkGoods[]> {
  return on
    .select({
      id: listings.id,
      title: listings.title,
      unit: listings.unit,
      basePerUnit: listings.basePerUnit,
    })
    .from(listings)
    .where(
      and(eq(listings.sellerId, sellerId), eq(listings.state, "open"), gte(listings.priceValidUntil, today)),
    )
    .orderBy(asc(listings.title), asc(listings.id))
    .limit(LISTINGS_MAX);
}
