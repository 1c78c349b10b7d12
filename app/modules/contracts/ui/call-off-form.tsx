import { unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { NumberStepper } from "#app/ui/form/number-stepper.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";

export type CallOffFormProps = {
  readonly idempotencyKey: string;
  readonly packUnit: string;
  readonly suggested: {
    readonly deliveryDay: string;
    readonly answerDay: string;
    readonly earliest: string;
    readonly latest: string;
  };
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** Calls packs off a contract for one delivery day, with the hour by which koperasi answer. */
export function CallOffForm({ idempotencyKey, packUnit, suggested, errors, values }: CallOffFormProps) {
  const { earliest: min, latest: max } = suggested;
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      <FieldRow>
        <DateInput
          name="deliveryDay"
          label={m.contracts_delivery_day()}
          min={min}
          max={max}
          defaultValue={values["deliveryDay"] ?? suggested.deliveryDay}
          error={errors["deliveryDay"]}
        />
        <NumberStepper
          name="packs"
          label={m.contracts_packs_of({ unit: unitWords(packUnit) })}
          min={1}
          unit={packUnit}
          defaultValue={Number(values["packs"] ?? "100") || 100}
          error={errors["packs"]}
        />
      </FieldRow>
      <FieldRow>
        <DateInput
          name="answerDay"
          label={m.contracts_answer_day()}
          hint={m.contracts_answer_hint()}
          max={max}
          defaultValue={values["answerDay"] ?? suggested.answerDay}
          error={errors["answerDay"]}
        />
        <DateInput
          name="answerTime"
          kind="time"
          label={m.contracts_answer_time()}
          defaultValue={values["answerTime"] ?? "16:00"}
          error={errors["answerTime"]}
        />
      </FieldRow>
      <Textarea
        name="note"
        label={m.contracts_note()}
        rows={2}
        maxLength={500}
        optional
        defaultValue={values["note"]}
        error={errors["note"]}
      />
      <FormActions>
        <SubmitButton icon="truck" name="intent" value="callOff">
          {m.contracts_calloff_open_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
