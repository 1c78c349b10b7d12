import type { OrganisationKind } from "#app/kernel/call.ts";
import type { Permission } from "#app/modules/identity/permission-names.ts";
import type { Role } from "#app/modules/identity/roles.ts";

/**
 * Who may open a page or send a form. `needs` is the permission (any of several). Addresses that name a subject are
 * further limited to the kinds of organisation that have a part in it; for everybody else it does not exist.
 */
export type Who =
  /** Strangers too: what is public, and the ways to sign in. */
  | "everybody"
  /** Not there any more, or not there in this house, whoever asks. */
  | "nobody"
  /** Whoever holds the secret in the address; for anybody without it, it opens nothing. */
  | "bearer"
  /** Whoever gave a password and still owes the second factor. */
  | "halfSignedIn"
  /** Programs with a key of their own (tests/http/walls-api): signing in opens nothing here. */
  | "program"
  /** Whoever is signed in. */
  | "person"
  /** Any member of the organisation in the address. */
  | "member"
  | "operator"
  | {
      readonly needs: Permission | readonly Permission[];
      readonly parties?: readonly OrganisationKind[];
      /** Roles that hold the permission for another side of trade than the one that their organisation has here. */
      readonly except?: readonly Role[];
    };

/** Ids by what they name. */
export type Subjects = Readonly<Record<string, string>>;

export type WriteRule = {
  readonly name: string;
  readonly who: Who;
  /** A form that would be accepted in its form; ids in it are the subjects'. */
  readonly fields: (subjects: Subjects) => Readonly<Record<string, string | readonly string[]>>;
  /** Parameters of the address that differ from the subjects of their name. */
  readonly params?: (subjects: Subjects) => Subjects;
};

/** Of one address that leads to many kinds of things: one kind, and who may see it. */
export type RouteCase = {
  readonly name: string;
  readonly read: Who;
  readonly params: (subjects: Subjects) => Subjects;
};

export type RouteRule = {
  readonly read?: Who;
  /** In place of `read`, where it depends on what the id in the address names. */
  readonly cases?: readonly RouteCase[];
  /** Subjects of others that this page shows on purpose: what is announced to whoever could supply it. */
  readonly shows?: readonly string[];
  readonly writes?: readonly WriteRule[];
  readonly params?: (subjects: Subjects) => Subjects;
  /** What stands behind the question mark. */
  readonly query?: (subjects: Subjects) => Subjects;
};

/** Addresses within an organisation. */
export const W = "/:workspace";
export const needs = (permission: Permission | readonly Permission[], ...parties: OrganisationKind[]): Who =>
  parties.length === 0 ? { needs: permission } : { needs: permission, parties };
export const write = (
  name: string,
  who: Who,
  fields: WriteRule["fields"] | Readonly<Record<string, string>> = {},
  params?: WriteRule["params"],
): WriteRule => ({
  name,
  who,
  fields: typeof fields === "function" ? fields : () => ({ intent: name, ...fields }),
  ...(params ? { params } : {}),
});
export const REASON = { reason: "Alasan yang cukup panjang untuk dibaca" };
