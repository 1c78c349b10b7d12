import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { letRead } from "../documents/issue-document.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { heldAssignment, knownAssignment, moveAssignment } from "./hold-assignment.server.ts";
import { mayCheckAssignment, mayTakeAssignment } from "./receivable.policy.ts";
import { AnswerAssignment } from "./receivable.schema.ts";
import { receivableNotified, receivableOffered } from "./receivables.events.ts";
import { refuseUnverified } from "./verify-receivable.server.ts";

/**
 * A second person of the seller agrees to the assignment, having looked at whom it goes to and into which account. A BUMD is asked to
 * take it; of an institution outside of the house, which agreed on paper, the buyer is notified at once. Refuses who proposed it, and
 * what is no verified receivable any more. Books nothing.
 */
export const checkAssignment = command({
  name: "invoicing.checkAssignment",
  input: AnswerAssignment,
  isolation: "read committed",
  permit: async (tx, call, { assignmentId }) => {
    if (!mayCheckAssignment(call.actor, await knownAssignment(tx, call, assignmentId)))
      throw new Forbidden("invoicing.secondPerson");
  },
  run: async (tx, call, { assignmentId }) => {
    const { assignment, invoice } = await heldAssignment(tx, call, assignmentId);
    await refuseUnverified(tx, invoice);
    const checked = {
      checkedAt: call.at,
      checkedBy: call.actor.kind === "member" ? call.actor.personId : null,
    };
    if (assignment.holderId === null) {
      await moveAssignment(tx, assignment, "notify", checked);
      await announce(tx, call, receivableNotified, { assignmentId });
    } else {
      await moveAssignment(tx, assignment, "offer", checked);
      await letRead(tx, {
        kind: "BTT",
        subjectId: assignment.receivableId,
        readers: [assignment.holderId],
      });
      await announce(tx, call, receivableOffered, { assignmentId });
    }
    return { assignmentId };
  },
});

/**
 * The BUMD takes the claim: the buyer is notified of its account, as it stands in its papers now. Refuses one without an account.
 * Books nothing: the buyer has to know first.
 */
export const takeAssignment = command({
  name: "invoicing.takeAssignment",
  input: AnswerAssignment,
  isolation: "read committed",
  permit: async (tx, call, { assignmentId }) => {
    if (!mayTakeAssignment(call.actor, await knownAssignment(tx, call, assignmentId)))
      throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { assignmentId }) => {
    const { assignment, invoice } = await heldAssignment(tx, call, assignmentId);
    if (assignment.state !== "offered") throw new RuleBroken("invoicing.assignmentMoved");
    await refuseUnverified(tx, invoice);
    const holder = await organisationById(assignment.holderId ?? "", tx);
    if (!holder?.bankName || !holder.bankAccount) throw new RuleBroken("invoicing.holderAccount");
    await moveAssignment(tx, assignment, "notify", {
      takenAt: call.at,
      takenBy: call.actor.kind === "member" ? call.actor.personId : null,
      bankName: holder.bankName,
      bankAccount: holder.bankAccount,
      bankHolder: holder.bankAccountHolder ?? holder.name,
    });
    await announce(tx, call, receivableNotified, { assignmentId });
    return { assignmentId };
  },
});
