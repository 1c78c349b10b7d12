import { and, eq, inArray, sql } from "drizzle-orm";
import { Conflict } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import type { Transaction } from "#db/client.server.ts";
import { allotments } from "#db/schema/allotment.ts";
import { type AllotmentEvent, allotmentLifecycle } from "./allotment-lifecycle.ts";

/** Moves accepted shares on: kept, broken, or taken back with their call-off. Refuses any that is not accepted. */
export async function moveAllotments(
  tx: Transaction,
  allotmentIds: readonly string[],
  event: Extract<AllotmentEvent, "fulfil" | "break" | "withdraw">,
): Promise<void> {
  if (allotmentIds.length === 0) return;
  const state = nextState(allotmentLifecycle, "accepted", event, "allotment.moved");
  const moved = await tx
    .update(allotments)
    .set({ state, version: sql`${allotments.version} + 1` })
    .where(and(inArray(allotments.id, [...allotmentIds]), eq(allotments.state, "accepted")))
    .returning({ id: allotments.id });
  if (moved.length !== new Set(allotmentIds).size) throw new Conflict("allotment.moved");
}
