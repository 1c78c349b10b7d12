import { and, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Missing } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { disputes, disputeWords } from "#db/schema/disputes.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { mayKnowDispute } from "./dispute.policy.ts";
import type { DisputeRow } from "./dispute-facts-reads.server.ts";
import { type DisputeEvent, disputeLifecycle } from "./dispute-lifecycle.ts";
import type { DisputeDeed, DisputeParty } from "./dispute-words.ts";

/** A claim, held until the transaction ends: whoever decides at the same moment waits. Missing to who is no party to it. */
export async function heldDispute(tx: LatestTransaction, call: Call, disputeId: string): Promise<DisputeRow> {
  const [row] = await hold(tx, disputes, eq(disputes.id, disputeId));
  if (!row || (call.actor.kind !== "system" && !mayKnowDispute(call.actor, row)))
    throw new Missing("disputes.missing");
  return row;
}

/** Moves a claim along its lifecycle, from the state it was read in. */
export async function moveDispute(
  tx: Transaction,
  dispute: DisputeRow,
  event: DisputeEvent,
  facts: Partial<typeof disputes.$inferInsert> = {},
): Promise<void> {
  const state = nextState(disputeLifecycle, dispute.state, event, "disputes.moved");
  const moved = await tx
    .update(disputes)
    .set({ ...facts, state, version: dispute.version + 1 })
    .where(and(eq(disputes.id, dispute.id), eq(disputes.version, dispute.version)))
    .returning({ id: disputes.id });
  if (moved.length !== 1) throw new Conflict("disputes.moved");
}

/** Writes down, in the caller's transaction, what somebody said about a claim. */
export async function writeWord(
  tx: Transaction,
  call: Call,
  said: {
    readonly disputeId: string;
    readonly party: DisputeParty;
    readonly deed: DisputeDeed;
    readonly words: string | null;
  },
): Promise<void> {
  await tx.insert(disputeWords).values({
    id: newId("disputeWord"),
    ...said,
    saidAt: call.at,
    saidBy: call.actor.kind === "member" ? call.actor.personId : null,
  });
}
