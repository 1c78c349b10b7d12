import { decimalOf } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { sayMeasure, surveyedUnit } from "#app/modules/contracts/ui/measure-words.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { FieldGroup, FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";

export type HandOverFormProps = {
  readonly idempotencyKey: string;
  readonly shares: readonly {
    readonly shipmentId: string;
    readonly koperasiName: string;
    readonly loadedBase: bigint;
  }[];
  readonly unit: BaseUnit;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** What arrived at the destination, koperasi by koperasi: weighed, and how much of it broke. */
export function HandOverForm({ idempotencyKey, shares, unit, errors, values }: HandOverFormProps) {
  const { word, base } = surveyedUnit(unit);
  const plain = (amount: bigint) => decimalOf(amount, base).replaceAll(".", "");
  const text = (name: string, label: string, optional = false) => (
    <TextInput
      name={name}
      label={label}
      optional={optional}
      maxLength={120}
      defaultValue={values[name]}
      error={errors[name]}
    />
  );
  return (
    <Form idempotencyKey={idempotencyKey} files>
      {shares.map((share, at) => (
        <FieldGroup
          key={share.shipmentId}
          legend={share.koperasiName}
          hint={m.shipments_hand_over_loaded({ amount: sayMeasure(share.loadedBase, unit) })}
        >
          <input type="hidden" name={`lines[${at}].shipmentId`} value={share.shipmentId} />
          <FieldRow>
            <QuantityInput
              name={`lines[${at}].delivered`}
              label={m.shipments_trip_delivered()}
              unit={word}
              defaultValue={values[`lines[${at}].delivered`] ?? plain(share.loadedBase)}
              error={errors[`lines[${at}].delivered`]}
            />
            <QuantityInput
              name={`lines[${at}].broken`}
              label={m.shipments_broken()}
              unit={word}
              optional
              defaultValue={values[`lines[${at}].broken`] ?? "0"}
              error={errors[`lines[${at}].broken`]}
            />
          </FieldRow>
          <FileInput
            name={`lines[${at}].photo`}
            label={m.shipments_photo()}
            accept="image/jpeg,image/png,image/webp"
            camera
            optional
            error={errors[`lines[${at}].photo`]}
          />
        </FieldGroup>
      ))}
      <FieldGroup legend={m.shipments_signatures()}>
        <FieldRow>
          {text("receiverName", m.shipments_receiver())}
          {text("witnessName", m.shipments_witness(), true)}
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
      </FieldGroup>
      <FormActions>
        <SubmitButton icon="check" name="intent" value="handOver">
          {m.shipments_hand_over_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
