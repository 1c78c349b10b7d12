import { m } from "#app/i18n/paraglide/messages.js";
import { Choice } from "#app/ui/form/choice.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { sayRule } from "../because-words.ts";
import { type AllotmentKey, allotmentKeys, type KeyParts } from "../key.ts";
import type { AllotmentRule } from "../round.ts";
import { keyName, ruleName } from "./allotment-badge.tsx";

export type ProposeFormProps = {
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly rules: readonly AllotmentRule[];
  readonly keyParts: KeyParts;
  readonly standingKey: AllotmentKey;
};

/** Draws up shares by a rule; more than one rule can be tried, side by side. */
export function ProposeForm({ idempotencyKey, errors, rules, keyParts, standingKey }: ProposeFormProps) {
  return (
    <Form idempotencyKey={idempotencyKey} keepScroll>
      <Choice
        name="rule"
        label={m.allotment_rule()}
        defaultValue={rules[0]}
        error={errors["rule"]}
        options={rules.map((rule) => ({ value: rule, label: ruleName(rule), hint: sayRule(rule) }))}
      />
      <Choice
        name="key"
        label={m.allotment_key()}
        defaultValue={standingKey}
        error={errors["key"]}
        options={allotmentKeys.map((key) => ({
          value: key,
          label: keyName(key),
          hint: key === "standard" ? m.allotment_key_standard_how(keyParts) : m.allotment_key_agreed_how(),
        }))}
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
