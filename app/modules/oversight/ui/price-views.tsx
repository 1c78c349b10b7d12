import { dateShort, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { surveyedUnit } from "#app/modules/contracts/ui/measure-words.tsx";
import { Line } from "#app/ui/chart/line.tsx";
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

export type PriceChartProps = {
  readonly history: {
    readonly commodity: string;
    readonly grade: string;
    readonly baseUnit: BaseUnit;
    readonly days: readonly string[];
    readonly surveys: readonly { readonly source: string; readonly prices: readonly (bigint | null)[] }[];
    readonly ceilingRupiah: bigint | null;
  };
};

/** Surveyed prices over time, against the ceiling; days above it stand out. */
export function PriceChart({ history }: PriceChartProps) {
  const { days, surveys, ceilingRupiah } = history;
  const goods = `${history.commodity} ${history.grade}`;
  if (days.length < 2)
    return (
      <EmptyState icon="chart" title={m.oversight_history_empty()}>
        {m.oversight_history_empty_text({ goods })}
      </EmptyState>
    );
  const unit = surveyedUnit(history.baseUnit).word;
  return (
    <Line
      title={m.oversight_history({ goods, unit })}
      description={m.oversight_history_description()}
      labels={days.map((day) => dateShort(day))}
      labelHead={m.oversight_day()}
      display={(value) => rupiah(BigInt(Math.round(value)))}
      series={[
        ...surveys.map((survey, at) => ({
          name: survey.source,
          tone: at === 0 ? ("leaf" as const) : ("neutral" as const),
          values: survey.prices.map((price) => (price === null ? null : Number(price))),
          alerts: survey.prices.flatMap((price, day) =>
            price !== null && ceilingRupiah !== null && price > ceilingRupiah ? [day] : [],
          ),
        })),
        ...(ceilingRupiah === null
          ? []
          : [
              {
                name: m.oversight_ceiling(),
                tone: "brick" as const,
                dashed: true,
                values: days.map(() => Number(ceilingRupiah)),
              },
            ]),
      ]}
    />
  );
}
