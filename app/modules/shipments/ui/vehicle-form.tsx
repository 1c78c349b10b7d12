import { rupiah, weight } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";

export type VehicleFormProps = {
  readonly idempotencyKey: string;
  readonly vehicles: readonly {
    readonly id: string;
    readonly kind: string;
    readonly plate: string;
    readonly payloadGrams: bigint;
    readonly costRupiahPerKm: bigint;
  }[];
  readonly chosenId: string | null;
  readonly errors: Readonly<Record<string, readonly string[]>>;
};

/** Another vehicle for the trip, as long as it has not left; left empty, the cheapest that carries the load. */
export function VehicleForm({ idempotencyKey, vehicles, chosenId, errors }: VehicleFormProps) {
  return (
    <Form idempotencyKey={`${idempotencyKey}-vehicle`}>
      <Select
        name="vehicleId"
        label={m.shipments_vehicle()}
        placeholder={m.shipments_vehicle_cheapest()}
        optional
        defaultValue={chosenId ?? undefined}
        error={errors["vehicleId"]}
        options={vehicles.map((vehicle) => ({
          value: vehicle.id,
          label: `${vehicle.kind} ${vehicle.plate} · ${weight(vehicle.payloadGrams)} · ${rupiah(vehicle.costRupiahPerKm)}/km`,
        }))}
      />
      <FormActions>
        <SubmitButton variant="secondary" icon="truck" name="intent" value="vehicle">
          {m.shipments_vehicle_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
