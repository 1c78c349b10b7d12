import { rupiah } from "#app/i18n/format.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { fileById } from "#app/platform/files.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { assignmentProceeds } from "#db/schema/invoicing-receivables.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { mayStateProceeds } from "./assignment-proceeds.policy.ts";
import { flawOfProceeds, standingOf } from "./assignment-proceeds.ts";
import { heldAssignment, knownAssignment, proceedsUnder } from "./hold-assignment.server.ts";
import { StateProceeds } from "./receivable.schema.ts";
import { proceedsStated } from "./receivables.events.ts";

/**
 * Whoever paid says what went between seller and assignee for an assigned claim: the money, what of the claim the assignee keeps as the
 * two agreed, the day, and what shows it. Nothing is booked before the other side says that it came. Refuses a claim that is not
 * assigned, more than is left of it (or, of what goes back, than was given), a day to come, a proof that was used before, and a second
 * word while one waits.
 */
export const stateProceeds = command({
  name: "invoicing.stateProceeds",
  input: StateProceeds,
  isolation: "read committed",
  permit: async (tx, call, { assignmentId, direction }) => {
    const assignment = await knownAssignment(tx, call, assignmentId);
    if (!mayStateProceeds(call.actor, assignment, direction)) throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { assignmentId, ...input }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { assignment } = await heldAssignment(tx, call, assignmentId);
    if (assignment.state !== "effective") throw new RuleBroken("invoicing.proceedsNotAssigned");
    if (input.paidOn > dayOf(call.at, await clockOf(assignment.sellerId, tx)))
      throw new RuleBroken("invoicing.proceedsToCome");
    const proof = await fileById(input.proofId, tx);
    if (proof?.ownerId !== call.actor.organisationId || proof.purpose !== "payment_proof")
      throw new Missing("payments.proofMissing");
    const parts = await proceedsUnder(tx, assignmentId);
    if (parts.some((part) => part.state === "stated")) throw new Conflict("invoicing.proceedsWait");
    if (parts.some(({ state, proofSha256 }) => state === "acknowledged" && proofSha256 === proof.sha256))
      throw new Conflict("payments.proofUsed");
    const standing = standingOf(assignment.amountRupiah - assignment.returnedRupiah, parts);
    const flaw = flawOfProceeds(input, standing);
    if (flaw !== null)
      throw new RuleBroken(flaw, {
        left: rupiah(input.direction === "given" ? standing.leftRupiah : standing.settledRupiah),
      });
    const proceedsId = newId("assignmentProceeds");
    await tx.insert(assignmentProceeds).values({
      ...input,
      id: proceedsId,
      assignmentId,
      state: "stated",
      proofSha256: proof.sha256,
      statedAt: call.at,
      statedBy: call.actor.personId,
    });
    await announce(tx, call, proceedsStated, { proceedsId });
    return { proceedsId };
  },
});
