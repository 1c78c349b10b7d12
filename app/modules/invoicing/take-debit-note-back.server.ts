import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { voidDocument } from "../documents/issue-document.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { entriesAbout } from "../ledger/ledger-reads.server.ts";
import { reverseEntry } from "../ledger/reverse-entry.server.ts";
import { changeDebitNote, heldDebitNote, standingDebitNote } from "./hold-debit-note.server.ts";
import { mayIssueDebitNote } from "./invoice.policy.ts";
import { TakeDebitNoteBack } from "./invoice.schema.ts";
import { debitNoteTakenBack } from "./invoicing.events.ts";

/**
 * The trade center asks nothing of the carrier after all: the note is void, and its mirror stands in both books, so that the loss
 * is the trade center's again. Another note may follow. Refuses one of which anything was paid, set off or is on its way.
 */
export const takeDebitNoteBack = command({
  name: "invoicing.takeDebitNoteBack",
  input: TakeDebitNoteBack,
  isolation: "read committed",
  permit: async (tx, call, { debitNoteId }) => {
    if (!mayIssueDebitNote(call.actor, await heldDebitNote(tx, call, debitNoteId)))
      throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { debitNoteId, reason }) => {
    const note = await standingDebitNote(tx, call, debitNoteId);
    if (note.paidRupiah > 0n || note.underwayRupiah > 0n) throw new RuleBroken("invoicing.debitPaid");
    await changeDebitNote(tx, note, {
      takenBackAt: call.at,
      takenBackBy: call.actor.kind === "member" ? call.actor.personId : null,
      takenBackReason: reason,
    });
    const occurredOn = dayOf(call.at, await clockOf(note.hubId, tx));
    for (const entry of await entriesAbout([note.hubId, note.carrierId], [debitNoteId], tx))
      await reverseEntry(tx, call, {
        entryId: entry.id,
        kind: "debit-note.issued.reversed",
        occurredOn,
        narration: reason,
      });
    await voidDocument(tx, call, {
      organisationId: note.hubId,
      kind: "ND",
      subjectId: debitNoteId,
      reason,
    });
    await announce(tx, call, debitNoteTakenBack, { debitNoteId });
    return { debitNoteId };
  },
});
