import { m } from "#app/i18n/paraglide/messages.js";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldGroup, FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { NumberStepper } from "#app/ui/form/number-stepper.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { isDivisibleUnit } from "../commodity.ts";

export type HarvestAskFormProps = {
  readonly unit: string;
  readonly producers: readonly { readonly id: string; readonly name: string }[];
  readonly day: string;
  readonly today: string;
  /** What is paid to producers as a rule; null when nothing was said of it. */
  readonly costRupiah: bigint | null;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** When, at what price, and how much of whom. A producer left empty is not asked. */
export function HarvestAskForm(props: HarvestAskFormProps) {
  const { unit, producers, errors, values } = props;
  return (
    <Form idempotencyKey={props.idempotencyKey}>
      <ErrorSummary errors={errors} />
      <FieldRow>
        <DateInput
          name="onDay"
          label={m.catalogue_ask_day()}
          defaultValue={values["onDay"] ?? props.day}
          min={props.today}
          error={errors["onDay"]}
        />
        <DateInput
          name="bringBy"
          kind="time"
          label={m.catalogue_ask_by()}
          hint={m.catalogue_ask_by_hint()}
          defaultValue={values["bringBy"] ?? "14:30"}
          error={errors["bringBy"]}
        />
      </FieldRow>
      <RupiahInput
        name="price"
        label={m.catalogue_ask_price()}
        suffix={m.catalogue_ask_per({ unit })}
        defaultValue={values["price"] ?? props.costRupiah}
        error={errors["price"]}
      />
      <NumberStepper
        name="payDays"
        label={m.catalogue_ask_pay_days()}
        hint={m.catalogue_ask_pay_days_hint()}
        max={60}
        defaultValue={values["payDays"] ?? 7}
        error={errors["payDays"]}
      />
      <FieldGroup legend={m.catalogue_ask_whom()} hint={m.catalogue_ask_whom_hint()}>
        {producers.map((producer, at) => (
          <div key={producer.id}>
            <input type="hidden" name={`asks[${at}].producerId`} value={producer.id} />
            <QuantityInput
              name={`asks[${at}].quantity`}
              label={producer.name}
              unit={unit}
              decimals={isDivisibleUnit(unit) ? 3 : 0}
              optional
              defaultValue={values[`asks[${at}].quantity`]}
              error={errors[`asks[${at}].quantity`]}
            />
          </div>
        ))}
      </FieldGroup>
      <TextInput
        name="note"
        label={m.catalogue_ask_note()}
        maxLength={200}
        optional
        defaultValue={values["note"]}
        error={errors["note"]}
      />
      <FormActions>
        <SubmitButton icon="chat">{m.catalogue_ask_action()}</SubmitButton>
      </FormActions>
    </Form>
  );
}
