import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.server.ts";
import { allotmentRounds, allotments } from "#db/schema/allotment.ts";

/** Takes back every share of a call-off that nobody has taken yet, and every table that was not published. The caller holds the call-off. */
export async function withdrawOpenShares(tx: Transaction, callOffId: string): Promise<void> {
  await tx
    .update(allotmentRounds)
    .set({ state: "discarded" })
    .where(and(eq(allotmentRounds.callOffId, callOffId), eq(allotmentRounds.state, "proposed")));
  await tx
    .update(allotments)
    .set({ state: "withdrawn", version: sql`${allotments.version} + 1` })
    .where(and(eq(allotments.callOffId, callOffId), inArray(allotments.state, ["proposed", "published"])));
}
