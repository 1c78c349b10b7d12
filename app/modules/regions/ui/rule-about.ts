import { m } from "#app/i18n/paraglide/messages.js";

/** What a rule does, in a sentence; null for rules whose value says it all. */
export function ruleAbout(key: string): string | null {
  switch (key) {
    case "market.suppliers_per_line_max":
      return m.operator_rule_about_suppliers();
    case "market.extra_supplier_rupiah":
      return m.operator_rule_about_extra_supplier();
    case "market.supplier_share_max_basis_points":
      return m.operator_rule_about_share();
    default:
      return null;
  }
}
