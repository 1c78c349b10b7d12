import { m } from "#app/i18n/paraglide/messages.js";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { NumberStepper } from "#app/ui/form/number-stepper.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { type Option, Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { settlementPeriods } from "../consignment.ts";
import { periodWords } from "./consignment-facts.tsx";

export type ConsignmentFormProps = {
  readonly unit: string;
  readonly consignors: readonly Option[];
  readonly today: string;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** Whose goods, how much, at what price or commission, and when it is paid: what stands on a Bukti Titip. */
export function ConsignmentForm({
  unit,
  consignors,
  today,
  idempotencyKey,
  errors,
  values,
}: ConsignmentFormProps) {
  return (
    <Form idempotencyKey={idempotencyKey} files>
      <ErrorSummary errors={errors} />
      <Select
        name="consignorId"
        label={m.consignment_consignor()}
        options={consignors}
        placeholder={m.consignment_consignor_pick()}
        defaultValue={values["consignorId"]}
        error={errors["consignorId"]}
      />
      <QuantityInput
        name="quantity"
        label={m.consignment_quantity()}
        unit={unit}
        decimals={3}
        defaultValue={values["quantity"]}
        error={errors["quantity"]}
      />
      <FieldRow>
        <RupiahInput
          name="price"
          label={m.consignment_price()}
          hint={m.consignment_price_hint({ unit })}
          optional
          defaultValue={values["price"]}
          error={errors["price"]}
        />
        <NumberStepper
          name="percent"
          label={m.consignment_commission()}
          hint={m.consignment_commission_hint()}
          max={50}
          defaultValue={values["percent"] ?? 0}
          error={errors["percent"]}
        />
      </FieldRow>
      <FieldRow>
        <DateInput
          name="madeOn"
          label={m.consignment_made()}
          defaultValue={values["madeOn"] ?? today}
          error={errors["madeOn"]}
        />
        <DateInput
          name="expiresOn"
          label={m.consignment_expires()}
          min={today}
          defaultValue={values["expiresOn"]}
          error={errors["expiresOn"]}
        />
      </FieldRow>
      <FieldRow>
        <Select
          name="period"
          label={m.consignment_settled()}
          options={settlementPeriods.map((period) => ({ value: period, label: periodWords[period]() }))}
          defaultValue={values["period"] ?? "weekly"}
          error={errors["period"]}
        />
        <NumberStepper
          name="payDays"
          label={m.consignment_pay_days()}
          max={60}
          defaultValue={values["payDays"] ?? 3}
          error={errors["payDays"]}
        />
      </FieldRow>
      <FileInput
        name="photo"
        label={m.consignment_photo()}
        accept="image/*"
        camera
        optional
        error={errors["photo"]}
      />
      <TextInput
        name="note"
        label={m.consignment_note()}
        maxLength={200}
        optional
        defaultValue={values["note"]}
        error={errors["note"]}
      />
      <FormActions>
        <SubmitButton icon="check">{m.consignment_place()}</SubmitButton>
      </FormActions>
    </Form>
  );
}
