import { whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { surveyedUnit } from "#app/modules/contracts/ui/measure-words.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

export type PriceTableProps = {
  readonly rows: readonly {
    readonly commodityCode: string;
    readonly gradeCode: string;
    readonly commodity: string;
    readonly grade: string;
    readonly baseUnit: BaseUnit;
    readonly lowestRupiah: bigint;
    readonly highestRupiah: bigint;
    readonly listings: number;
    readonly aboveCeiling: number;
    readonly ceilingRupiah: bigint | null;
    readonly ceilingSource: string | null;
  }[];
  readonly to: (row: PriceTableProps["rows"][number]) => string;
};

/** Asking prices in the city beside the legal ceiling. */
export function PriceTable({ rows, to }: PriceTableProps) {
  return (
    <DataTable
      caption={m.oversight_prices()}
      rows={rows}
      rowKey={(row) => `${row.commodityCode}/${row.gradeCode}`}
      rowTo={to}
      rowMark={(row) =>
        row.aboveCeiling > 0
          ? { tone: "brick", label: m.oversight_above_count({ count: row.aboveCeiling }) }
          : null
      }
      empty={
        <EmptyState icon="money" title={m.oversight_prices_empty()}>
          {m.oversight_prices_empty_text()}
        </EmptyState>
      }
      columns={[
        { key: "goods", header: m.contracts_goods(), cell: (row) => `${row.commodity} ${row.grade}` },
        {
          key: "lowest",
          header: m.oversight_lowest(),
          align: "end",
          cell: (row) => <Money amount={row.lowestRupiah} per={surveyedUnit(row.baseUnit).word} />,
        },
        {
          key: "highest",
          header: m.oversight_highest(),
          align: "end",
          cell: (row) => (
            <Money
              amount={row.highestRupiah}
              per={surveyedUnit(row.baseUnit).word}
              aboveCeiling={row.aboveCeiling > 0}
            />
          ),
        },
        {
          key: "ceiling",
          header: m.oversight_ceiling(),
          align: "end",
          cell: (row) => <Money amount={row.ceilingRupiah} />,
        },
        {
          key: "source",
          header: m.oversight_source(),
          deskOnly: true,
          cell: (row) => <span className="text-sm text-ink-soft">{row.ceilingSource ?? "–"}</span>,
        },
        { key: "listings", header: m.oversight_listings(), align: "end", cell: (row) => whole(row.listings) },
      ]}
    />
  );
}
