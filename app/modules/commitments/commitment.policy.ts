import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";

type Parties = { readonly sellerId: string; readonly buyerId: string };

export function mayKnowCommitment(actor: Actor, commitment: Parties): boolean {
  return (
    actor.kind === "member" &&
    (actor.organisationId === commitment.sellerId || actor.organisationId === commitment.buyerId)
  );
}

/** Only the seller promises. */
export function mayAnswerCommitment(actor: Actor, commitment: Parties): boolean {
  return (
    actor.kind === "member" &&
    actor.organisationId === commitment.sellerId &&
    may(actor, "commitments.answer")
  );
}

/** What is bought of a producer, and at which price, is agreed by whoever deals with the producers. */
export function mayNotePurchase(actor: Actor, commitment: Parties): boolean {
  return (
    actor.kind === "member" && actor.organisationId === commitment.sellerId && may(actor, "producers.keep")
  );
}
