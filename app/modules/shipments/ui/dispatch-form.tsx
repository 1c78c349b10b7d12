import { decimalOf, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldGroup, FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import type { ShipmentLineShown } from "../shipment-reads.server.ts";

export type DispatchFormProps = {
  readonly lines: readonly ShipmentLineShown[];
  /** The seller's own vehicles, to pick from while typing. */
  readonly vehicles: readonly { readonly plate: string; readonly driverName: string | null }[];
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** What goes on the truck and who drives it. Everything promised is filled in already; only what differs is changed. */
export function DispatchForm({ lines, vehicles, idempotencyKey, errors, values }: DispatchFormProps) {
  const [only] = vehicles.length === 1 ? vehicles : [];
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      <FieldGroup legend={m.shipments_send_loaded_title()} hint={m.shipments_send_loaded_hint()}>
        {lines.map((line, at) => (
          <LoadedLine key={line.id} line={line} at={at} errors={errors} values={values} />
        ))}
      </FieldGroup>
      <FieldGroup legend={m.shipments_send_driver_title()}>
        <FieldRow>
          <TextInput
            name="driverName"
            label={m.shipments_driver()}
            autoComplete="off"
            maxLength={120}
            defaultValue={values["driverName"] ?? only?.driverName ?? undefined}
            suggestions={vehicles.flatMap((vehicle) => vehicle.driverName ?? [])}
            error={errors["driverName"]}
          />
          <TextInput
            name="vehiclePlate"
            label={m.shipments_plate()}
            autoComplete="off"
            maxLength={20}
            defaultValue={values["vehiclePlate"] ?? only?.plate}
            suggestions={vehicles.map((vehicle) => vehicle.plate)}
            error={errors["vehiclePlate"]}
          />
        </FieldRow>
        <TextInput
          name="driverPhone"
          type="tel"
          label={m.shipments_driver_phone()}
          hint={m.shipments_send_phone_hint()}
          autoComplete="off"
          maxLength={40}
          optional
          defaultValue={values["driverPhone"]}
          error={errors["driverPhone"]}
        />
        <TextInput
          name="note"
          label={m.shipments_send_note()}
          maxLength={500}
          optional
          defaultValue={values["note"]}
          error={errors["note"]}
        />
      </FieldGroup>
      <FormActions>
        <SubmitButton icon="truck">{m.shipments_send_action()}</SubmitButton>
      </FormActions>
    </Form>
  );
}

/** One line to weigh out. A promise that no longer stands is named and sends nothing. */
function LoadedLine({
  line,
  at,
  errors,
  values,
}: Pick<DispatchFormProps, "errors" | "values"> & {
  readonly line: ShipmentLineShown;
  readonly at: number;
}) {
  const name = `lines[${at}].loaded`;
  const promised = quantity(line.promisedBase, line.unit, line.basePerUnit);
  const stands = line.commitmentState === "accepted";
  return (
    <>
      <input type="hidden" name={`lines[${at}].shipmentLineId`} value={line.id} />
      {stands ? (
        <QuantityInput
          name={name}
          label={line.description}
          hint={m.shipments_send_promised({ quantity: promised })}
          unit={line.unit}
          defaultValue={values[name] ?? decimalOf(line.promisedBase, line.basePerUnit).replaceAll(".", "")}
          error={errors[name] ?? errors[`lines[${at}]`]}
        />
      ) : (
        <>
          <input type="hidden" name={name} value="0" />
          <p className="text-ink-soft">
            <span className="font-semibold line-through">{line.description}</span>{" "}
            {m.shipments_send_line_gone()}
          </p>
        </>
      )}
    </>
  );
}
