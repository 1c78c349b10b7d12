import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { changeDebitNote, heldDebitNote, standingDebitNote } from "./hold-debit-note.server.ts";
import { mayAnswerDebitNote } from "./invoice.policy.ts";
import { AnswerDebitNote } from "./invoice.schema.ts";
import { debitNoteAnswered } from "./invoicing.events.ts";

/**
 * The carrier takes a debit note upon itself or contests it, in its own words. It books nothing: what is contested stands until the
 * trade center takes it back, but is not set off. Refuses late, a second answer, and a note that was taken back.
 */
export const answerDebitNote = command({
  name: "invoicing.answerDebitNote",
  input: AnswerDebitNote,
  isolation: "read committed",
  permit: async (tx, call, { debitNoteId }) => {
    if (!mayAnswerDebitNote(call.actor, await heldDebitNote(tx, call, debitNoteId)))
      throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { debitNoteId, isAccepted, note: answer }) => {
    const note = await standingDebitNote(tx, call, debitNoteId);
    if (note.answeredAt) throw new RuleBroken("invoicing.debitAnswered");
    if (call.at > note.dueAt) throw new RuleBroken("invoicing.debitTooLate");
    await changeDebitNote(tx, note, {
      isAccepted,
      answer,
      answeredAt: call.at,
      answeredBy: call.actor.kind === "member" ? call.actor.personId : null,
    });
    await announce(tx, call, debitNoteAnswered, { debitNoteId });
    return { debitNoteId };
  },
});
