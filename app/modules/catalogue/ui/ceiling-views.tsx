import { dateShort } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { FigureState } from "#app/kernel/dated.ts";
import { FigureSource, FigureStateBadge } from "#app/modules/regions/ui/figure-state.tsx";
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
  readonly state: FigureState;
};

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
        {
          key: "state",
          header: m.operator_rule_state(),
          cell: (row) => <FigureStateBadge state={row.state} />,
        },
        {
          key: "source",
          header: m.operator_rule_source(),
          cell: (row) => <FigureSource source={row.source} reason={row.reason} />,
        },
      ]}
    />
  );
}
