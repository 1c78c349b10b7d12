import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";

/** Who draws up what a kitchen answers with: its finance and its head, for their own kitchen. */
export function mayMakeReports(actor: Actor): boolean {
  return actor.kind === "member" && actor.organisationKind === "kitchen" && may(actor, "reports.make");
}

/** Who draws up what a koperasi answers with before its members. */
export function mayMakeAnnualReports(actor: Actor): boolean {
  return actor.kind === "member" && actor.organisationKind === "koperasi" && may(actor, "reports.make");
}

/** Who reads what an auditor is given of a purchase: the kitchen that bought, and the foundation behind it. */
export function mayReadReview(actor: Actor): boolean {
  return (
    actor.kind === "member" &&
    (actor.organisationKind === "kitchen" || actor.organisationKind === "foundation") &&
    may(actor, "books.read")
  );
}

/** Who issues the statements of an organisation's books: whoever answers for closing them. */
export function mayIssueStatements(actor: Actor): boolean {
  return actor.kind === "member" && (may(actor, "closings.ask") || may(actor, "closings.agree"));
}

/** Who closes a month that somebody else asked for. */
export function mayAgreeToClosing(actor: Actor, closing: { readonly askedBy: string }): boolean {
  return actor.kind === "member" && may(actor, "closings.agree") && actor.personId !== closing.askedBy;
}

/** Who says no to a closing, be it the own one. */
export function mayRefuseClosing(actor: Actor): boolean {
  return may(actor, "closings.ask") || may(actor, "closings.agree");
}
