import { m } from "#app/i18n/paraglide/messages.js";
import type { TaxKind } from "../tax-remittance.ts";

const kinds: Readonly<Record<TaxKind, () => string>> = {
  vat: m.payments_taxes_kind_vat,
  withheld: m.payments_taxes_kind_withheld,
  vat_kept: m.payments_taxes_kind_vat_kept,
};

export function taxKindLabel(kind: TaxKind): string {
  return kinds[kind]();
}
