import type { Actor } from "#app/kernel/call.ts";
import type { Permission } from "../identity/permission-names.ts";
import { may } from "../identity/permissions.ts";

/** Who has to do with a receivable: who sold, who owes and who pays for it, and who it goes to. */
export type ReceivableParties = {
  readonly sellerId: string;
  readonly buyerId: string;
  /** The foundation that transfers for a kitchen. */
  readonly foundationId: string | null;
  /** The organisation it goes to, from the moment on at which the seller's second person agreed. */
  readonly holderId: string | null;
};

type Assigned = ReceivableParties & {
  readonly state: string;
  readonly proposedBy: string | null;
};

function isOf(actor: Actor, organisationIds: readonly (string | null)[], needs: Permission): boolean {
  return actor.kind === "member" && organisationIds.includes(actor.organisationId) && may(actor, needs);
}

const payers = ({ buyerId, foundationId }: ReceivableParties) => [buyerId, foundationId];

/** To everybody else it does not exist. A buyer and a holder know of it when they are asked, not while the seller ponders. */
export function mayKnowAssignment(actor: Actor, assignment: Assigned): boolean {
  if (actor.kind !== "member") return false;
  if (actor.organisationId === assignment.sellerId) return true;
  if (actor.organisationId === assignment.holderId) return assignment.state !== "proposed";
  return payers(assignment).includes(actor.organisationId);
}

/** A claim is given away as money is: one person asks, and another who may approve payouts agrees. */
export function mayProposeAssignment(actor: Actor, receivable: Pick<Assigned, "sellerId">): boolean {
  return isOf(actor, [receivable.sellerId], "payouts.request");
}

export function mayCheckAssignment(actor: Actor, assignment: Assigned): boolean {
  return (
    isOf(actor, [assignment.sellerId], "payouts.approve") &&
    actor.kind === "member" &&
    actor.personId !== assignment.proposedBy
  );
}

/** Whoever will see the money in its bank takes the claim on it. */
export function mayTakeAssignment(actor: Actor, assignment: Assigned): boolean {
  return assignment.holderId !== null && isOf(actor, [assignment.holderId], "payments.verify");
}

/** Whoever pays is who has to know where to. */
export function mayAcknowledgeAssignment(actor: Actor, assignment: ReceivableParties): boolean {
  return isOf(actor, payers(assignment), "payments.report");
}

/** Whoever is asked at this step may say no. */
export function mayRefuseAssignment(actor: Actor, assignment: Assigned): boolean {
  if (assignment.state === "proposed") return mayCheckAssignment(actor, assignment);
  if (assignment.state === "offered") return mayTakeAssignment(actor, assignment);
  return assignment.state === "notified" && mayAcknowledgeAssignment(actor, assignment);
}

/**
 * Only who holds a claim gives it back. An institution outside of the house says so to the buyer, which was told to pay it: so the
 * buyer records it, never the seller, who would be paid twice.
 */
export function mayReleaseAssignment(actor: Actor, assignment: Assigned): boolean {
  return assignment.holderId === null
    ? mayAcknowledgeAssignment(actor, assignment)
    : mayTakeAssignment(actor, assignment);
}
