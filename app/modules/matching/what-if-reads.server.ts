import { and, eq } from "drizzle-orm";
import { Missing } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { CELL_RULES } from "./cell-market.ts";
import type { ExclusionCounts } from "./market.ts";
import { marketOfRun } from "./night-file-reads.server.ts";
import { lastRunsOf } from "./reason-reads.server.ts";
import { lotsOfListing } from "./sale-reads.server.ts";
import {
  askLine,
  askListing,
  buyersLeftOut,
  type CellMarket,
  type LineAnswer,
  type LineWish,
  type ListingWish,
} from "./what-if.ts";

/**
 * Questions to the market that was, on the rows that its run kept. They run no command and write nothing. Whoever may
 * see how their own row or listing fared may ask about it, and about no other.
 */

async function marketOf(run: { readonly runId: string } | undefined, on: Executor): Promise<CellMarket> {
  const market = run && (await marketOfRun(run.runId, on));
  if (!market) throw new Missing("matching.notOnMarket");
  return market;
}

/** What a line of the buyer's own order would have got. Refuses lines that were never matched (`matching.notOnMarket`). */
export async function ifLine(
  buyerId: string,
  orderLineId: string,
  wish: LineWish,
  on: Executor = db(),
): Promise<LineAnswer> {
  const [own] = await on
    .select({ id: orderLines.id })
    .from(orderLines)
    .innerJoin(orders, and(eq(orders.id, orderLines.orderId), eq(orders.buyerId, buyerId)))
    .where(eq(orderLines.id, orderLineId));
  const [run] = own ? await lastRunsOf([own.id], 1, on) : [];
  return askLine(await marketOf(run, on), CELL_RULES, orderLineId, wish);
}

async function lastRunOf(sellerId: string, listingId: string, on: Executor) {
  const [run] = await lastRunsOf(await lotsOfListing(sellerId, listingId, on), 1, on);
  return run;
}

/** What the seller's own listing would have sold in its last run. Refuses one that never was in any (`matching.notOnMarket`). */
export async function ifListing(
  sellerId: string,
  listingId: string,
  wish: ListingWish,
  on: Executor = db(),
): Promise<{ readonly offeredBase: bigint; readonly soldBase: bigint }> {
  const market = await marketOf(await lastRunOf(sellerId, listingId, on), on);
  const answer = askListing(market, CELL_RULES, listingId, wish);
  const sum = (of: (lot: (typeof answer)[number]) => number) =>
    answer.reduce((total, lot) => total + BigInt(of(lot)), 0n);
  return { offeredBase: sum((lot) => lot.available), soldBase: sum((lot) => lot.sold) };
}

/** Why rows of buyers could not be served by the seller's own listing in its last run, counted by the first rule. */
export async function leftOutOf(
  sellerId: string,
  listingId: string,
  on: Executor = db(),
): Promise<Partial<ExclusionCounts>> {
  const run = await lastRunOf(sellerId, listingId, on);
  const market = run && (await marketOfRun(run.runId, on));
  return market ? buyersLeftOut(market, CELL_RULES, listingId) : {};
}
