import { m } from "#app/i18n/paraglide/messages.js";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { type Option, Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";

/** A farmer or maker is entered by name; telephone and kelurahan help, and may wait. */
export function ProducerForm({
  villages,
  idempotencyKey,
  errors,
  values,
}: {
  readonly villages: readonly Option[];
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
}) {
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      <FieldRow>
        <TextInput
          name="name"
          label={m.catalogue_producer_name()}
          autoComplete="off"
          maxLength={80}
          defaultValue={values["name"]}
          error={errors["name"]}
        />
        <TextInput
          name="phone"
          type="tel"
          label={m.catalogue_producer_phone()}
          autoComplete="off"
          maxLength={20}
          optional
          defaultValue={values["phone"]}
          error={errors["phone"]}
        />
        <Select
          name="regionCode"
          label={m.catalogue_producer_place()}
          options={villages}
          placeholder={m.catalogue_producer_place_none()}
          optional
          defaultValue={values["regionCode"]}
          error={errors["regionCode"]}
        />
      </FieldRow>
      <FormActions>
        <SubmitButton icon="plus">{m.catalogue_producer_action()}</SubmitButton>
      </FormActions>
    </Form>
  );
}
