import { and, asc, eq, inArray } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { commitments, purchaseNotes } from "#db/schema/commitments.ts";
import { voidReasonWords } from "../documents/formal.ts";
import { issueCurrent } from "../documents/issue-current.server.ts";
import { openLinkTokens } from "../identity/access-link-reads.server.ts";
import { openAccessLink } from "../identity/open-access-link.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { mayKnowCommitment, mayNotePurchase } from "./commitment.policy.ts";
import { WritePurchaseNotes } from "./commitment.schema.ts";
import { partsToNote, purchaseNoteFacts } from "./purchase-note-reads.server.ts";

/** A month: what is promised today is delivered and paid within it. */
const LINK_DAYS = 31;

/**
 * Writes the Nota Beli of an accepted promise: one for each producer whose harvest it is, at the price agreed with them, and opens the link
 * by which they read it where none is open. Asked again, a note that still says the same stands; one that does not is voided and another
 * takes its place. All or none. Refuses a promise that was not accepted or is over (`commitments.noteNotStanding`), goods that are
 * kept for their maker, who sells them themselves (`commitments.noteInCustody`), a lot of nobody in particular
 * (`commitments.noteNobody`), and a producer with whom no price was agreed (`commitments.notePriceless`). Books no money: that a
 * producer is owed begins with what the buyer accepts.
 */
export const writePurchaseNotes = command({
  name: "commitments.writePurchaseNotes",
  input: WritePurchaseNotes,
  isolation: "read committed",
  permit: async (tx, call, { commitmentId }) => {
    const [known] = await tx.select().from(commitments).where(eq(commitments.id, commitmentId));
    if (!known || !mayKnowCommitment(call.actor, known)) throw new Missing("commitments.missing");
    if (!mayNotePurchase(call.actor, known)) throw new Forbidden("commitments.forbidden");
  },
  run: async (tx, call, { commitmentId }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const writtenBy = call.actor.personId;
    // Two who write at once wait for each other, and the second finds the notes of the first.
    const [promise] = await hold(tx, commitments, eq(commitments.id, commitmentId));
    invariant(promise, "permitted above");
    if (promise.state !== "accepted") throw new Conflict("commitments.noteNotStanding");
    const { lot, parts } = await partsToNote(promise, tx);
    if (lot.isInCustody) throw new RuleBroken("commitments.noteInCustody");
    if (parts.length === 0) throw new RuleBroken("commitments.noteNobody");
    const priceless = parts.filter((part) => part.priceRupiah === null);
    if (priceless.length > 0)
      throw new RuleBroken("commitments.notePriceless", {
        names: priceless.map((part) => part.name).join(", "),
      });
    const issuedOn = dayOf(call.at, await clockOf(promise.sellerId, tx));
    const producerIds = parts.map((part) => part.producerId);
    await tx
      .insert(purchaseNotes)
      .values(
        producerIds.map((producerId) => ({
          id: newId("purchaseNote"),
          commitmentId,
          sellerId: promise.sellerId,
          producerId,
          writtenBy,
          writtenAt: call.at,
        })),
      )
      .onConflictDoNothing();
    const notes = await tx
      .select()
      .from(purchaseNotes)
      .where(
        and(eq(purchaseNotes.commitmentId, commitmentId), inArray(purchaseNotes.producerId, producerIds)),
      )
      .orderBy(asc(purchaseNotes.id));
    const documentIds = [];
    for (const part of parts) {
      const note = notes.find((one) => one.producerId === part.producerId);
      invariant(note, "a note was written for each");
      const facts = await purchaseNoteFacts(tx, call, { promise, lot, part, issuedOn });
      const paper = { organisationId: promise.sellerId, subjectId: note.id, facts, on: issuedOn };
      const said = { ...paper, kind: "NB" as const, readers: [] };
      documentIds.push(await issueCurrent(tx, call, said, voidReasonWords.noteMoved));
    }
    await openLinks(tx, call, promise.sellerId, producerIds);
    return { commitmentId, documentIds };
  },
});

async function openLinks(tx: Transaction, call: Call, sellerId: string, producerIds: readonly string[]) {
  const open = await openLinkTokens(sellerId, "balance", producerIds, call.at, tx);
  for (const producerId of producerIds) {
    if (open.has(producerId)) continue;
    const link = { purpose: "balance" as const, subjectId: producerId, organisationId: sellerId };
    await openAccessLink(tx, call, { ...link, days: LINK_DAYS });
  }
}
