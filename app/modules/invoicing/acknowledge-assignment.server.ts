import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { heldAssignment, knownAssignment, moveAssignment } from "./hold-assignment.server.ts";
import { mayAcknowledgeAssignment } from "./receivable.policy.ts";
import { AnswerAssignment } from "./receivable.schema.ts";
import { assignedEntries } from "./receivable-postings.ts";
import { receivableAssigned } from "./receivables.events.ts";
import { refuseUnverified } from "./verify-receivable.server.ts";

/**
 * Whoever pays for the buyer acknowledges the notice (KUHPerdata 613): from now on the claim is the assignee's in all books, and only a
 * payment into its account settles the invoice. Its objections to the goods stay what they are. Refuses what was paid, reported,
 * credited or disputed meanwhile.
 */
export const acknowledgeAssignment = command({
  name: "invoicing.acknowledgeAssignment",
  input: AnswerAssignment,
  isolation: "read committed",
  permit: async (tx, call, { assignmentId }) => {
    if (!mayAcknowledgeAssignment(call.actor, await knownAssignment(tx, call, assignmentId)))
      throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { assignmentId }) => {
    const { assignment, invoice } = await heldAssignment(tx, call, assignmentId);
    await refuseUnverified(tx, invoice);
    await moveAssignment(tx, assignment, "acknowledge", {
      acknowledgedAt: call.at,
      acknowledgedBy: call.actor.kind === "member" ? call.actor.personId : null,
    });
    const on = dayOf(call.at, await clockOf(invoice.sellerId, tx));
    for (const entry of assignedEntries({
      ...assignment,
      subjectId: assignmentId,
      on,
      narration: invoice.number ?? "",
    }))
      await postEntry(tx, call, entry);
    await announce(tx, call, receivableAssigned, { assignmentId });
    return { assignmentId };
  },
});
