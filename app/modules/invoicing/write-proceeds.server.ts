import { rupiah } from "#app/i18n/format.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { fileById } from "#app/platform/files.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { assignmentProceeds } from "#db/schema/invoicing-receivables.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { mayStateProceeds } from "./assignment-proceeds.policy.ts";
import { flawOfProceeds, standingOf } from "./assignment-proceeds.ts";
import { heldAssignment, knownAssignment, proceedsUnder } from "./hold-assignment.server.ts";
import type { StateProceeds } from "./receivable.schema.ts";
import { proceedsStated } from "./receivables.events.ts";

/** The assignment under which somebody states that it paid; refuses everybody else. */
export async function statableAssignment(
  tx: LatestTransaction,
  call: Call,
  { assignmentId, direction }: Pick<StateProceeds, "assignmentId" | "direction">,
) {
  const assignment = await knownAssignment(tx, call, assignmentId);
  if (!mayStateProceeds(call.actor, assignment, direction)) throw new Forbidden("invoicing.forbidden");
  return assignment;
}

/**
 * Writes what went between seller and assignee for an assigned claim, as whoever paid says it: the money, what of the claim the assignee
 * keeps as the two agreed, the day, and what shows it. Nothing is booked before the other side says that it came. Refuses a claim that is
 * not assigned, more than is left of it (or, of what goes back, than was given), a day to come, a proof that was used before, and a second
 * word while one waits. For the command of `payments` that has looked at the bank first.
 */
export async function writeProceeds(
  tx: LatestTransaction,
  call: Call,
  { assignmentId, isBesideStatedLine, ...input }: StateProceeds & { readonly isBesideStatedLine: boolean },
): Promise<string> {
  await statableAssignment(tx, call, { assignmentId, direction: input.direction });
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
    isBesideStatedLine,
    state: "stated",
    proofSha256: proof.sha256,
    statedAt: call.at,
    statedBy: call.actor.personId,
  });
  await announce(tx, call, proceedsStated, { proceedsId });
  return proceedsId;
}
