import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";
import { isSecondPerson } from "../identity/second-person.ts";

type Parties = { readonly sellerId: string; readonly buyerId: string };

/** Both parties may see an invoice; who else exists is nobody's business. */
export function mayKnowInvoice(actor: Actor, invoice: Parties): boolean {
  return (
    actor.kind === "system" ||
    (actor.kind === "member" &&
      (actor.organisationId === invoice.sellerId || actor.organisationId === invoice.buyerId))
  );
}

/** Issuing and crediting are the seller's. */
export function mayIssueInvoice(actor: Actor, invoice: Parties): boolean {
  return actor.kind === "member" && actor.organisationId === invoice.sellerId && may(actor, "invoices.issue");
}

/** A buyer makes the nota retur of what it gives back, and is told its number. */
export function mayRecordReturn(actor: Actor, invoice: Pick<Parties, "buyerId">): boolean {
  return actor.kind === "member" && actor.organisationId === invoice.buyerId && may(actor, "payments.report");
}

/** Whoever pays for a buyer, or weighs for it, objects to a line for it and takes that back. */
export function mayObject(actor: Actor, invoice: Pick<Parties, "buyerId">): boolean {
  return (
    actor.kind === "member" &&
    actor.organisationId === invoice.buyerId &&
    (may(actor, "payments.report") || may(actor, "shipments.receive"))
  );
}

type DebitParties = { readonly hubId: string; readonly carrierId: string };

/** The trade center that asks and the carrier that is asked, and nobody else. */
export function mayKnowDebitNote(actor: Actor, note: DebitParties): boolean {
  return (
    actor.kind === "member" &&
    (actor.organisationId === note.hubId || actor.organisationId === note.carrierId)
  );
}

/** Issuing a debit note and taking it back are for who issues the trade center's invoices. */
export function mayIssueDebitNote(actor: Actor, note: Pick<DebitParties, "hubId">): boolean {
  return actor.kind === "member" && actor.organisationId === note.hubId && may(actor, "invoices.issue");
}

export function mayAnswerDebitNote(actor: Actor, note: Pick<DebitParties, "carrierId">): boolean {
  return actor.kind === "member" && actor.organisationId === note.carrierId && may(actor, "disputes.answer");
}

/** Setting off takes the place of two payments, so it needs who approves those, and somebody else than who issued the note. */
export function maySetOffDebitNote(
  actor: Actor,
  note: Pick<DebitParties, "hubId"> & { readonly issuedBy: string | null },
): boolean {
  return isSecondPerson(actor, "payouts.approve", { organisationId: note.hubId, by: note.issuedBy });
}
