import { m } from "#app/i18n/paraglide/messages.js";
import type { OrganisationKind } from "#app/kernel/call.ts";
import type { PaperKind } from "#app/modules/identity/organisation.schema.ts";
import type { OrganisationEvent, OrganisationState } from "#app/modules/identity/organisation.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import type { Tone } from "#app/ui/tone.ts";

/** The words of identity on the screen. */
const roleNames: Readonly<Record<Role, () => string>> = {
  kitchen_head: m.identity_role_kitchen_head,
  kitchen_finance: m.identity_role_kitchen_finance,
  kitchen_nutrition: m.identity_role_kitchen_nutrition,
  kitchen_field: m.identity_role_kitchen_field,
  foundation_maker: m.identity_role_foundation_maker,
  koperasi_chair: m.identity_role_koperasi_chair,
  koperasi_business: m.identity_role_koperasi_business,
  koperasi_secretary: m.identity_role_koperasi_secretary,
  koperasi_treasurer: m.identity_role_koperasi_treasurer,
  koperasi_warehouse: m.identity_role_koperasi_warehouse,
  koperasi_overseer: m.identity_role_koperasi_overseer,
  hub_head: m.identity_role_hub_head,
  hub_contracts: m.identity_role_hub_contracts,
  hub_logistics: m.identity_role_hub_logistics,
  hub_cashier: m.identity_role_hub_cashier,
  bumd_sales: m.identity_role_bumd_sales,
  bumd_warehouse: m.identity_role_bumd_warehouse,
  bumd_finance: m.identity_role_bumd_finance,
  agency_officer: m.identity_role_agency_officer,
  agency_viewer: m.identity_role_agency_viewer,
  operator_admin: m.identity_role_operator_admin,
};

export function roleName(role: Role): string {
  return roleNames[role]();
}

export function roleNamesOf(roles: readonly Role[]): string {
  return roles.map(roleName).join(", ");
}

const kindNames: Readonly<Record<OrganisationKind, () => string>> = {
  koperasi: m.identity_kind_koperasi,
  kitchen: m.identity_kind_kitchen,
  foundation: m.identity_kind_foundation,
  trade_center: m.identity_kind_trade_center,
  bumd: m.identity_kind_bumd,
  agency: m.identity_kind_agency,
  operator: m.identity_kind_operator,
};

export function kindName(kind: OrganisationKind): string {
  return kindNames[kind]();
}

/** What an organisation calls its number in its register: a koperasi's is the NIK, others have one each of their own. */
export function registryNumberName(kind: OrganisationKind): string {
  return kind === "koperasi" ? m.identity_registry_number_koperasi() : m.identity_registry_number();
}

const paperNames: Readonly<Record<PaperKind, () => string>> = {
  deed: m.identity_paper_deed,
  business_number: m.identity_paper_business_number,
  tax_number: m.identity_paper_tax_number,
  identity_card: m.identity_paper_identity_card,
  hygiene_certificate: m.identity_paper_hygiene_certificate,
  halal_certificate: m.identity_paper_halal_certificate,
  food_permit: m.identity_paper_food_permit,
  other: m.identity_paper_other,
};

export function paperName(kind: PaperKind): string {
  return paperNames[kind]();
}

const eventNames: Readonly<Record<OrganisationEvent, () => string>> = {
  verify: m.identity_event_verify,
  reject: m.identity_event_reject,
  resubmit: m.identity_event_resubmit,
  suspend: m.identity_event_suspend,
  reinstate: m.identity_event_reinstate,
};

/** What a decision did, in the past tense; the history keeps the event's own word. */
export function decisionName(event: string): string {
  return event in eventNames ? eventNames[event as OrganisationEvent]() : event;
}

const states: Readonly<Record<OrganisationState, { readonly name: () => string; readonly tone: Tone }>> = {
  registered: { name: m.identity_state_registered, tone: "rice" },
  active: { name: m.identity_state_active, tone: "leaf" },
  rejected: { name: m.identity_state_rejected, tone: "brick" },
  suspended: { name: m.identity_state_suspended, tone: "brick" },
};

export function stateName(state: OrganisationState): string {
  return states[state].name();
}

export function OrganisationStateBadge({ state }: { readonly state: OrganisationState }) {
  return <Badge tone={states[state].tone}>{states[state].name()}</Badge>;
}
