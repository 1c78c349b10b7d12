import { and, asc, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { payouts } from "#db/schema/payments.ts";
import { payoutBatches } from "#db/schema/payments-batches.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { withdrawAsked } from "../invoicing/record-payout.server.ts";
import { mayApprovePayout } from "./payment.policy.ts";
import { ApproveBatch, RefuseBatch } from "./payment.schema.ts";
import { type BatchEvent, batchLifecycle } from "./payment-lifecycle.ts";

/** A batch of the caller's organisation, held until the transaction ends; somebody else's is Missing. */
export async function knownBatch(tx: LatestTransaction, call: Call, batchId: string) {
  const [batch] = await hold(tx, payoutBatches, eq(payoutBatches.id, batchId));
  if (!batch || call.actor.kind !== "member" || call.actor.organisationId !== batch.payerId)
    throw new Missing("payments.missing");
  return batch;
}

/** Whoever asked for the batch does not decide about it, nor say what became of it. */
export async function permitSecondOfBatch(
  tx: LatestTransaction,
  call: Call,
  { batchId }: { readonly batchId: string },
): Promise<void> {
  if (!mayApprovePayout(call.actor, await knownBatch(tx, call, batchId)))
    throw new Forbidden("payments.secondPerson");
}

/** Moves a batch on and answers those of its payouts that nobody decided about one by one, held. */
async function decide(
  tx: LatestTransaction,
  call: Call,
  batchId: string,
  event: BatchEvent,
  reason: string | null,
) {
  invariant(call.actor.kind === "member", "a person decides");
  const batch = await knownBatch(tx, call, batchId);
  const state = nextState(batchLifecycle, batch.state, event, "payments.moved");
  await tx
    .update(payoutBatches)
    .set({ state, decidedBy: call.actor.personId, decidedAt: call.at, reason })
    .where(eq(payoutBatches.id, batchId));
  const open = await hold(
    tx,
    payouts,
    and(eq(payouts.batchId, batchId), eq(payouts.state, "requested")),
    asc(payouts.id),
  );
  return { personId: call.actor.personId, open };
}

/** A second person says that all of a batch may go; what was refused by itself stays so. */
export const approveBatch = command({
  name: "payments.approveBatch",
  input: ApproveBatch,
  isolation: "read committed",
  permit: permitSecondOfBatch,
  run: async (tx, call, { batchId }) => {
    const { personId, open } = await decide(tx, call, batchId, "approve", null);
    for (const payout of open)
      await tx
        .update(payouts)
        .set({ state: "approved", approvedBy: personId, approvedAt: call.at, version: payout.version + 1 })
        .where(eq(payouts.id, payout.id));
    return { batchId };
  },
});

/** A second person says that a batch may not go, and why: everything in it may be asked for again. */
export const refuseBatch = command({
  name: "payments.refuseBatch",
  input: RefuseBatch,
  isolation: "read committed",
  permit: permitSecondOfBatch,
  run: async (tx, call, { batchId, reason }) => {
    const { open } = await decide(tx, call, batchId, "refuse", reason);
    for (const payout of open) {
      await tx
        .update(payouts)
        .set({ state: "refused", reason, version: payout.version + 1 })
        .where(eq(payouts.id, payout.id));
      await withdrawAsked(tx, payout, payout.amountRupiah);
    }
    return { batchId };
  },
});
