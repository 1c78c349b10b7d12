import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";

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
