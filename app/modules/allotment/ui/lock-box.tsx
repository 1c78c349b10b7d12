import { unitWords, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";

export type LockBoxProps = {
  readonly idempotencyKey: string;
  /** What nobody took although everyone has answered: then there is something to decide. */
  readonly short: { readonly packs: number; readonly unit: string } | null;
};

/** Goes ahead with what was accepted so far. */
export function LockBox({ idempotencyKey, short }: LockBoxProps) {
  return (
    <Callout
      tone="rice"
      icon={short ? "alert" : "check"}
      title={
        short
          ? m.contracts_short_title({ packs: whole(short.packs), unit: unitWords(short.unit) })
          : m.allotment_lock_title()
      }
      actions={
        <Form idempotencyKey={idempotencyKey}>
          <SubmitButton icon="check" name="intent" value="lock">
            {m.allotment_lock_action()}
          </SubmitButton>
        </Form>
      }
    >
      {short ? m.contracts_short_text() : m.allotment_lock_text()}
    </Callout>
  );
}
