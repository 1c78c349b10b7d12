import { and, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { fileById } from "#app/platform/files.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { hold } from "#db/hold.server.ts";
import { payouts } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { recordConfirmed, recordReturned, withdrawAsked } from "../invoicing/record-payout.server.ts";
import { entriesAbout } from "../ledger/ledger-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { reverseEntry } from "../ledger/reverse-entry.server.ts";
import { showsOtherBatch } from "./batch-file-reads.server.ts";
import { payableSettlement } from "./consignment-payable-reads.server.ts";
import { refuseDayToCome } from "./day-to-come.server.ts";
import { mayApprovePayout } from "./payment.policy.ts";
import { ApprovePayout, ConfirmPayout, FailPayout, RefusePayout, ReturnPayout } from "./payment.schema.ts";
import { type PayoutEvent, payoutLifecycle } from "./payment-lifecycle.ts";
import {
  consignorPayoutEntries,
  depositPayoutEntries,
  payoutEntries,
  producerPayoutEntry,
} from "./payment-postings.ts";
import { payoutConfirmed } from "./payments.events.ts";

/** A payout of the caller's organisation, held until the transaction ends; somebody else's is Missing. */
export async function knownPayout(tx: LatestTransaction, call: Call, payoutId: string) {
  const [payout] = await hold(tx, payouts, eq(payouts.id, payoutId));
  if (!payout || call.actor.kind !== "member" || call.actor.organisationId !== payout.payerId)
    throw new Missing("payments.missing");
  return payout;
}

async function permitSecondPerson(
  tx: LatestTransaction,
  call: Call,
  input: { readonly payoutId: string },
): Promise<void> {
  const payout = await knownPayout(tx, call, input.payoutId);
  if (!mayApprovePayout(call.actor, payout)) throw new Forbidden("payments.secondPerson");
}

/** Moves a payout along its lifecycle, from the state it was read in. */
async function move(
  tx: LatestTransaction,
  call: Call,
  payoutId: string,
  event: PayoutEvent,
  facts: Partial<typeof payouts.$inferInsert>,
) {
  const payout = await knownPayout(tx, call, payoutId);
  const state = nextState(payoutLifecycle, payout.state, event, "payments.moved");
  const moved = await tx
    .update(payouts)
    .set({ ...facts, state, version: payout.version + 1 })
    .where(and(eq(payouts.id, payoutId), eq(payouts.state, payout.state)))
    .returning({ id: payouts.id });
  if (moved.length !== 1) throw new Conflict("payments.moved");
  return payout;
}

/** A second person says that the money may go. */
export const approvePayout = command({
  name: "payments.approvePayout",
  input: ApprovePayout,
  isolation: "read committed",
  permit: permitSecondPerson,
  run: async (tx, call, { payoutId }) => {
    invariant(call.actor.kind === "member", "permitted above");
    await move(tx, call, payoutId, "approve", { approvedBy: call.actor.personId, approvedAt: call.at });
    return { payoutId };
  },
});

/** A second person says that the money may not go, and why. */
export const refusePayout = command({
  name: "payments.refusePayout",
  input: RefusePayout,
  isolation: "read committed",
  permit: permitSecondPerson,
  run: async (tx, call, { payoutId, reason }) => {
    const payout = await move(tx, call, payoutId, "refuse", { reason });
    await withdrawAsked(tx, payout, payout.amountRupiah);
    return { payoutId };
  },
});

/** What shows the transfer is a file that the payer kept for that, and shows no batch that it is not in; another's does not exist here. */
async function refuseOthersProof(
  tx: LatestTransaction,
  call: Call,
  proofId: string,
  payoutId: string,
): Promise<void> {
  const proof = await fileById(proofId, tx);
  if (
    call.actor.kind !== "member" ||
    proof?.ownerId !== call.actor.organisationId ||
    proof.purpose !== "payment_proof"
  )
    throw new Missing("payments.proofMissing");
  const { payerId, batchId } = await knownPayout(tx, call, payoutId);
  if (await showsOtherBatch(tx, payerId, proof.sha256, batchId))
    throw new Conflict("payments.proofUsed", { field: "proof" });
}

/** The transfer was made: books it, and lowers what is owed, in the caller's transaction. Refuses a day that has not come. */
export async function bookPayout(
  tx: LatestTransaction,
  call: Call,
  { payoutId, settledOn, bankReference, proofId }: ConfirmPayout,
): Promise<void> {
  if (proofId) await refuseOthersProof(tx, call, proofId, payoutId);
  await refuseDayToCome(tx, call, (await knownPayout(tx, call, payoutId)).payerId, settledOn);
  const payout = await move(tx, call, payoutId, "confirm", {
    settledOn,
    bankReference,
    proofId: proofId ?? null,
  });
  const transfer = {
    id: payoutId,
    payerId: payout.payerId,
    amountRupiah: payout.amountRupiah,
    on: settledOn,
    narration: bankReference,
  };
  if (payout.settlementId) {
    const settlement = await payableSettlement(payout.settlementId, tx);
    invariant(settlement, "a payout of a settlement has one");
    for (const entry of consignorPayoutEntries(transfer, settlement)) await postEntry(tx, call, entry);
  } else if (payout.payeeOrganisationId) {
    const entries = payout.isDeposit ? depositPayoutEntries : payoutEntries;
    for (const entry of entries({ ...transfer, payeeId: payout.payeeOrganisationId }))
      await postEntry(tx, call, entry);
  } else {
    invariant(payout.payeeProducerId, "a payout has a payee");
    await postEntry(tx, call, producerPayoutEntry({ ...transfer, producerId: payout.payeeProducerId }));
  }
  await recordConfirmed(tx, payout, payout.amountRupiah);
  await announce(tx, call, payoutConfirmed, { payoutId });
}

/** The bank did not make it: nothing was booked, and what it was to pay may be asked for again. In the caller's transaction. */
export async function dropPayout(
  tx: LatestTransaction,
  call: Call,
  payoutId: string,
  reason: string,
): Promise<void> {
  const payout = await move(tx, call, payoutId, "fail", { reason });
  await withdrawAsked(tx, payout, payout.amountRupiah);
}

/**
 * The bank gave a transfer back that was booked, in the caller's transaction: the mirror of its entries in every book, on the day on
 * which it came back, and what it paid is open again. The payout stays as it was, and says when and why it came back; so does the line of
 * the bank by which it went, and the one by which it came back is matched with its mirror (`match-payout.server.ts`).
 */
export async function takeTransferBack(
  tx: LatestTransaction,
  call: Call,
  { payoutId, returnedOn, reason }: ReturnPayout,
): Promise<void> {
  const payout = await knownPayout(tx, call, payoutId);
  if (payout.settledOn && returnedOn < payout.settledOn)
    throw new RuleBroken("payments.returnedBefore", { day: payout.settledOn });
  await refuseDayToCome(tx, call, payout.payerId, returnedOn);
  await move(tx, call, payoutId, "return", { returnedOn, reason });
  const books = [payout.payerId, ...(payout.payeeOrganisationId ? [payout.payeeOrganisationId] : [])];
  for (const entry of await entriesAbout(books, [payoutId], tx))
    if (entry.kind === "payout.confirmed")
      await reverseEntry(tx, call, {
        entryId: entry.id,
        kind: "payout.returned",
        occurredOn: returnedOn,
        narration: reason,
      });
  await recordReturned(tx, payout, payout.amountRupiah);
}

/** A second person says that the transfer was made. */
export const confirmPayout = command({
  name: "payments.confirmPayout",
  input: ConfirmPayout,
  isolation: "read committed",
  permit: permitSecondPerson,
  run: async (tx, call, input) => {
    await bookPayout(tx, call, input);
    return { payoutId: input.payoutId };
  },
});

/** The bank did not take it: nothing was booked, and it may be asked for again. */
export const failPayout = command({
  name: "payments.failPayout",
  input: FailPayout,
  isolation: "read committed",
  permit: permitSecondPerson,
  run: async (tx, call, { payoutId, reason }) => {
    await dropPayout(tx, call, payoutId, reason);
    return { payoutId };
  },
});

/** A second person says that the bank gave a transfer back, on which day and why; it may be asked for again at once. */
export const returnPayout = command({
  name: "payments.returnPayout",
  input: ReturnPayout,
  isolation: "read committed",
  permit: permitSecondPerson,
  run: async (tx, call, input) => {
    await takeTransferBack(tx, call, input);
    return { payoutId: input.payoutId };
  },
});
