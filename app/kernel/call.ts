/**
 * A Call says who asks, when, under which key and because of what. Every command takes one; nothing else in the
 * house may ask the clock or the session.
 */
export type OrganisationKind =
  | "koperasi"
  | "kitchen"
  | "foundation"
  | "trade_center"
  | "bumd"
  | "agency"
  | "operator";

/** A person, or an API key that stands in for one, acting for one organisation. */
export type MemberActor = {
  readonly kind: "member";
  readonly personId: string;
  readonly organisationId: string;
  readonly organisationKind: OrganisationKind;
  /** Only an active organisation may trade; others may look at and complete their own papers. */
  readonly organisationActive: boolean;
  readonly roles: readonly string[];
  /** Set when an API key speaks; the key then names the person who made it. */
  readonly apiKeyId: string | null;
};

/** Signed in, but not (or not yet) acting for an organisation. */
export type PersonActor = { readonly kind: "person"; readonly personId: string };
/** A reaction or a schedule. */
export type SystemActor = { readonly kind: "system"; readonly name: string };
/** The holder of an expiring signed link: may do exactly what the link names, to exactly its subject. */
export type LinkActor = {
  readonly kind: "link";
  readonly linkId: string;
  readonly purpose: string;
  readonly subjectId: string;
};
export type AnonymousActor = { readonly kind: "anonymous" };

export type Actor = MemberActor | PersonActor | SystemActor | LinkActor | AnonymousActor;

export type Call = {
  readonly actor: Actor;
  readonly at: Date;
  /** Receipt key: the same key and input again gives the first answer again. Null: no memory is kept. */
  readonly key: string | null;
  /** The request, event or job that led here; carried into audit, outbox and logs. */
  readonly causation: string | null;
};

/** The organisation that the actor acts for, or null. */
export function actingOrganisation(actor: Actor): string | null {
  return actor.kind === "member" ? actor.organisationId : null;
}

/** A name for logs and audit rows: stable, and never personal data. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case "member":
      return actor.apiKeyId ?? actor.personId;
    case "person":
      return actor.personId;
    case "system":
      return `system:${actor.name}`;
    case "link":
      return actor.linkId;
    case "anonymous":
      return "anonymous";
  }
}
