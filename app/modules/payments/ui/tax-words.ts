import { m } from "#app/i18n/paraglide/messages.js";
import type { TaxKind, TaxRemittanceState } from "../tax-remittance.ts";

const kinds: Readonly<Record<TaxKind, () => string>> = {
  vat: m.payments_taxes_kind_vat,
  withheld: m.payments_taxes_kind_withheld,
  vat_kept: m.payments_taxes_kind_vat_kept,
};

export function taxKindLabel(kind: TaxKind): string {
  return kinds[kind]();
}

const states: Readonly<Record<TaxRemittanceState, () => string>> = {
  reported: m.payments_taxes_state_reported,
  confirmed: m.payments_taxes_state_confirmed,
  rejected: m.payments_taxes_state_rejected,
  doubted: m.payments_taxes_state_doubted,
  reversed: m.payments_taxes_state_reversed,
};

export function taxStateLabel(state: TaxRemittanceState): string {
  return states[state]();
}
