import { date, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Section } from "#app/ui/layout/section.tsx";
import type { BindingRule, BindingRules } from "../binding-rules-reads.server.ts";

/** What holds between a kitchen and its sellers when goods are late or not wanted any more; each rule with its date and source. */
export function BindingRulesCard({ rules }: { readonly rules: BindingRules }) {
  const { lateCancelPercent, lateAfterMinutes } = rules;
  return (
    <Section tone="card" title={m.orders_rules_title()}>
      <ul className="flex flex-col gap-3">
        <RuleLine
          rule={lateAfterMinutes}
          said={m.orders_rules_late({ minutes: whole(lateAfterMinutes.amount) })}
        />
        <RuleLine
          rule={lateCancelPercent}
          said={
            lateCancelPercent.amount === 0
              ? m.orders_rules_cancel_free()
              : m.orders_rules_cancel({ percent: lateCancelPercent.amount })
          }
        />
      </ul>
    </Section>
  );
}

function RuleLine({ rule, said }: { readonly rule: BindingRule; readonly said: string }) {
  return (
    <li>
      <p>{said}</p>
      <p className="text-sm text-ink-soft">
        {m.orders_rules_source({ day: date(rule.validFrom), source: rule.source })}
      </p>
    </li>
  );
}
