import { dateShort } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";

const kinds = {
  het: m.operator_ceilings_het,
  hap: m.operator_ceilings_hap,
  farm_floor: m.operator_ceilings_farm_floor,
};
export type CeilingKind = keyof typeof kinds;
export const ceilingKindOptions = () =>
  Object.entries(kinds).map(([value, say]) => ({ value, label: say() }));

export type CeilingShown = {
  readonly id: string;
  readonly goods: string;
  readonly kind: CeilingKind;
  readonly region: string | null;
  readonly priceRupiah: bigint;
  readonly unit: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
  readonly needsChecking: boolean;
  readonly reason: string | null;
  readonly state: "in_force" | "coming" | "closed" | "corrected" | "annulled";
};

function StateBadge({ row }: { readonly row: CeilingShown }) {
  switch (row.state) {
    case "in_force":
      return <Badge tone="leaf">{m.operator_ceiling_in_force()}</Badge>;
    case "coming":
      return <Badge icon="clock">{m.operator_ceiling_coming()}</Badge>;
    case "closed":
      return <Badge icon="check">{m.operator_ceiling_closed()}</Badge>;
    case "corrected":
      return <Badge tone="brick">{m.operator_ceiling_corrected()}</Badge>;
    case "annulled":
      return <Badge tone="brick">{m.operator_ceiling_annulled({ reason: row.reason ?? "" })}</Badge>;
  }
}

/** Legal prices as they were written, with where each stands. */
export function CeilingTable({ rows }: { readonly rows: readonly CeilingShown[] }) {
  return (
    <DataTable
      caption={m.operator_ceilings_title()}
      rows={rows}
      rowKey={(row) => row.id}
      rowTo={(row) => `/operator/batas-harga/${row.id}`}
      rowMark={(row) => (row.needsChecking ? { tone: "rice", label: m.operator_rule_check() } : null)}
      empty={null}
      columns={[
        { key: "goods", header: m.operator_ceilings_goods(), cell: (row) => row.goods },
        { key: "kind", header: m.operator_ceilings_kind(), cell: (row) => kinds[row.kind]() },
        {
          key: "price",
          header: m.operator_ceilings_price(),
          align: "end",
          cell: (row) => <Money amount={row.priceRupiah} per={row.unit} />,
        },
        {
          key: "region",
          header: m.operator_rule_region(),
          cell: (row) => row.region ?? m.operator_rule_everywhere(),
        },
        { key: "from", header: m.operator_rule_from(), cell: (row) => dateShort(row.validFrom) },
        { key: "state", header: m.operator_rule_state(), cell: (row) => <StateBadge row={row} /> },
        {
          key: "source",
          header: m.operator_rule_source(),
          cell: (row) =>
            row.reason !== null && row.state !== "annulled"
              ? `${row.source}. ${m.operator_ceiling_corrects({ reason: row.reason })}`
              : row.source,
        },
      ]}
    />
  );
}
