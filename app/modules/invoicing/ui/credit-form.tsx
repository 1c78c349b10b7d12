import { m } from "#app/i18n/paraglide/messages.js";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export type CreditFormProps = {
  readonly idempotencyKey: string;
  /** True where its proceeds were divided among koperasi. */
  readonly isDivided: boolean;
  readonly errors: Readonly<Record<string, readonly string[]>>;
};

/** Takes an unpaid invoice back, with a reason that stands on the credit note. */
export function CreditForm({ idempotencyKey, isDivided, errors }: CreditFormProps) {
  const lead = isDivided ? m.invoicing_credit_lead_call_off() : m.invoicing_credit_lead();
  return (
    <Section tone="card" title={m.invoicing_credit_title()} lead={lead}>
      <Form idempotencyKey={idempotencyKey}>
        <Textarea
          name="reason"
          label={m.invoicing_credit_reason()}
          rows={2}
          maxLength={500}
          error={[...(errors["reason"] ?? [])]}
        />
        <FormActions>
          <SubmitButton variant="danger" icon="undo" name="intent" value="credit">
            {m.invoicing_credit_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
