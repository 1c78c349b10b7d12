import { and, eq, isNull, sql } from "drizzle-orm";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { hold } from "#db/hold.server.ts";
import { koperasiStatements } from "#db/schema/invoicing.ts";
import { debitSetOffs } from "#db/schema/invoicing-debits.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { disputedRupiah } from "../disputes/dispute-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { maySetOff, type OwedStatement, openOfDebit, setOffParts, standingOfDebit } from "./debit-note.ts";
import type { DebitNoteRow } from "./debit-note-reads.server.ts";
import { debitSetOffEntries } from "./debit-postings.ts";
import { changeDebitNote, heldDebitNote, standingDebitNote } from "./hold-debit-note.server.ts";
import { maySetOffDebitNote } from "./invoice.policy.ts";
import { SetOffDebitNote } from "./invoice.schema.ts";
import { leftOf } from "./standing.ts";

/**
 * Keeps what is open of a debit note from what the trade center owes the same koperasi, the oldest call-off first: both debts end
 * by so much, and its statement counts it as paid. Left alone is what a claim holds and what is on its way. Refuses while the
 * carrier may still answer or contests it, whoever issued the note, and where nothing is owed.
 */
export const setOffDebitNote = command({
  name: "invoicing.setOffDebitNote",
  input: SetOffDebitNote,
  isolation: "read committed",
  permit: async (tx, call, { debitNoteId }) => {
    if (!maySetOffDebitNote(call.actor, await heldDebitNote(tx, call, debitNoteId)))
      throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { debitNoteId }) => {
    const note = await standingDebitNote(tx, call, debitNoteId);
    const standing = standingOfDebit(note, call.at);
    if (standing === "waiting") throw new RuleBroken("invoicing.debitUnanswered");
    if (!maySetOff(standing)) throw new RuleBroken("invoicing.debitNotSetOff");
    const parts = setOffParts(openOfDebit(note), await owedTo(tx, note));
    if (parts.length === 0) throw new RuleBroken("invoicing.debitNothingOwed");
    const on = dayOf(call.at, await clockOf(note.hubId, tx));
    for (const part of parts) await keepPart(tx, call, note, { ...part, on });
    const amountRupiah = sumOf(parts.map((part) => part.amountRupiah));
    await changeDebitNote(tx, note, { paidRupiah: note.paidRupiah + amountRupiah });
    return { debitNoteId, amountRupiah: amountRupiah.toString() };
  },
});

/** What the trade center owes the carrier now on each of its statements, held, the oldest first. */
async function owedTo(tx: LatestTransaction, note: DebitNoteRow): Promise<OwedStatement[]> {
  const statements = await hold(
    tx,
    koperasiStatements,
    and(
      eq(koperasiStatements.hubId, note.hubId),
      eq(koperasiStatements.koperasiId, note.carrierId),
      isNull(koperasiStatements.takenBackAt),
      eq(koperasiStatements.underwayRupiah, 0n),
    ),
    sql`${koperasiStatements.id}`,
  );
  const owed: OwedStatement[] = [];
  for (const row of statements)
    owed.push({ statementId: row.id, dueRupiah: leftOf(row) - (await disputedRupiah(row, tx)) });
  return owed;
}

async function keepPart(
  tx: LatestTransaction,
  call: Call,
  note: DebitNoteRow,
  part: { readonly statementId: string; readonly amountRupiah: bigint; readonly on: BusinessDay },
): Promise<void> {
  const { statementId, amountRupiah, on } = part;
  const setOffId = newId("debitSetOff");
  await tx.insert(debitSetOffs).values({
    id: setOffId,
    debitNoteId: note.id,
    statementId,
    amountRupiah,
    setOffAt: call.at,
    setOffBy: call.actor.kind === "member" ? call.actor.personId : null,
  });
  await tx
    .update(koperasiStatements)
    .set({ paidRupiah: sql`${koperasiStatements.paidRupiah} + ${amountRupiah}` })
    .where(eq(koperasiStatements.id, statementId));
  for (const entry of debitSetOffEntries({
    ...note,
    subjectId: setOffId,
    amountRupiah,
    on,
    narration: note.number,
  }))
    await postEntry(tx, call, entry);
}
