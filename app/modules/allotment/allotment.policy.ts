import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";

type CallOff = { readonly hubId: string };

function actsFor(actor: Actor, organisationId: string): boolean {
  return actor.kind === "member" && actor.organisationId === organisationId;
}

/** The system draws up next rounds; people of the trade center draw up any. */
export function mayProposeAllotment(actor: Actor, callOff: CallOff): boolean {
  return actsFor(actor, callOff.hubId) && may(actor, "allotments.propose");
}

export function mayPublishAllotment(actor: Actor, callOff: CallOff): boolean {
  return actsFor(actor, callOff.hubId) && may(actor, "allotments.publish");
}

/** Whoever drew the table up does not also publish it; what the system drew up, the head alone answers for. */
export function isSecondReader(actor: Actor, round: { readonly proposedBy: string }): boolean {
  return actor.kind === "member" && actor.personId !== round.proposedBy;
}

export function mayLockCallOff(actor: Actor, callOff: CallOff): boolean {
  return (
    actsFor(actor, callOff.hubId) && (may(actor, "allotments.propose") || may(actor, "allotments.publish"))
  );
}

export function mayAnswerAllotment(actor: Actor, allotment: { readonly koperasiId: string }): boolean {
  return actsFor(actor, allotment.koperasiId) && may(actor, "allotments.answer");
}

/** A koperasi gives its own share back; whoever draws up shares does it for one that cannot be reached. */
export function mayReleaseShare(
  actor: Actor,
  allotment: { readonly koperasiId: string; readonly hubId: string },
): boolean {
  return mayAnswerAllotment(actor, allotment) || mayExcuseShare(actor, allotment);
}

/** Whether a failure was nobody's fault is for the trade center to say. */
export function mayExcuseShare(actor: Actor, allotment: CallOff): boolean {
  return mayProposeAllotment(actor, allotment);
}
