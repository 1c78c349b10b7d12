import type { Actor, OrganisationKind } from "#app/kernel/call.ts";
import type { Permission } from "./permission-names.ts";
import { matrix } from "./role-permissions.ts";
import { type Role, roles } from "./roles.ts";

/** Roles that look at everything and touch nothing. */
export const overseeingRoles = ["koperasi_overseer", "agency_viewer"] as const satisfies readonly Role[];

/** The role that answers for an organisation: whoever registers it becomes this. */
export const leadingRoles: Readonly<Record<OrganisationKind, Role>> = {
  kitchen: "kitchen_head",
  foundation: "foundation_maker",
  koperasi: "koperasi_chair",
  trade_center: "hub_head",
  bumd: "bumd_finance",
  agency: "agency_officer",
  operator: "operator_admin",
};

export function isOverseeing(role: Role): boolean {
  return overseeingRoles.some((overseeing) => overseeing === role);
}

/** Everything that the role may do. Whoever does something may also have a program do it: a key of their own role. */
export function permissionsOf(role: Role): readonly Permission[] {
  return isOverseeing(role) ? matrix[role] : [...matrix[role], "apiKeys.keep"];
}

/**
 * What begins no trade: mending what verification asks for, the own store's book, and ending what was begun. Goods that are
 * on the road are taken over, and what is owed is paid, to others and to the state, whoever was suspended since.
 */
const KEPT_WHILE_INACTIVE: readonly Permission[] = [
  "members.keep",
  "papers.keep",
  "stock.keep",
  "shipments.receive",
  "appeals.open",
  "appeals.answer",
  "payments.report",
  "taxes.remit",
  "taxes.confirm",
];

/** True for what needs no active organisation: looking, what is kept in the own house, and ending what was begun. */
export function isAllowedWhileInactive(permission: Permission): boolean {
  return permission.endsWith(".read") || KEPT_WHILE_INACTIVE.includes(permission);
}

const granted: ReadonlyMap<string, ReadonlySet<Permission>> = new Map(
  roles.map((role) => [role, new Set(permissionsOf(role))]),
);

/**
 * Whether this actor holds this permission in the organisation it acts for: the union of its roles, less whatever
 * trades while the organisation is not active. Anyone who acts for no organisation holds none.
 */
export function may(actor: Actor, permission: Permission): boolean {
  if (actor.kind !== "member") return false;
  if (!actor.organisationActive && !isAllowedWhileInactive(permission)) return false;
  return actor.roles.some((role) => granted.get(role)?.has(permission) ?? false);
}

/** Every role that holds the permission: whom news about such deeds is for. */
export function rolesHolding(permission: Permission): readonly Role[] {
  return roles.filter((role) => granted.get(role)?.has(permission) ?? false);
}
