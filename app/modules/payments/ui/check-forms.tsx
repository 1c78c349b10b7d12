import { m } from "#app/i18n/paraglide/messages.js";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";

type Answer = {
  readonly idempotencyKey: string;
  readonly errors?: Readonly<Record<string, readonly string[]>> | undefined;
};

/** What a second person answers to a report of money: it was so, in the words of that money, or it was not. */
export function CheckForms({ confirm, idempotencyKey, errors }: Answer & { readonly confirm: string }) {
  return (
    <>
      <Form idempotencyKey={idempotencyKey}>
        <FormActions>
          <SubmitButton icon="check" name="intent" value="confirm">
            {confirm}
          </SubmitButton>
        </FormActions>
      </Form>
      <ReasonForm
        summary={m.payments_checked_reject_summary()}
        action={m.payments_checked_reject_action()}
        intent="reject"
        idempotencyKey={`${idempotencyKey}-no`}
        errors={errors}
      />
    </>
  );
}

/** What a second person answers to a doubt: out of the books, or it stands. */
export function SettleDoubtForms({ idempotencyKey }: Pick<Answer, "idempotencyKey">) {
  return (
    <div className="flex flex-wrap gap-3">
      <Form idempotencyKey={`${idempotencyKey}-reverse`}>
        <SubmitButton variant="danger" icon="undo" name="intent" value="reverse">
          {m.payments_checked_reverse_action()}
        </SubmitButton>
      </Form>
      <Form idempotencyKey={`${idempotencyKey}-keep`}>
        <SubmitButton variant="secondary" icon="check" name="intent" value="keep">
          {m.payments_checked_keep_action()}
        </SubmitButton>
      </Form>
    </div>
  );
}

/** A deed that says no, folded away, with its reason. */
export function ReasonForm({
  summary,
  action,
  intent,
  idempotencyKey,
  errors = {},
}: Answer & {
  readonly summary: string;
  readonly action: string;
  readonly intent: "reject" | "doubt";
}) {
  return (
    <details className="mt-6" open={errors["reason"] !== undefined}>
      <summary className="flex min-h-11 cursor-pointer items-center font-semibold text-brick-700">
        {summary}
      </summary>
      <Form idempotencyKey={idempotencyKey}>
        <TextInput
          name="reason"
          label={m.payments_checked_reason()}
          maxLength={500}
          error={errors["reason"] ?? null}
        />
        <FormActions>
          <SubmitButton variant="danger" icon="x" name="intent" value={intent}>
            {action}
          </SubmitButton>
        </FormActions>
      </Form>
    </details>
  );
}
