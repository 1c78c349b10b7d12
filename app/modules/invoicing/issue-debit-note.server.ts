import { eq } from "drizzle-orm";
import { z } from "zod";
import { dateTime } from "#app/i18n/format.ts";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { creditNotes } from "#db/schema/invoicing.ts";
import { debitNotes } from "#db/schema/invoicing-debits.ts";
import { dueAfter } from "../disputes/deadline-reads.server.ts";
import { mayKnowDispute } from "../disputes/dispute.policy.ts";
import { type DisputeRow, disputeRow, handoverGround } from "../disputes/dispute-facts-reads.server.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { DebitNoteFacts } from "../documents/papers/debit-note-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { debitGround } from "./debit-note-reads.server.ts";
import { debitNoteEntries } from "./debit-postings.ts";
import { mayIssueDebitNote } from "./invoice.policy.ts";
import { IssueDebitNote } from "./invoice.schema.ts";
import { debitNoteIssued } from "./invoicing.events.ts";

async function knownDispute(tx: Transaction, call: Call, disputeId: string): Promise<DisputeRow> {
  const dispute = await disputeRow(disputeId, tx);
  if (!dispute || !mayKnowDispute(call.actor, dispute)) throw new Missing("disputes.missing");
  return dispute;
}

/** What may be asked back, and from whom; refuses what nothing can be asked back of. */
async function turnOf(tx: Transaction, dispute: DisputeRow) {
  const ground = await debitGround(dispute, tx);
  if (!ground || ground.isOwn) throw new RuleBroken("invoicing.debitNothing");
  const { vehicle } = ground;
  if (!vehicle) throw new RuleBroken("invoicing.debitHired");
  if (ground.standing) throw new RuleBroken("invoicing.debitStands", { number: ground.standing.number });
  if (ground.turnRupiah === 0n) throw new RuleBroken("invoicing.debitNothing");
  return { ...ground, vehicle };
}

/**
 * The trade center turns to whoever drove, with a debit note (ND): what it bore of a credited claim because of the road, and no
 * more. Booked in both books at once; the carrier may answer by the hours that a koperasi has in a claim. Refuses its own
 * vehicle, a hired one whose owner has no account, and a second note while one stands.
 */
export const issueDebitNote = command({
  name: "invoicing.issueDebitNote",
  input: IssueDebitNote,
  // Others of the same trade center wait for their number instead of being sent back: a series has no gaps.
  isolation: "read committed",
  permit: async (tx, call, { disputeId }) => {
    if (!mayIssueDebitNote(call.actor, await knownDispute(tx, call, disputeId)))
      throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { disputeId }) => {
    const dispute = await knownDispute(tx, call, disputeId);
    const { hubId } = dispute;
    await hold(tx, creditNotes, eq(creditNotes.disputeId, disputeId));
    const turn = await turnOf(tx, dispute);
    const { carrierId } = turn.vehicle;
    const debitNoteId = newId("debitNote");
    const on = dayOf(call.at, await clockOf(hubId, tx));
    const dueAt = await dueAfter("disputes.hearing_hours", { hubId, at: call.at }, tx);
    const { number } = await issueDocument(tx, call, {
      organisationId: hubId,
      kind: "ND",
      subjectId: debitNoteId,
      facts: await debitNoteFacts(tx, call, { dispute, turn, on, dueAt }),
      on,
      readers: [carrierId],
    });
    await tx.insert(debitNotes).values({
      id: debitNoteId,
      creditNoteId: turn.note.id,
      hubId,
      carrierId,
      number,
      amountRupiah: turn.turnRupiah,
      issuedAt: call.at,
      issuedBy: call.actor.kind === "member" ? call.actor.personId : null,
      dueAt,
    });
    for (const entry of debitNoteEntries({
      subjectId: debitNoteId,
      hubId,
      carrierId,
      amountRupiah: turn.turnRupiah,
      on,
      narration: number,
    }))
      await postEntry(tx, call, entry);
    await announce(tx, call, debitNoteIssued, { debitNoteId });
    return { debitNoteId, number };
  },
});

/** Everything that the debit note says, as JSON. */
async function debitNoteFacts(
  tx: Transaction,
  call: Call,
  said: {
    readonly dispute: DisputeRow;
    readonly turn: Awaited<ReturnType<typeof turnOf>>;
    readonly on: BusinessDay;
    readonly dueAt: Date;
  },
): Promise<Record<string, unknown>> {
  const { dispute, turn, on, dueAt } = said;
  const parties = await paperPartiesOf([dispute.hubId, turn.vehicle.carrierId], tx);
  const [hub, carrier] = [parties.get(dispute.hubId), parties.get(turn.vehicle.carrierId)];
  const ground = await handoverGround(dispute.shipmentId, tx);
  invariant(hub && carrier && ground, "a claim is about a handover between parties");
  const signedBy = call.actor.kind === "member" ? call.actor.personId : null;
  return z.encode(DebitNoteFacts, {
    issuer: hub.party,
    place: hub.place,
    issuedOn: on,
    carrier: carrier.party,
    vehicle: `${turn.vehicle.kind} ${turn.vehicle.plate}`,
    deliveredOn: dayOf(ground.receivedAt, ground.buyerTimeZone),
    callOffNumber: ground.callOffNumber,
    claimNumber: dispute.number ?? "",
    creditNoteNumber: turn.note.number,
    lines: turn.road.map((line) => ({
      description: line.description,
      amountRupiah: line.grantedRupiah ?? 0n,
    })),
    borneRupiah: turn.borneRupiah,
    totalRupiah: turn.turnRupiah,
    answerBy: dateTime(dueAt, hub.timeZone),
    issuedBy: { name: await signatoryName(signedBy, tx), role: "Kasir" },
  });
}
