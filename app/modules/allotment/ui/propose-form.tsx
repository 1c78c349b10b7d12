import { m } from "#app/i18n/paraglide/messages.js";
import { Choice } from "#app/ui/form/choice.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { sayRule } from "../because-words.ts";
import type { AllotmentRule } from "../round.ts";
import { ruleName } from "./allotment-badge.tsx";

export type ProposeFormProps = {
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly rules: readonly AllotmentRule[];
};

/** Draws up shares by a rule; more than one rule can be tried, side by side. */
export function ProposeForm({ idempotencyKey, errors, rules }: ProposeFormProps) {
  return (
    <Form idempotencyKey={idempotencyKey} keepScroll>
      <Choice
        name="rule"
        label={m.allotment_rule()}
        defaultValue={rules[0]}
        error={errors["rule"]}
        options={rules.map((rule) => ({ value: rule, label: ruleName(rule), hint: sayRule(rule) }))}
      />
      <TextInput
        name="roundNote"
        label={m.allotment_note()}
        optional
        maxLength={500}
        error={errors["roundNote"]}
      />
      <FormActions>
        <SubmitButton icon="split" name="intent" value="propose">
          {m.allotment_propose_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
