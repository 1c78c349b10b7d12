import { m } from "#app/i18n/paraglide/messages.js";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export type EndingProps = {
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
};

/** Calls a call-off back before anything has left, with the reason on record. */
export function CallOffEnding(props: EndingProps) {
  return (
    <Ending
      {...props}
      title={m.contracts_cancel_title()}
      lead={m.contracts_cancel_lead()}
      intent="cancel"
      action={m.contracts_cancel_action()}
    />
  );
}

/** Breaks a contract off before its time, with the reason on record. */
export function ContractEnding(props: EndingProps) {
  return (
    <Ending
      {...props}
      title={m.contracts_terminate_title()}
      lead={m.contracts_terminate_lead()}
      intent="terminate"
      action={m.contracts_terminate_action()}
    />
  );
}

type EndingWords = {
  readonly title: string;
  readonly lead: string;
  readonly intent: "cancel" | "terminate";
  readonly action: string;
};

/** Folded until asked for, and open when its reason was refused. */
function Ending({ idempotencyKey, errors, title, lead, intent, action }: EndingProps & EndingWords) {
  return (
    <Section tone="card" title={title} lead={lead} fold={errors["reason"] ? "open" : "closed"}>
      <Form idempotencyKey={idempotencyKey}>
        <Textarea
          name="reason"
          label={m.contracts_terminate_reason()}
          rows={2}
          maxLength={500}
          error={errors["reason"]}
        />
        <FormActions>
          <SubmitButton variant="danger" icon="x" name="intent" value={intent}>
            {action}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
