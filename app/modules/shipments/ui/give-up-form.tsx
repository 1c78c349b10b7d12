import { m } from "#app/i18n/paraglide/messages.js";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** Nobody on this trip came while others have left: it does not take place. */
export function GiveUpForm({
  idempotencyKey,
  errors,
}: {
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
}) {
  return (
    <Section tone="card" fold="closed" title={m.shipments_give_up_title()} lead={m.shipments_give_up_lead()}>
      <Form idempotencyKey={`${idempotencyKey}-give-up`}>
        <TextInput
          name="reason"
          label={m.shipments_give_up_reason()}
          maxLength={500}
          error={errors["reason"]}
        />
        <FormActions>
          <SubmitButton variant="danger" icon="x" name="intent" value="giveUp">
            {m.shipments_give_up_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
