import { unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { NumberStepper } from "#app/ui/form/number-stepper.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";

export type CallOffFormProps = {
  readonly idempotencyKey: string;
  /** What may be called off: each with the pack that it is counted in. */
  readonly goods: readonly { readonly id: string; readonly name: string; readonly packUnit: string }[];
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
export function CallOffForm({ idempotencyKey, goods, suggested, errors, values }: CallOffFormProps) {
  const { earliest: min, latest: max } = suggested;
  const packs = [...new Set(goods.map((line) => line.packUnit))];
  const packUnit = packs.length === 1 ? packs[0] : undefined;
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      {goods.length > 1 ? (
        <Select
          name="contractLineId"
          label={m.contracts_goods_of()}
          placeholder={m.contracts_goods_choose()}
          options={goods.map((line) => ({
            value: line.id,
            label: `${line.name} · ${unitWords(line.packUnit)}`,
          }))}
          defaultValue={values["contractLineId"]}
          error={errors["contractLineId"]}
        />
      ) : null}
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
          label={packUnit ? m.contracts_packs_of({ unit: unitWords(packUnit) }) : m.contracts_packs()}
          min={1}
          {...(packUnit ? { unit: packUnit } : {})}
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
