import { m } from "#app/i18n/paraglide/messages.js";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { FieldGroup, FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";

export type DepartFormProps = {
  readonly idempotencyKey: string;
  readonly driverName: string | null;
  readonly plate: string | null;
  readonly unweighed: readonly { readonly shipmentId: string; readonly koperasiName: string }[];
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** The truck leaves: seal, driver, plate, and by name whoever did not come to the gate. */
export function DepartForm({
  idempotencyKey,
  driverName,
  plate,
  unweighed,
  errors,
  values,
}: DepartFormProps) {
  const text = (name: string, label: string, usual: string | null, more: object = {}) => (
    <TextInput
      name={name}
      label={label}
      defaultValue={values[name] ?? usual ?? undefined}
      error={errors[name]}
      maxLength={60}
      {...more}
    />
  );
  return (
    <Form idempotencyKey={idempotencyKey}>
      <FieldRow>
        {text("driverName", m.shipments_driver(), driverName)}
        {text("driverPhone", m.shipments_driver_phone(), null, { type: "tel", optional: true })}
      </FieldRow>
      <FieldRow>
        {text("vehiclePlate", m.shipments_plate(), plate, { maxLength: 20 })}
        {text("sealNumber", m.shipments_seal(), null)}
      </FieldRow>
      {unweighed.length === 0 ? null : (
        <FieldGroup legend={m.shipments_leave_behind()} hint={m.shipments_leave_behind_hint()}>
          {unweighed.map((share) => (
            <Checkbox
              key={share.shipmentId}
              name="leaveBehind"
              value={share.shipmentId}
              label={share.koperasiName}
            />
          ))}
        </FieldGroup>
      )}
      <FormActions>
        <SubmitButton icon="truck" name="intent" value="depart">
          {m.shipments_depart_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
