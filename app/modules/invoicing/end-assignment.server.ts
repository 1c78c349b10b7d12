import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { standingOf } from "./assignment-proceeds.ts";
import { heldAssignment, knownAssignment, moveAssignment, proceedsUnder } from "./hold-assignment.server.ts";
import { mayProposeAssignment, mayRefuseAssignment, mayReleaseAssignment } from "./receivable.policy.ts";
import { EndAssignment } from "./receivable.schema.ts";
import { returnedEntries } from "./receivable-postings.ts";
import { receivableReturned } from "./receivables.events.ts";

function ending(call: Call, reason: string) {
  return {
    endedAt: call.at,
    endedBy: call.actor.kind === "member" ? call.actor.personId : null,
    endReason: reason,
  };
}

/** Whoever is asked at this step says no, and why: the claim stays the seller's, who may assign it to somebody else. */
export const refuseAssignment = command({
  name: "invoicing.refuseAssignment",
  input: EndAssignment,
  isolation: "read committed",
  permit: async (tx, call, { assignmentId }) => {
    if (!mayRefuseAssignment(call.actor, await knownAssignment(tx, call, assignmentId)))
      throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { assignmentId, reason }) => {
    const { assignment } = await heldAssignment(tx, call, assignmentId);
    if (!mayRefuseAssignment(call.actor, assignment)) throw new RuleBroken("invoicing.assignmentMoved");
    await moveAssignment(tx, assignment, "refuse", ending(call, reason));
    await announce(tx, call, receivableReturned, { assignmentId });
    return { assignmentId };
  },
});

/** The seller takes its proposal back, as long as the buyer has not acknowledged it. Afterwards the claim is not the seller's to take. */
export const withdrawAssignment = command({
  name: "invoicing.withdrawAssignment",
  input: EndAssignment,
  isolation: "read committed",
  permit: async (tx, call, { assignmentId }) => {
    if (!mayProposeAssignment(call.actor, await knownAssignment(tx, call, assignmentId)))
      throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { assignmentId, reason }) => {
    const { assignment } = await heldAssignment(tx, call, assignmentId);
    await moveAssignment(tx, assignment, "withdraw", ending(call, reason));
    await announce(tx, call, receivableReturned, { assignmentId });
    return { assignmentId };
  },
});

/**
 * Whoever holds the claim gives it back while nothing of it was paid or reported: its mirror stands in all books, the buyer pays the
 * seller again, and the seller may assign it anew. What was given for it went back before: refused while anything of that stands. For an institution outside of the house the buyer records its letter.
 */
export const releaseAssignment = command({
  name: "invoicing.releaseAssignment",
  input: EndAssignment,
  isolation: "read committed",
  permit: async (tx, call, { assignmentId }) => {
    if (!mayReleaseAssignment(call.actor, await knownAssignment(tx, call, assignmentId)))
      throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { assignmentId, reason }) => {
    const { assignment, invoice } = await heldAssignment(tx, call, assignmentId);
    if (invoice.paidRupiah > 0n || invoice.reportedRupiah > 0n)
      throw new RuleBroken("invoicing.receivablePaid");
    const parts = await proceedsUnder(tx, assignmentId);
    if (parts.some((part) => part.state === "stated")) throw new RuleBroken("invoicing.proceedsWait");
    if (standingOf(0n, parts).settledRupiah !== 0n) throw new RuleBroken("invoicing.proceedsStand");
    await moveAssignment(tx, assignment, "release", ending(call, reason));
    const left = assignment.amountRupiah - assignment.returnedRupiah;
    const on = dayOf(call.at, await clockOf(invoice.sellerId, tx));
    if (left > 0n)
      for (const entry of returnedEntries({
        ...assignment,
        subjectId: assignmentId,
        amountRupiah: left,
        on,
        narration: reason,
      }))
        await postEntry(tx, call, entry);
    await announce(tx, call, receivableReturned, { assignmentId });
    return { assignmentId };
  },
});
