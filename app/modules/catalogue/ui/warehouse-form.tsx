import { decimalOf } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";

type Told = {
  readonly name: string;
  readonly address: string;
  readonly cityCode: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly gramsPerDay: bigint | null;
};

/** What is told of a warehouse: where it stands, when drivers are served, how much leaves it in a day. */
export function WarehouseForm({
  told,
  cities,
  idempotencyKey,
  errors,
  values,
}: {
  readonly told: Told;
  readonly cities: readonly { readonly code: string; readonly name: string }[];
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
}) {
  const box = (name: string, now: string) => ({
    name,
    defaultValue: values[name] ?? now,
    error: errors[name],
  });
  return (
    <Form idempotencyKey={`${idempotencyKey}-particulars`}>
      <ErrorSummary errors={errors} />
      <TextInput
        {...box("name", told.name)}
        label={m.catalogue_warehouse_name()}
        hint={m.catalogue_warehouse_name_hint()}
        maxLength={60}
      />
      <TextInput
        {...box("address", told.address)}
        label={m.catalogue_warehouse_address()}
        maxLength={300}
        autoComplete="street-address"
      />
      <Select
        {...box("city", told.cityCode)}
        label={m.catalogue_warehouse_city()}
        options={cities.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <FieldRow>
        <DateInput {...box("opensAt", told.opensAt)} kind="time" label={m.catalogue_warehouse_opens()} />
        <DateInput {...box("closesAt", told.closesAt)} kind="time" label={m.catalogue_warehouse_closes()} />
      </FieldRow>
      <QuantityInput
        {...box(
          "perDay",
          told.gramsPerDay === null ? "" : decimalOf(told.gramsPerDay, 1000n).replaceAll(".", ""),
        )}
        label={m.catalogue_warehouse_per_day()}
        hint={m.catalogue_warehouse_per_day_hint()}
        unit="kg"
        decimals={0}
        optional
      />
      <FieldRow>
        <TextInput
          {...box("latitude", told.latitude?.toString() ?? "")}
          label={m.identity_latitude()}
          hint={m.catalogue_warehouse_point_hint()}
          inputMode="decimal"
          optional
        />
        <TextInput
          {...box("longitude", told.longitude?.toString() ?? "")}
          label={m.identity_longitude()}
          inputMode="decimal"
          optional
        />
      </FieldRow>
      <FormActions>
        <SubmitButton icon="check" name="intent" value="keep">
          {m.kit_save()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
