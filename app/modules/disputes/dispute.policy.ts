import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";

type Parties = { readonly buyerId: string; readonly hubId: string; readonly koperasiId: string };

function actsFor(actor: Actor, organisationId: string): boolean {
  return actor.kind === "member" && actor.organisationId === organisationId;
}

/** The buyer that complains, the trade center that decides and the koperasi whose goods they were, and nobody else. */
export function mayKnowDispute(actor: Actor, dispute: Parties): boolean {
  return [dispute.buyerId, dispute.hubId, dispute.koperasiId].some((id) => actsFor(actor, id));
}

/** Who weighs for the buyer complains for it, and takes it back. */
export function mayOpenDispute(actor: Actor, dispute: Pick<Parties, "buyerId">): boolean {
  return actsFor(actor, dispute.buyerId) && may(actor, "shipments.receive");
}

export function mayDecideDispute(actor: Actor, dispute: Pick<Parties, "hubId">): boolean {
  return actsFor(actor, dispute.hubId) && may(actor, "disputes.decide");
}

export function mayAnswerDispute(actor: Actor, dispute: Pick<Parties, "koperasiId">): boolean {
  return actsFor(actor, dispute.koperasiId) && may(actor, "disputes.answer");
}
