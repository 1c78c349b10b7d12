import { and, eq } from "drizzle-orm";
import { Missing } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { askInThread } from "./ask-in-thread.server.ts";
import type { Answers, Question } from "./live/answer-question.ts";
import type { ExclusionCounts } from "./market.ts";
import { filesOfRun } from "./night-file-reads.server.ts";
import { lastRunsOf } from "./reason-reads.server.ts";
import { lotsOfListing } from "./sale-reads.server.ts";
import type { LineAnswer, LineWish, ListingWish, LotAnswer } from "./what-if.ts";

/**
 * Questions to the market that was, on the rows that its run kept. They run no command, write nothing, and are reckoned
 * in a thread of their own. Whoever may see how their own row or listing fared may ask about it, and about no other.
 */

/** Null for runs that kept their market in an older way. */
function ask<Asked extends Question>(
  { runId }: { readonly runId: string },
  question: Asked,
  on: Executor,
): Promise<Answers[Asked["about"]] | null> {
  return askInThread(runId, question, () => filesOfRun(runId, on));
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
  const answer = run && (await ask(run, { about: "line", lineId: orderLineId, wish }, on));
  if (!answer) throw new Missing("matching.notOnMarket");
  return answer;
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
  const run = await lastRunOf(sellerId, listingId, on);
  const answer = run && (await ask(run, { about: "listing", listingId, wish }, on));
  if (!answer) throw new Missing("matching.notOnMarket");
  const sum = (of: (lot: LotAnswer) => number) => answer.reduce((total, lot) => total + BigInt(of(lot)), 0n);
  return { offeredBase: sum((lot) => lot.available), soldBase: sum((lot) => lot.sold) };
}

/** Why rows of buyers could not be served by the seller's own listing in its last run, counted by the first rule. */
export async function leftOutOf(
  sellerId: string,
  listingId: string,
  on: Executor = db(),
): Promise<Partial<ExclusionCounts>> {
  const run = await lastRunOf(sellerId, listingId, on);
  return (run && (await ask(run, { about: "leftOut", listingId }, on))) ?? {};
}
