import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";

/** Goes ahead with what was accepted so far. */
export function LockBox({ idempotencyKey }: { readonly idempotencyKey: string }) {
  return (
    <Callout
      tone="rice"
      icon="check"
      title={m.allotment_lock_title()}
      actions={
        <Form idempotencyKey={idempotencyKey}>
          <SubmitButton icon="check" name="intent" value="lock">
            {m.allotment_lock_action()}
          </SubmitButton>
        </Form>
      }
    >
      {m.allotment_lock_text()}
    </Callout>
  );
}
