import { m } from "#app/i18n/paraglide/messages.js";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export type ContractEndingProps = {
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
};

/** Breaks a contract off before its time, with the reason on record. */
export function ContractEnding({ idempotencyKey, errors }: ContractEndingProps) {
  return (
    <Section
      tone="card"
      title={m.contracts_terminate_title()}
      lead={m.contracts_terminate_lead()}
      fold={errors["reason"] ? "open" : "closed"}
    >
      <Form idempotencyKey={idempotencyKey}>
        <Textarea
          name="reason"
          label={m.contracts_terminate_reason()}
          rows={2}
          maxLength={500}
          error={errors["reason"]}
        />
        <FormActions>
          <SubmitButton variant="danger" icon="x" name="intent" value="terminate">
            {m.contracts_terminate_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
