import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";

type Parties = { readonly sellerId: string; readonly buyerId: string };

/** The two that agree on them; for anybody else they do not exist. */
export function mayKnowTerms(actor: Actor, terms: Parties): boolean {
  return (
    actor.kind === "member" &&
    (actor.organisationId === terms.sellerId || actor.organisationId === terms.buyerId)
  );
}

/** Who proposes and answers for the own side: of a seller whoever issues its invoices, of a buyer whoever approves its orders. */
export function maySpeakOnTerms(actor: Actor, terms: Parties): boolean {
  return (
    actor.kind === "member" &&
    ((actor.organisationId === terms.sellerId && may(actor, "invoices.issue")) ||
      (actor.organisationId === terms.buyerId && may(actor, "orders.approve")))
  );
}

/** Only the side that did not propose says yes. */
export function mayAgreeToTerms(actor: Actor, terms: Parties & { readonly proposedFor: string }): boolean {
  return (
    maySpeakOnTerms(actor, terms) && actor.kind === "member" && actor.organisationId !== terms.proposedFor
  );
}
