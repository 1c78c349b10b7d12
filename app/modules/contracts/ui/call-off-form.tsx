import { unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { Choice } from "#app/ui/form/choice.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { coolings } from "../schedule.ts";
import { coolingName } from "./cooling-name.ts";
import { WaveFields } from "./wave-fields.tsx";

export type CallOffFormProps = {
  readonly idempotencyKey: string;
  /** What may be called off: each with the pack that it is counted in. */
  readonly goods: readonly {
    readonly id: string;
    readonly name: string;
    readonly packUnit: string;
    readonly baseUnit: BaseUnit;
  }[];
  readonly suggested: {
    readonly deliveryDay: string;
    readonly answerDay: string;
    readonly earliest: string;
    readonly latest: string;
  };
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** Calls packs off a contract for one delivery day or several, with the hour by which koperasi answer. */
export function CallOffForm({ idempotencyKey, goods, suggested, errors, values }: CallOffFormProps) {
  const { earliest: min, latest: max } = suggested;
  const [first] = goods;
  const isAlike = goods.every(
    (line) => line.packUnit === first?.packUnit && line.baseUnit === first.baseUnit,
  );
  const counted = first && isAlike ? { packUnit: first.packUnit, baseUnit: first.baseUnit } : null;
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
      <WaveFields
        counted={counted}
        firstDay={suggested.deliveryDay}
        min={min}
        max={max}
        errors={errors}
        values={values}
      />
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
      <Choice
        name="cooling"
        label={m.contracts_cooling()}
        layout="row"
        defaultValue={values["cooling"] ?? coolings[0]}
        error={errors["cooling"]}
        options={coolings.map((cooling) => ({ value: cooling, label: coolingName(cooling) }))}
      />
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
