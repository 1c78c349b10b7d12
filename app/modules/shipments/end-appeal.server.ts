import { and, eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import type { Transaction } from "#db/client.server.ts";
import { appeals } from "#db/schema/shipments-appeals.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import type { AppealRow } from "./appeal-facts-reads.server.ts";
import { type AppealEvent, appealLifecycle } from "./appeal-lifecycle.ts";
import { appealMinutesFacts } from "./appeal-paper-reads.server.ts";

/**
 * Ends an appeal from the state it was read in, in the caller's transaction, or refuses: somebody else ended it first. What was
 * granted is written down already. The kitchen, whose weighing it was, issues the Berita Acara Banding about its delivery,
 * however the appeal ended; the seller may read it too.
 */
export async function endAppeal(
  tx: Transaction,
  call: Call,
  appeal: AppealRow,
  event: AppealEvent,
  words: string | null = null,
): Promise<void> {
  const state = nextState(appealLifecycle, appeal.state, event, "shipments.appealMoved");
  const decidedBy = call.actor.kind === "member" ? call.actor.personId : null;
  const [ended] = await tx
    .update(appeals)
    .set({ decidedAt: call.at, decidedBy, words, state, version: appeal.version + 1 })
    .where(and(eq(appeals.id, appeal.id), eq(appeals.version, appeal.version)))
    .returning();
  if (!ended) throw new Conflict("shipments.appealMoved");
  const timeZone = await clockOf(appeal.buyerId, tx);
  invariant(timeZone, "a kitchen has a clock");
  const on = dayOf(call.at, timeZone);
  await issueDocument(tx, call, {
    organisationId: appeal.buyerId,
    kind: "BAB",
    subjectId: appeal.shipmentId,
    facts: await appealMinutesFacts(ended, on, tx),
    on,
    readers: [appeal.sellerId],
  });
}
