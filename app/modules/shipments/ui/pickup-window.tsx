import { minuteTime } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";

export type PickupWindowProps = {
  /** Null for who may only look. */
  readonly idempotencyKey: string | null;
  readonly window: { readonly from: number; readonly to: number } | null;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** Between which hours goods can be fetched here. */
export function PickupWindow({ idempotencyKey, window, errors, values }: PickupWindowProps) {
  if (idempotencyKey === null)
    return (
      <p>
        {window === null
          ? m.shipments_window_any()
          : m.shipments_window_between({ from: minuteTime(window.from), to: minuteTime(window.to) })}
      </p>
    );
  const hour = (name: string, label: string, minute: number | undefined) => (
    <TextInput
      name={name}
      label={label}
      placeholder="05.30"
      maxLength={5}
      defaultValue={values[name] ?? (minute === undefined ? undefined : minuteTime(minute))}
      error={errors[name]}
    />
  );
  return (
    <Form idempotencyKey={idempotencyKey}>
      <FieldRow>
        {hour("opens", m.shipments_window_opens(), window?.from)}
        {hour("closes", m.shipments_window_closes(), window?.to)}
      </FieldRow>
      <FormActions>
        <SubmitButton variant="secondary" icon="clock" name="intent" value="window">
          {m.shipments_window_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
