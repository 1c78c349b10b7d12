import { m } from "#app/i18n/paraglide/messages.js";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export type AppealWithdrawalProps = {
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** The seller takes its appeal back, and says why. Folded away: it is rare, and there is no second appeal. */
export function AppealWithdrawal({ idempotencyKey, errors, values }: AppealWithdrawalProps) {
  return (
    <Section
      tone="card"
      fold={errors["words"] === undefined ? "closed" : "open"}
      title={m.shipments_appeal_withdraw()}
      lead={m.shipments_appeal_withdraw_lead()}
    >
      <Form idempotencyKey={idempotencyKey}>
        <Textarea
          name="words"
          label={m.shipments_appeal_withdraw_words()}
          rows={2}
          maxLength={1000}
          defaultValue={values["words"]}
          error={errors["words"]}
        />
        <FormActions>
          <SubmitButton variant="secondary" icon="undo" name="intent" value="withdraw">
            {m.shipments_appeal_withdraw_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
