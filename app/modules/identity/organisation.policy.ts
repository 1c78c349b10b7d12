import type { Actor, OrganisationKind } from "#app/kernel/call.ts";
import { may } from "./permissions.ts";

/** Kinds that no agency of a city stands above: the platform's operator verifies them. */
export const operatorKinds: readonly OrganisationKind[] = ["agency", "trade_center"];

/** True where no agency decides, whichever city it is. */
export function needsOperator(kind: OrganisationKind): boolean {
  return operatorKinds.includes(kind);
}

export type Registrant = {
  readonly organisationId: string;
  readonly kind: OrganisationKind;
  readonly cityCode: string;
};

/**
 * Who decides about an organisation: the agency of its own city, and for agencies and trade centers, or where no agency
 * is, the operator. Nobody decides about themselves, and an operator is decided about by nobody.
 */
export function mayDecideAbout(actor: Actor, actorCityCode: string | null, subject: Registrant): boolean {
  if (actor.kind !== "member" || !may(actor, "organisations.verify")) return false;
  if (subject.kind === "operator" || subject.organisationId === actor.organisationId) return false;
  if (actor.organisationKind === "operator") return true;
  return (
    actor.organisationKind === "agency" && !needsOperator(subject.kind) && subject.cityCode === actorCityCode
  );
}

/** Who may look at the papers of an organisation: its own keepers, and whoever decides about it. */
export function mayReadPapers(actor: Actor, actorCityCode: string | null, subject: Registrant): boolean {
  if (actor.kind !== "member") return false;
  if (actor.organisationId === subject.organisationId) return may(actor, "papers.keep");
  return mayDecideAbout(actor, actorCityCode, subject);
}
