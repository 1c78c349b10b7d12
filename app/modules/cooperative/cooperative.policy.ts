import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";

const isKoperasi = (actor: Actor) => actor.kind === "member" && actor.organisationKind === "koperasi";

/** Who writes down members and what they bring, and asks for what a second person decides. */
export function mayKeepMembers(actor: Actor): boolean {
  return isKoperasi(actor) && may(actor, "cooperative.keep");
}

/** Who decides about what somebody else wrote down or asked for. */
export function mayAgreeTo(actor: Actor, saidBy: string): boolean {
  return (
    isKoperasi(actor) &&
    actor.kind === "member" &&
    may(actor, "cooperative.agree") &&
    actor.personId !== saidBy
  );
}

/** Who says no to what was asked, be it the own wish. */
export function mayRefuse(actor: Actor): boolean {
  return isKoperasi(actor) && (may(actor, "cooperative.keep") || may(actor, "cooperative.agree"));
}

/** Who sees a member's telephone and identity number in full: whoever has to keep them right. */
export function mayKnowMembers(actor: Actor): boolean {
  return mayKeepMembers(actor);
}
