import { unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { NumberStepper } from "#app/ui/form/number-stepper.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";

export type ReleaseFormProps = {
  readonly idempotencyKey: string;
  readonly share: { readonly id: string; readonly acceptedPacks: number };
  readonly packUnit: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** A koperasi that accepted a share says that it will bring less of it. */
export function ReleaseForm({ idempotencyKey, share, packUnit, errors, values }: ReleaseFormProps) {
  return (
    <Form idempotencyKey={idempotencyKey} keepScroll>
      <input type="hidden" name="allotmentId" value={share.id} />
      <NumberStepper
        name="keptPacks"
        label={m.allotment_release_kept({ unit: unitWords(packUnit) })}
        hint={m.allotment_release_hint()}
        unit={packUnit}
        step={5}
        max={share.acceptedPacks}
        defaultValue={values["keptPacks"] ?? 0}
        error={errors["keptPacks"]}
      />
      <TextInput
        name="releaseReason"
        label={m.allotment_answer_reason()}
        maxLength={300}
        defaultValue={values["releaseReason"]}
        error={errors["releaseReason"]}
      />
      <FormActions>
        <SubmitButton variant="secondary" icon="undo" name="intent" value="release">
          {m.allotment_release_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
