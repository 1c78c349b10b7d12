import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import type { AllotmentState, RoundState } from "../allotment-lifecycle.ts";
import type { AllotmentKey } from "../key.ts";
import type { AllotmentRule } from "../round.ts";

/** Where one koperasi's share stands. */
export function AllotmentBadge({ state }: { readonly state: AllotmentState }) {
  switch (state) {
    case "proposed":
      return <Badge icon="edit">{m.allotment_state_proposed()}</Badge>;
    case "published":
      return <Badge tone="rice">{m.allotment_state_published()}</Badge>;
    case "accepted":
      return <Badge tone="leaf">{m.allotment_state_accepted()}</Badge>;
    case "declined":
      return <Badge tone="brick">{m.allotment_state_declined()}</Badge>;
    case "lapsed":
      return <Badge tone="brick">{m.allotment_state_lapsed()}</Badge>;
    case "fulfilled":
      return <Badge tone="leaf">{m.allotment_state_fulfilled()}</Badge>;
    case "broken":
      return <Badge tone="brick">{m.allotment_state_broken()}</Badge>;
    case "withdrawn":
      return <Badge icon="undo">{m.allotment_state_withdrawn()}</Badge>;
  }
}

/** Where the table of a round stands. */
export function RoundBadge({ state }: { readonly state: RoundState }) {
  switch (state) {
    case "asked":
      return <Badge tone="rice">{m.allotment_round_state_asked()}</Badge>;
    case "proposed":
      return <Badge tone="rice">{m.allotment_round_state_proposed()}</Badge>;
    case "published":
      return <Badge tone="leaf">{m.allotment_round_state_published()}</Badge>;
    case "discarded":
      return <Badge icon="x">{m.allotment_round_state_discarded()}</Badge>;
  }
}

/** What a rule is called. */
export function ruleName(rule: AllotmentRule): string {
  switch (rule) {
    case "hamilton":
      return m.allotment_rule_hamilton();
    case "webster":
      return m.allotment_rule_webster();
    case "equal":
      return m.allotment_rule_equal();
    case "priority":
      return m.allotment_rule_priority();
  }
}

/** As a column's head: one or two words. */
export function ruleShort(rule: AllotmentRule): string {
  switch (rule) {
    case "hamilton":
      return m.allotment_rule_hamilton_short();
    case "webster":
      return m.allotment_rule_webster_short();
    case "equal":
      return m.allotment_rule_equal();
    case "priority":
      return m.allotment_rule_priority();
  }
}

export function roundName(round: number, rule: AllotmentRule): string {
  return m.allotment_round_name({ round, rule: ruleName(rule) });
}

/** What the weights of a round were taken from. */
export function keyName(key: AllotmentKey): string {
  return key === "standard" ? m.allotment_key_standard() : m.allotment_key_agreed();
}
