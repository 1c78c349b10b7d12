import { dateShort, unitWords, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { NumberStepper } from "#app/ui/form/number-stepper.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";

export type AdjustFormProps = {
  readonly idempotencyKey: string;
  readonly shares: readonly {
    readonly koperasiId: string;
    readonly koperasiName: string;
    readonly callOffId: string;
    readonly deliveryDay: string | null;
    readonly packs: number;
    readonly byRule: number;
    readonly cap: number;
  }[];
  readonly packUnit: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** Other shares than the rule's, with the reason that everyone will read. Each koperasi has a field of its own. */
export function AdjustForm({ idempotencyKey, shares, packUnit, errors, values }: AdjustFormProps) {
  return (
    <Form idempotencyKey={idempotencyKey} keepScroll>
      <ErrorSummary errors={errors} />
      <div className="grid gap-4 sm:grid-cols-2">
        {shares.map((share, at) => (
          <div key={`${share.koperasiId} ${share.callOffId}`}>
            <input type="hidden" name={`shares[${at}].callOffId`} value={share.callOffId} />
            <input type="hidden" name={`shares[${at}].koperasiId`} value={share.koperasiId} />
            <NumberStepper
              name={`shares[${at}].packs`}
              label={
                share.deliveryDay === null
                  ? share.koperasiName
                  : `${share.koperasiName} · ${dateShort(share.deliveryDay)}`
              }
              hint={m.allotment_adjust_most({
                cap: whole(share.cap),
                unit: unitWords(packUnit),
                packs: whole(share.byRule),
              })}
              unit={packUnit}
              step={1}
              max={share.cap}
              defaultValue={values[`shares[${at}].packs`] ?? share.packs}
            />
          </div>
        ))}
      </div>
      <TextInput
        name="adjustReason"
        label={m.allotment_adjust_reason()}
        maxLength={500}
        defaultValue={values["adjustReason"]}
        error={errors["adjustReason"]}
      />
      <FormActions>
        <SubmitButton variant="secondary" icon="edit" name="intent" value="adjust">
          {m.allotment_adjust_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
