import { aliasedTable, and, asc, desc, eq, lt, or } from "drizzle-orm";
import { type Page, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, listings } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { organisations } from "#db/schema/identity.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import type { CommitmentFilter } from "./commitment.schema.ts";

const buyer = aliasedTable(organisations, "buyer");
const seller = aliasedTable(organisations, "seller");

export type CommitmentSummary = typeof commitments.$inferSelect & {
  readonly buyerName: string;
  readonly sellerName: string;
  readonly commodity: string;
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly specification: string | null;
  readonly windowStart: string;
  readonly windowEnd: string;
  /** To the producer, per unit; only the seller is shown it. */
  readonly costRupiah: bigint | null;
};

function summaries(on: Executor) {
  return on
    .select({
      commitment: commitments,
      buyerName: buyer.name,
      sellerName: seller.name,
      commodity: commodities.name,
      commodityCode: orderLines.commodityCode,
      gradeCode: orderLines.gradeCode,
      specification: orderLines.specification,
      windowStart: orders.windowStart,
      windowEnd: orders.windowEnd,
      costRupiah: listings.costRupiah,
    })
    .from(commitments)
    .innerJoin(orders, eq(orders.id, commitments.orderId))
    .innerJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .innerJoin(listings, eq(listings.id, commitments.listingId))
    .innerJoin(buyer, eq(buyer.id, commitments.buyerId))
    .innerJoin(seller, eq(seller.id, commitments.sellerId))
    .$dynamic();
}

type SummaryRow = Awaited<ReturnType<typeof summaries>>[number];

/** What the producer is paid is the seller's own affair. */
function seenBy(organisationId: string, { commitment, ...row }: SummaryRow): CommitmentSummary {
  return {
    ...commitment,
    ...row,
    costRupiah: commitment.sellerId === organisationId ? row.costRupiah : null,
  };
}

/** A seller's commitments, newest first. */
export async function commitmentsOfSeller(
  sellerId: string,
  filter: CommitmentFilter,
  on: Executor = db(),
): Promise<Page<CommitmentSummary>> {
  const rows = await summaries(on)
    .where(
      and(
        eq(commitments.sellerId, sellerId),
        filter.state ? eq(commitments.state, filter.state) : undefined,
        filter.deliveryDay ? eq(commitments.deliveryDay, filter.deliveryDay) : undefined,
        filter.after ? lt(commitments.id, filter.after) : undefined,
      ),
    )
    .orderBy(desc(commitments.id))
    .limit(filter.limit + 1);
  return pageOf(
    rows.map((row) => seenBy(sellerId, row)),
    filter.limit,
    (row) => row.id,
  );
}

/** One commitment, for its buyer or its seller; null for anyone else. */
export async function commitmentVisibleTo(
  organisationId: string,
  commitmentId: string,
  on: Executor = db(),
): Promise<CommitmentSummary | null> {
  const [row] = await summaries(on).where(
    and(
      eq(commitments.id, commitmentId),
      or(eq(commitments.sellerId, organisationId), eq(commitments.buyerId, organisationId)),
    ),
  );
  return row ? seenBy(organisationId, row) : null;
}

/** Everything that was offered for an order, for its buyer: by line, then by seller. */
export async function commitmentsForOrder(
  buyerId: string,
  orderId: string,
  on: Executor = db(),
): Promise<CommitmentSummary[]> {
  const rows = await summaries(on)
    .where(and(eq(commitments.orderId, orderId), eq(commitments.buyerId, buyerId)))
    .orderBy(asc(orderLines.position), asc(seller.name), asc(commitments.id));
  return rows.map((row) => seenBy(buyerId, row));
}
