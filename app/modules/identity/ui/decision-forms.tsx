import { m } from "#app/i18n/paraglide/messages.js";
import type { OrganisationState } from "#app/modules/identity/organisation.ts";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Section } from "#app/ui/layout/section.tsx";

type Answer =
  | {
      readonly errors: Readonly<Record<string, readonly string[]>>;
      readonly values: Readonly<Record<string, string>>;
    }
  | undefined;

/** What may be decided in this state: yes, or a no that says why. */
export function DecisionForms({
  state,
  keyBase,
  answer,
}: {
  readonly state: OrganisationState;
  readonly keyBase: string;
  readonly answer: Answer;
}) {
  if (state === "rejected") return null;
  const yes = state === "registered" ? "verify" : state === "suspended" ? "reinstate" : null;
  const no = state === "registered" ? "reject" : state === "active" ? "suspend" : null;
  return (
    <Section tone="card" title={m.identity_decide()}>
      <ErrorSummary errors={answer?.errors} />
      <div className="grid gap-6">
        {yes === null ? null : (
          <Form idempotencyKey={`${keyBase}-${yes}`}>
            <input type="hidden" name="intent" value={yes} />
            <SubmitButton icon="check">
              {yes === "verify" ? m.identity_decide_verify() : m.identity_decide_reinstate()}
            </SubmitButton>
          </Form>
        )}
        {no === null ? null : (
          <Form idempotencyKey={`${keyBase}-${no}`}>
            <input type="hidden" name="intent" value={no} />
            <Textarea
              name="reason"
              label={m.identity_decide_reason()}
              hint={no === "reject" ? m.identity_decide_reject_hint() : m.identity_decide_suspend_hint()}
              rows={3}
              maxLength={500}
              defaultValue={answer?.values["reason"]}
              error={answer?.errors["reason"]}
            />
            <SubmitButton variant="danger">
              {no === "reject" ? m.identity_decide_reject() : m.identity_decide_suspend()}
            </SubmitButton>
          </Form>
        )}
      </div>
    </Section>
  );
}
