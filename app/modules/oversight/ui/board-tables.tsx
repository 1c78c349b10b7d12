import { date, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { sayMeasure } from "#app/modules/contracts/ui/measure-words.tsx";
import type { OrganisationState } from "#app/modules/identity/organisation.ts";
import { OrganisationStateBadge } from "#app/modules/identity/ui/names.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

export type UnmetTableProps = {
  readonly rows: readonly {
    readonly commodityCode: string;
    readonly commodity: string;
    readonly baseUnit: BaseUnit;
    readonly missingBase: bigint;
    readonly kitchens: number;
    readonly nextDay: string;
  }[];
};

/** What kitchens asked for and nobody has promised. */
export function UnmetTable({ rows }: UnmetTableProps) {
  return (
    <DataTable
      caption={m.oversight_unmet()}
      rows={rows}
      rowKey={(row) => row.commodityCode}
      empty={
        <EmptyState icon="check" title={m.oversight_unmet_empty()}>
          {m.oversight_unmet_empty_text()}
        </EmptyState>
      }
      columns={[
        { key: "commodity", header: m.contracts_goods(), cell: (row) => row.commodity },
        {
          key: "missing",
          header: m.oversight_missing(),
          align: "end",
          cell: (row) => <strong>{sayMeasure(row.missingBase, row.baseUnit)}</strong>,
        },
        {
          key: "kitchens",
          header: m.oversight_kitchens(),
          align: "end",
          cell: (row) => whole(row.kitchens),
        },
        { key: "day", header: m.oversight_first_day(), cell: (row) => date(row.nextDay) },
      ]}
    />
  );
}

export type OverCeilingTableProps = {
  readonly rows: readonly {
    readonly orderId: string;
    readonly kitchen: string;
    readonly commodity: string;
    readonly unit: string;
    readonly ceilingRupiah: bigint;
    readonly legalCeilingRupiah: bigint;
    readonly reason: string;
    readonly deliveryDay: string;
  }[];
  readonly to: (orderId: string) => string;
};

/** Where kitchens asked above the legal ceiling, and the reason they gave. */
export function OverCeilingTable({ rows, to }: OverCeilingTableProps) {
  return (
    <DataTable
      caption={m.oversight_over()}
      rows={rows}
      rowKey={(row) => `${row.orderId} ${row.commodity} ${row.ceilingRupiah} ${row.reason}`}
      rowTo={(row) => to(row.orderId)}
      rowMark={(row) => ({
        tone: "brick",
        label: m.oversight_over_by({
          amount: rupiah(row.ceilingRupiah - row.legalCeilingRupiah),
          unit: row.unit,
        }),
      })}
      empty={
        <EmptyState icon="check" title={m.oversight_over_empty()}>
          {m.oversight_over_empty_text()}
        </EmptyState>
      }
      columns={[
        { key: "commodity", header: m.contracts_goods(), cell: (row) => row.commodity },
        { key: "kitchen", header: m.oversight_kitchen(), cell: (row) => row.kitchen },
        {
          key: "asked",
          header: m.oversight_asked(),
          align: "end",
          cell: (row) => `${rupiah(row.ceilingRupiah)}/${row.unit}`,
        },
        {
          key: "legal",
          header: m.oversight_ceiling(),
          align: "end",
          cell: (row) => `${rupiah(row.legalCeilingRupiah)}/${row.unit}`,
        },
        { key: "reason", header: m.oversight_reason(), cell: (row) => row.reason },
        {
          key: "day",
          header: m.contracts_delivery_day(),
          deskOnly: true,
          cell: (row) => date(row.deliveryDay),
        },
      ]}
    />
  );
}

export type KitchenTableProps = {
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly regionName: string;
    readonly state: OrganisationState;
    readonly suppliersThisMonth: number;
    readonly hygieneCertificateExpiresOn: string | null;
  }[];
  readonly today: string;
};

/** The kitchens of the city: are they active, from how many they buy, is their hygiene certificate in date. */
export function KitchenTable({ rows, today }: KitchenTableProps) {
  return (
    <DataTable
      caption={m.oversight_kitchens()}
      rows={rows}
      rowKey={(row) => row.id}
      rowMark={(row) =>
        row.hygieneCertificateExpiresOn !== null && row.hygieneCertificateExpiresOn < today
          ? { tone: "brick", label: m.oversight_certificate_expired() }
          : null
      }
      empty={
        <EmptyState icon="building" title={m.oversight_kitchens_empty()}>
          {m.oversight_kitchens_empty_text()}
        </EmptyState>
      }
      columns={[
        { key: "name", header: m.oversight_kitchen(), cell: (row) => row.name },
        { key: "region", header: m.oversight_kelurahan(), cell: (row) => row.regionName },
        {
          key: "state",
          header: m.contracts_state(),
          cell: (row) => <OrganisationStateBadge state={row.state} />,
        },
        {
          key: "suppliers",
          header: m.oversight_suppliers(),
          align: "end",
          cell: (row) => whole(row.suppliersThisMonth),
        },
        {
          key: "certificate",
          header: m.oversight_certificate(),
          cell: (row) => (row.hygieneCertificateExpiresOn ? date(row.hygieneCertificateExpiresOn) : "–"),
        },
      ]}
    />
  );
}
