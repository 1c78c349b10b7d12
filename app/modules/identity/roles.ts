import type { OrganisationKind } from "#app/kernel/call.ts";

/**
 * What a person is in an organisation, in the words of that organisation's own world (domain 1.1, 2.2, A1–A5).
 * A person may hold several roles in one organisation and belong to several organisations.
 */
export const rolesByKind = {
  kitchen: ["kitchen_head", "kitchen_finance", "kitchen_nutrition", "kitchen_field"],
  foundation: ["foundation_maker"],
  koperasi: [
    "koperasi_chair",
    "koperasi_business",
    "koperasi_secretary",
    "koperasi_treasurer",
    "koperasi_warehouse",
    "koperasi_overseer",
  ],
  trade_center: ["hub_head", "hub_contracts", "hub_logistics", "hub_cashier"],
  bumd: ["bumd_sales", "bumd_warehouse", "bumd_finance"],
  agency: ["agency_officer", "agency_viewer"],
  operator: ["operator_admin"],
} as const satisfies Record<OrganisationKind, readonly string[]>;

export type Role = (typeof rolesByKind)[OrganisationKind][number];

export const roles = Object.values(rolesByKind).flat() as [Role, ...Role[]];

export function rolesOf(kind: OrganisationKind): readonly Role[] {
  return rolesByKind[kind];
}
