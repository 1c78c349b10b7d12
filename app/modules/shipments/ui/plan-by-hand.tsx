import { weight } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { sayMeasure } from "#app/modules/contracts/ui/measure-words.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";

export type PlanByHandProps = {
  readonly idempotencyKey: string;
  readonly shares: readonly {
    readonly shipmentId: string;
    readonly koperasiName: string;
    readonly promisedBase: bigint;
    readonly vehicleId: string | null;
  }[];
  readonly vehicles: readonly {
    readonly id: string;
    readonly kind: string;
    readonly plate: string;
    readonly payloadGrams: bigint;
  }[];
  readonly unit: BaseUnit;
  readonly values: Readonly<Record<string, string>>;
};

/** For every koperasi the vehicle that fetches it; without one, a vehicle is hired. */
export function PlanByHand({ idempotencyKey, shares, vehicles, unit, values }: PlanByHandProps) {
  return (
    <Form idempotencyKey={idempotencyKey}>
      {shares.map((share) => (
        <div key={share.shipmentId}>
          <input type="hidden" name="shipmentId" value={share.shipmentId} />
          <Select
            name={`vehicle-${share.shipmentId}`}
            label={`${share.koperasiName} · ${sayMeasure(share.promisedBase, unit)}`}
            placeholder={m.shipments_plan_hired()}
            optional
            defaultValue={values[`vehicle-${share.shipmentId}`] ?? share.vehicleId ?? undefined}
            options={vehicles.map((vehicle) => ({
              value: vehicle.id,
              label: `${vehicle.kind} ${vehicle.plate} · ${weight(vehicle.payloadGrams)}`,
            }))}
          />
        </div>
      ))}
      <FormActions>
        <SubmitButton variant="secondary" icon="truck" name="intent" value="plan">
          {m.shipments_plan_keep()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
