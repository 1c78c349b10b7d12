import { and, inArray, lt } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { takeFree } from "#db/hold.server.ts";
import { disputes } from "#db/schema/disputes.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { concludeDispute } from "./conclude-dispute.server.ts";
import { dueAfter } from "./deadline-reads.server.ts";
import { LapseDisputes } from "./dispute.schema.ts";
import { type DisputeRow, disputeLinesOf } from "./dispute-facts-reads.server.ts";
import { undecidedStates } from "./dispute-lifecycle.ts";
import { disputeAnswered } from "./disputes.events.ts";
import { moveDispute, writeWord } from "./hold-dispute.server.ts";

/** How many are worked off in one round; the next one is a minute later. */
const LAPSES_MAX = 50;

/**
 * Lets the time of everybody who did not answer run out: a koperasi that is silent is decided about without its words, and a
 * trade center that does not decide has granted the claim, and bears it. Answers how many. Claims that somebody has in hand wait for the next round.
 */
export const lapseDisputes = command({
  name: "disputes.lapse",
  input: LapseDisputes,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("disputes.forbidden");
  },
  run: async (tx, call) => {
    const overdue = await takeFree(
      tx,
      disputes,
      and(inArray(disputes.state, [...undecidedStates]), lt(disputes.dueAt, call.at)),
      { by: [disputes.dueAt, disputes.id], limit: LAPSES_MAX },
    );
    for (const dispute of overdue)
      await (dispute.state === "hearing" ? passOn(tx, call, dispute) : grantBySilence(tx, call, dispute));
    return { lapsed: overdue.length };
  },
});

async function passOn(tx: LatestTransaction, call: Call, dispute: DisputeRow): Promise<void> {
  const dueAt = await dueAfter("disputes.decision_hours", { hubId: dispute.hubId, at: call.at }, tx);
  await moveDispute(tx, dispute, "answer", { dueAt });
  await writeWord(tx, call, { disputeId: dispute.id, party: "rule", deed: "silent", words: null });
  await announce(tx, call, disputeAnswered, { disputeId: dispute.id });
}

async function grantBySilence(tx: LatestTransaction, call: Call, dispute: DisputeRow): Promise<void> {
  const lines = await disputeLinesOf(dispute.id, tx);
  await concludeDispute(tx, call, dispute, {
    words: null,
    verdicts: lines.map((line) => ({
      lineId: line.id,
      askedBase: line.askedBase,
      grantedBase: line.askedBase,
      grantedRupiah: line.askedRupiah,
      stage: null,
      bearer: line.askedBase > 0n ? "trade_center" : null,
    })),
  });
}
