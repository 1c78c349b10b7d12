import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";
import { isSecondPerson } from "../identity/second-person.ts";

type Parties = { readonly proposerId: string; readonly partnerId: string };

/** To everybody else it does not exist. */
export function mayKnowNetting(actor: Actor, netting: Parties): boolean {
  return (
    actor.kind === "member" &&
    (actor.organisationId === netting.proposerId || actor.organisationId === netting.partnerId)
  );
}

/** Whoever may say that the own debt is paid proposes, and may take back what was proposed. */
export function mayProposeNetting(actor: Actor): boolean {
  return may(actor, "payments.report");
}

export function mayWithdrawNetting(actor: Actor, netting: Parties): boolean {
  return actor.kind === "member" && actor.organisationId === netting.proposerId && mayProposeNetting(actor);
}

/** Whoever may say that the own claim was paid answers, for the other organisation and as another person. */
export function mayAnswerNetting(actor: Actor, netting: Parties & { readonly proposedBy: string }): boolean {
  return isSecondPerson(actor, "payments.verify", {
    organisationId: netting.partnerId,
    by: netting.proposedBy,
  });
}
