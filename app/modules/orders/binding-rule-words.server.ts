import { date, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BindingRule, BindingRules } from "./binding-rules-reads.server.ts";

/** A rule as it is read: what it says, and since when by which source. */
export type RuleWords = { readonly said: string; readonly source: string };

/**
 * What holds between a kitchen and its sellers when goods are late or not wanted any more, in words: a phone need not know how
 * to say them.
 */
export function bindingRuleWords({ lateCancelPercent, lateAfterMinutes }: BindingRules): RuleWords[] {
  const source = (rule: BindingRule) =>
    m.orders_rules_source({ day: date(rule.validFrom), source: rule.source });
  return [
    {
      said: m.orders_rules_late({ minutes: whole(lateAfterMinutes.amount) }),
      source: source(lateAfterMinutes),
    },
    {
      said:
        lateCancelPercent.amount === 0
          ? m.orders_rules_cancel_free()
          : m.orders_rules_cancel({ percent: lateCancelPercent.amount }),
      source: source(lateCancelPercent),
    },
  ];
}
