import { and, eq } from "drizzle-orm";
import { Conflict } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import type { Transaction } from "#db/client.server.ts";
import { appeals } from "#db/schema/shipments-appeals.ts";
import type { AppealRow } from "./appeal-facts-reads.server.ts";
import { type AppealEvent, appealLifecycle } from "./appeal-lifecycle.ts";

/** Ends an appeal from the state it was read in, or refuses: somebody else ended it first. */
export async function moveAppeal(
  tx: Transaction,
  appeal: AppealRow,
  event: AppealEvent,
  facts: Partial<typeof appeals.$inferInsert>,
): Promise<void> {
  const state = nextState(appealLifecycle, appeal.state, event, "shipments.appealMoved");
  const moved = await tx
    .update(appeals)
    .set({ ...facts, state, version: appeal.version + 1 })
    .where(and(eq(appeals.id, appeal.id), eq(appeals.version, appeal.version)))
    .returning({ id: appeals.id });
  if (moved.length !== 1) throw new Conflict("shipments.appealMoved");
}
