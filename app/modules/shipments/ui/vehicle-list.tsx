import { dateShort, weight } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { Money } from "#app/ui/feedback/money.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { type VehicleBody, vehicleBodies } from "../vehicle-fit.ts";

type Vehicle = {
  readonly id: string;
  readonly kind: string;
  readonly plate: string;
  readonly payloadGrams: bigint;
  readonly costRupiahPerKm: bigint;
  readonly costRupiahMin: bigint;
  readonly driverName: string | null;
  readonly body: VehicleBody;
};

const bodies = {
  open: m.shipments_vehicle_body_open,
  insulated: m.shipments_vehicle_body_insulated,
  refrigerated: m.shipments_vehicle_body_refrigerated,
} as const satisfies Record<VehicleBody, () => string>;

/** Vehicles in use: what each carries and costs. With a key, each can be taken out of use. */
export function VehicleCards({
  rows,
  retireKey,
}: {
  readonly rows: readonly Vehicle[];
  readonly retireKey: string | null;
}) {
  return (
    <DataTable
      caption={m.shipments_vehicles_title()}
      rows={rows}
      rowKey={(row) => row.id}
      empty={
        <EmptyState icon="truck" title={m.shipments_vehicles_empty()}>
          {m.shipments_vehicles_empty_text()}
        </EmptyState>
      }
      columns={[
        { key: "plate", header: m.shipments_vehicle_plate(), cell: (row) => row.plate },
        { key: "kind", header: m.shipments_vehicle_kind(), cell: (row) => row.kind },
        { key: "body", header: m.shipments_vehicle_body(), cell: (row) => bodies[row.body]() },
        {
          key: "payload",
          header: m.shipments_vehicle_payload(),
          align: "end",
          cell: (row) => weight(row.payloadGrams),
        },
        {
          key: "perKm",
          header: m.shipments_vehicle_per_km(),
          align: "end",
          cell: (row) => (row.costRupiahPerKm === 0n ? null : <Money amount={row.costRupiahPerKm} />),
        },
        {
          key: "least",
          header: m.shipments_vehicle_least(),
          align: "end",
          cell: (row) => <Money amount={row.costRupiahMin} />,
        },
        { key: "driver", header: m.shipments_vehicle_driver(), cell: (row) => row.driverName ?? "–" },
        ...(retireKey === null
          ? []
          : [
              {
                key: "retire",
                header: m.shipments_vehicle_retire(),
                cell: (row: Vehicle) => (
                  <RetireForm vehicle={row} idempotencyKey={`${retireKey}-${row.id}`} />
                ),
              },
            ]),
      ]}
    />
  );
}

function RetireForm({
  vehicle,
  idempotencyKey,
}: {
  readonly vehicle: Vehicle;
  readonly idempotencyKey: string;
}) {
  return (
    <details>
      <summary className="flex min-h-11 cursor-pointer items-center font-semibold text-leaf-700">
        {m.shipments_vehicle_retire()}
      </summary>
      <Form idempotencyKey={idempotencyKey}>
        <input type="hidden" name="vehicleId" value={vehicle.id} />
        <TextInput name="reason" label={m.shipments_vehicle_retire_reason()} maxLength={200} />
        <SubmitButton size="small" variant="secondary" name="intent" value="retire">
          {m.shipments_vehicle_retire_action({ plate: vehicle.plate })}
        </SubmitButton>
      </Form>
    </details>
  );
}

/** Vehicles that are used no more, with when and why. */
export function RetiredVehicles({
  rows,
  zone,
}: {
  readonly rows: readonly (Vehicle & {
    readonly retiredAt: Date | null;
    readonly retiredReason: string | null;
  })[];
  readonly zone: TimeZone;
}) {
  return (
    <DataTable
      caption={m.shipments_vehicles_retired()}
      rows={rows}
      rowKey={(row) => row.id}
      empty={null}
      columns={[
        { key: "plate", header: m.shipments_vehicle_plate(), cell: (row) => row.plate },
        { key: "kind", header: m.shipments_vehicle_kind(), cell: (row) => row.kind },
        {
          key: "since",
          header: m.shipments_vehicle_retired_on(),
          cell: (row) => (row.retiredAt ? dateShort(row.retiredAt, zone) : "–"),
        },
        {
          key: "reason",
          header: m.shipments_vehicle_retire_reason(),
          cell: (row) => row.retiredReason ?? "–",
        },
      ]}
    />
  );
}

/** A vehicle is entered by what it is, its plate, what it carries and what it costs. */
export function AddVehicleForm({
  idempotencyKey,
  errors,
  values,
}: {
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
}) {
  const field = (name: string) => ({ name, error: errors[name] ?? null, defaultValue: values[name] });
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      <FieldRow>
        <TextInput {...field("kind")} label={m.shipments_vehicle_kind()} maxLength={60} />
        <TextInput
          {...field("plate")}
          label={m.shipments_vehicle_plate()}
          autoComplete="off"
          maxLength={20}
        />
        <QuantityInput {...field("payload")} label={m.shipments_vehicle_payload()} unit="kg" />
      </FieldRow>
      <FieldRow>
        <RupiahInput {...field("perKm")} label={m.shipments_vehicle_per_km()} />
        <RupiahInput {...field("least")} label={m.shipments_vehicle_least()} />
        <TextInput {...field("driverName")} label={m.shipments_vehicle_driver()} optional maxLength={120} />
      </FieldRow>
      <FieldRow>
        <Select
          {...field("body")}
          label={m.shipments_vehicle_body()}
          defaultValue={values["body"] ?? "open"}
          options={vehicleBodies.map((body) => ({ value: body, label: bodies[body]() }))}
        />
        <TextInput
          {...field("drivingMinutes")}
          label={m.shipments_vehicle_driving()}
          hint={m.shipments_vehicle_driving_hint()}
          optional
          inputMode="numeric"
          maxLength={4}
        />
      </FieldRow>
      <FormActions>
        <SubmitButton icon="plus" name="intent" value="add">
          {m.shipments_vehicle_add()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
