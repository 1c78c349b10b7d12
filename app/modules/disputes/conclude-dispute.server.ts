import { eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { disputeLines } from "#db/schema/disputes.ts";
import { liftDispute } from "../allotment/keep-dispute.server.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import type { Bearer, Stage } from "./bearing.ts";
import { type DisputeRow, disputeRow } from "./dispute-facts-reads.server.ts";
import { claimMinutesFacts } from "./dispute-paper-reads.server.ts";
import { disputeDecided } from "./disputes.events.ts";
import { moveDispute, writeWord } from "./hold-dispute.server.ts";

export type LineVerdict = {
  readonly lineId: string;
  readonly askedBase: bigint;
  readonly grantedBase: bigint;
  readonly grantedRupiah: Rupiah;
  readonly stage: Stage | null;
  readonly bearer: Exclude<Bearer, "buyer"> | null;
};

/**
 * Ends a claim in the caller's transaction, by whoever decides or by the rule when nobody did: what is granted is written down
 * line by line, the koperasi shares in rounds again, and the Berita Acara Klaim is drawn up for all three parties. The money
 * follows by event.
 */
export async function concludeDispute(
  tx: Transaction,
  call: Call,
  dispute: DisputeRow,
  concluded: { readonly verdicts: readonly LineVerdict[]; readonly words: string | null },
): Promise<{ readonly number: string; readonly isGranted: boolean }> {
  const { verdicts, words } = concluded;
  const isGranted = verdicts.some((one) => one.grantedBase > 0n);
  const isWhole = verdicts.every((one) => one.grantedBase === one.askedBase);
  const isLapsed = words === null;
  for (const { lineId, grantedBase, grantedRupiah, stage, bearer } of verdicts)
    await tx
      .update(disputeLines)
      .set({ grantedBase, grantedRupiah, stage, bearer })
      .where(eq(disputeLines.id, lineId));
  await writeWord(tx, call, {
    disputeId: dispute.id,
    party: isLapsed ? "rule" : "trade_center",
    deed: isLapsed ? "lapsed" : isWhole ? "granted" : isGranted ? "granted_in_part" : "refused",
    words,
  });
  const on = dayOf(call.at, await clockOf(dispute.hubId, tx));
  const decidedBy = call.actor.kind === "member" ? call.actor.personId : null;
  const paper = await issueDocument(tx, call, {
    organisationId: dispute.hubId,
    kind: "BAK",
    subjectId: dispute.id,
    facts: await claimMinutesFacts({ ...dispute, decidedBy }, on, tx),
    on,
    readers: [dispute.buyerId, dispute.koperasiId],
  });
  await moveDispute(tx, dispute, isGranted ? "grant" : "refuse", {
    decidedAt: call.at,
    decidedBy,
    isLapsed,
    number: paper.number,
  });
  await liftDispute(tx, call, dispute.id);
  await announce(tx, call, disputeDecided, { disputeId: dispute.id });
  return { number: paper.number, isGranted };
}

/** What was granted is settled by its credit note, in the caller's transaction. */
export async function settleDispute(tx: Transaction, disputeId: string): Promise<void> {
  const dispute = await disputeRow(disputeId, tx);
  if (dispute) await moveDispute(tx, dispute, "settle");
}
