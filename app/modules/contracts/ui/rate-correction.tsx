import { m } from "#app/i18n/paraglide/messages.js";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { RateAmount, RateBasis, type RateShown } from "./contract-rates.tsx";
import { percentText } from "./draft-values.ts";

export type RateCorrectionProps = {
  /** The rate that is wrong. */
  readonly rate: RateShown;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  /** What was typed before; null when the form is shown for the first time. */
  readonly values: Readonly<Record<string, string>> | null;
};

/** The right rate in place of the wrong one, from the same day on, with the reason; or none at all. */
export function RateCorrection({ rate, idempotencyKey, errors, values }: RateCorrectionProps) {
  const standing = {
    ...(rate.basisPoints > 0 ? { "rate.basisPoints": percentText(rate.basisPoints) } : {}),
    ...(rate.rupiahPerUnit > 0n ? { "rate.rupiahPerUnit": rate.rupiahPerUnit.toString() } : {}),
    ...(rate.legalBasis ? { "rate.legalBasis": rate.legalBasis } : {}),
  };
  const fields = { errors, values: values ?? standing };
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      <RateAmount {...fields} />
      <RateBasis {...fields} />
      <TextInput
        name="reason"
        label={m.contracts_rate_reason()}
        maxLength={300}
        defaultValue={values?.["reason"]}
        error={errors["reason"]}
      />
      <Checkbox
        name="annuls"
        label={m.contracts_rate_annul()}
        hint={m.contracts_rate_annul_hint()}
        defaultChecked={values?.["annuls"] !== undefined}
      />
      <FormActions>
        <SubmitButton icon="check">{m.contracts_rate_correct()}</SubmitButton>
      </FormActions>
    </Form>
  );
}
