import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";
import { isSecondPerson } from "../identity/second-person.ts";

type Remittance = { readonly organisationId: string };

/** True for members of whoever paid it; to everybody else it does not exist. */
export function mayKnowTaxRemittance(actor: Actor, { organisationId }: Remittance): boolean {
  return actor.kind === "member" && actor.organisationId === organisationId;
}

/** Who says that tax was paid, and that something of it was wrong. */
export function mayReportTax(actor: Actor, remittance: Remittance): boolean {
  return mayKnowTaxRemittance(actor, remittance) && may(actor, "taxes.remit");
}

/** Money that leaves is checked by a second person, whatever it is for: by nobody who said it themselves. */
export function mayConfirmTax(
  actor: Actor,
  remittance: Remittance & { readonly saidBy: string | null },
): boolean {
  return isSecondPerson(actor, "taxes.confirm", { ...remittance, by: remittance.saidBy });
}
