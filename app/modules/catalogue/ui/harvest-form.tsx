import { m } from "#app/i18n/paraglide/messages.js";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldGroup, FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { type Option, Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { isDivisibleUnit } from "../commodity.ts";

export type HarvestFormProps = {
  readonly unit: string;
  readonly producers: readonly { readonly id: string; readonly name: string }[];
  readonly origins: readonly Option[];
  readonly usualOrigin: string;
  readonly today: string;
  /** The last day that goods harvested today keep. */
  readonly keepsUntil: string;
  readonly shelfLifeDays: number;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** A harvest comes in: one quantity, or what each producer brought; and its days. */
export function HarvestForm(props: HarvestFormProps) {
  const { unit, producers, errors, values, today, idempotencyKey } = props;
  const decimals = isDivisibleUnit(unit) ? 3 : 0;
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      <QuantityInput
        name="quantity"
        label={m.catalogue_harvest_quantity()}
        hint={producers.length === 0 ? undefined : m.catalogue_harvest_quantity_hint()}
        unit={unit}
        decimals={decimals}
        optional={producers.length > 0}
        defaultValue={values["quantity"]}
        error={errors["quantity"]}
      />
      {producers.length === 0 ? null : (
        <FieldGroup legend={m.catalogue_harvest_producers()} hint={m.catalogue_harvest_producers_hint()}>
          {producers.map((producer, at) => (
            <div key={producer.id}>
              <input type="hidden" name={`sources[${at}].producerId`} value={producer.id} />
              <QuantityInput
                name={`sources[${at}].quantity`}
                label={producer.name}
                unit={unit}
                decimals={decimals}
                optional
                defaultValue={values[`sources[${at}].quantity`]}
                error={errors[`sources[${at}].quantity`]}
              />
            </div>
          ))}
        </FieldGroup>
      )}
      <FieldRow>
        <DateInput
          name="harvestedOn"
          label={m.catalogue_harvest_on()}
          defaultValue={values["harvestedOn"] ?? today}
          error={errors["harvestedOn"]}
        />
        <DateInput
          name="availableFrom"
          label={m.catalogue_harvest_ready()}
          defaultValue={values["availableFrom"] ?? today}
          error={errors["availableFrom"]}
        />
        <DateInput
          name="expiresOn"
          label={m.catalogue_harvest_expires()}
          defaultValue={values["expiresOn"] ?? props.keepsUntil}
          error={errors["expiresOn"]}
        />
      </FieldRow>
      <p className="-mt-3 text-sm text-ink-soft">
        {m.catalogue_harvest_shelf_life({ days: props.shelfLifeDays })}
      </p>
      <Select
        name="origin"
        label={m.catalogue_harvest_origin()}
        options={props.origins}
        defaultValue={values["origin"] ?? props.usualOrigin}
        error={errors["origin"]}
      />
      <FormActions>
        <SubmitButton icon="check">{m.catalogue_harvest_action()}</SubmitButton>
      </FormActions>
    </Form>
  );
}
