import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { sayMeasure } from "#app/modules/contracts/ui/measure-words.tsx";
import { type Column, DataTable } from "#app/ui/table/data-table.tsx";
import type { ShipmentState } from "../shipment-lifecycle.ts";

export type TripShareRow = {
  readonly shipmentId: string;
  readonly koperasiName: string;
  readonly state: ShipmentState;
  readonly weighedInAt: Date | null;
  readonly promisedBase: bigint;
  readonly loadedBase: bigint;
  readonly deliveredBase: bigint | null;
  readonly acceptedBase: bigint | null;
  readonly costRupiah: bigint;
};

/** What each koperasi has on the trip, as far as it has come, and its part of the freight. */
export function TripShares({
  shares,
  unit,
}: {
  readonly shares: readonly TripShareRow[];
  readonly unit: BaseUnit;
}) {
  const amount = (base: bigint | null) => (base === null ? "–" : sayMeasure(base, unit));
  const columns: Column<TripShareRow>[] = [
    { key: "koperasi", header: m.contracts_koperasi(), cell: (row) => row.koperasiName },
    {
      key: "promised",
      header: m.shipments_trip_promised(),
      align: "end",
      cell: (row) => amount(row.promisedBase),
    },
    {
      key: "loaded",
      header: m.shipments_gate_loaded(),
      align: "end",
      cell: (row) => amount(row.weighedInAt === null ? null : row.loadedBase),
    },
    {
      key: "delivered",
      header: m.shipments_trip_delivered(),
      align: "end",
      cell: (row) => amount(row.deliveredBase),
    },
    {
      key: "accepted",
      header: m.shipments_trip_paid(),
      align: "end",
      cell: (row) => amount(row.acceptedBase),
    },
    {
      key: "freight",
      header: m.shipments_trip_freight_part(),
      align: "end",
      deskOnly: true,
      cell: (row) => rupiah(row.costRupiah),
    },
  ];
  return (
    <DataTable
      caption={m.shipments_trip_shares()}
      columns={columns}
      rows={shares}
      rowKey={(row) => row.shipmentId}
      rowMark={(row) =>
        row.state === "cancelled" ? { tone: "brick", label: m.shipments_trip_left_behind() } : null
      }
      empty={null}
    />
  );
}
