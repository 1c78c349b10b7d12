import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.server.ts";
import { allotmentRounds, allotments } from "#db/schema/allotment.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { pendingRounds } from "./allotment-reads.server.ts";

/**
 * Takes back every share of a call-off that nobody has taken yet, and every table of its schedule that was not published: it
 * no longer follows from the facts. The caller holds the schedule.
 */
export async function withdrawOpenShares(tx: Transaction, callOff: CallOffFacts): Promise<void> {
  const withdrawn = { state: "withdrawn" as const, version: sql`${allotments.version} + 1` };
  await tx
    .update(allotments)
    .set(withdrawn)
    .where(and(eq(allotments.callOffId, callOff.id), inArray(allotments.state, ["proposed", "published"])));
  const roundIds = (await pendingRounds(callOff.scheduleId, tx)).map((round) => round.id);
  if (roundIds.length === 0) return;
  await tx.update(allotmentRounds).set({ state: "discarded" }).where(inArray(allotmentRounds.id, roundIds));
  await tx
    .update(allotments)
    .set(withdrawn)
    .where(and(inArray(allotments.roundId, roundIds), eq(allotments.state, "proposed")));
}
