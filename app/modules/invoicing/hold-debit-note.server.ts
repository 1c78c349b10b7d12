import { and, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { hold } from "#db/hold.server.ts";
import { debitNotes } from "#db/schema/invoicing-debits.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import type { DebitNoteRow } from "./debit-note-reads.server.ts";
import { mayKnowDebitNote } from "./invoice.policy.ts";

/** A debit note, held until the transaction ends: whoever answers, pays or takes it back waits. Missing to who is no party. */
export async function heldDebitNote(
  tx: LatestTransaction,
  call: Call,
  debitNoteId: string,
): Promise<DebitNoteRow> {
  const [note] = await hold(tx, debitNotes, eq(debitNotes.id, debitNoteId));
  if (!note || !mayKnowDebitNote(call.actor, note)) throw new Missing("invoicing.debitMissing");
  return note;
}

/** As `heldDebitNote`, for whoever wants to change it: refuses one that was taken back. */
export async function standingDebitNote(
  tx: LatestTransaction,
  call: Call,
  debitNoteId: string,
): Promise<DebitNoteRow> {
  const note = await heldDebitNote(tx, call, debitNoteId);
  if (note.takenBackAt) throw new RuleBroken("invoicing.debitTakenBack");
  return note;
}

/** Writes down what became of a debit note, from the version it was read in. */
export async function changeDebitNote(
  tx: LatestTransaction,
  note: DebitNoteRow,
  facts: Partial<typeof debitNotes.$inferInsert>,
): Promise<void> {
  const moved = await tx
    .update(debitNotes)
    .set({ ...facts, version: note.version + 1 })
    .where(and(eq(debitNotes.id, note.id), eq(debitNotes.version, note.version)))
    .returning({ id: debitNotes.id });
  if (moved.length !== 1) throw new Conflict("invoicing.moved");
}
