import { dateShort, percent, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Money } from "#app/ui/feedback/money.tsx";
import { type Column, DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { guidedMargin, type MarginGuides } from "../../catalogue/margin-guide.ts";
import { goodsClassName } from "../../regions/ui/goods-class-name.ts";
import {
  type SheetClass,
  type SheetDay,
  type SheetSupplier,
  type SheetTotal,
  sheetTotal,
} from "../margin-sheet.ts";

type Sums = Pick<SheetDay, "sellRupiah" | "buyRupiah">;

/** Sold, bought and left: the same whatever the rows are put together by. */
function sumColumns(): readonly Column<Sums>[] {
  return [
    {
      key: "sell",
      header: m.invoicing_margin_sale(),
      align: "end",
      cell: (row) => <Money amount={row.sellRupiah} />,
    },
    {
      key: "buy",
      header: m.invoicing_sheet_buy(),
      align: "end",
      cell: (row) => (row.buyRupiah === 0n ? null : <Money amount={-row.buyRupiah} />),
    },
    {
      key: "earned",
      header: m.invoicing_margin_earned(),
      align: "end",
      cell: (row) => <Earned row={row} />,
    },
  ];
}

/** What is left, with its part of the sale below; less than nothing is marked by its row. */
function Earned({ row }: { readonly row: Sums }) {
  const { earnedRupiah, ofSales } = sheetTotal([row]);
  return (
    <span className="whitespace-nowrap">
      <Money amount={earnedRupiah} strong />
      {ofSales === null ? null : <span className="block text-sm text-ink-soft">{percent(ofSales)}</span>}
    </span>
  );
}

/** Day by day and kitchen by kitchen: sold − bought = earned; `total` is of the whole period, whatever rows are shown. */
export function MarginDayTable({
  rows,
  total,
}: {
  readonly rows: readonly SheetDay[];
  readonly total: SheetTotal;
}) {
  return (
    <DataTable
      caption={m.invoicing_sheet_days()}
      rows={rows}
      rowKey={(row) => `${row.onDay}/${row.buyerId}`}
      rowMark={(row) =>
        row.sellRupiah < row.buyRupiah ? { tone: "brick", label: m.invoicing_margin_loss() } : null
      }
      totals={{
        sell: rupiah(total.sellRupiah),
        buy: rupiah(-total.buyRupiah),
        earned: rupiah(total.earnedRupiah),
      }}
      totalsLabel={m.invoicing_margin_total()}
      empty={
        <EmptyState icon="chart" title={m.invoicing_sheet_empty_title()}>
          {m.invoicing_sheet_empty_text()}
        </EmptyState>
      }
      columns={[
        { key: "buyer", header: m.invoicing_margin_buyer(), cell: (row) => row.buyerName },
        { key: "day", header: m.invoicing_margin_day(), cell: (row) => dateShort(row.onDay) },
        ...sumColumns(),
      ]}
    />
  );
}

/** What each class of goods leaves: dry goods are expected to leave less than fresh ones. */
export function MarginClassTable({
  rows,
  guides,
}: {
  readonly rows: readonly SheetClass[];
  readonly guides: MarginGuides;
}) {
  return (
    <DataTable
      caption={m.invoicing_sheet_classes()}
      rows={rows}
      rowKey={(row) => row.goodsClass}
      rowMark={(row) =>
        row.sellRupiah - row.buyRupiah < guidedMargin(row.buyRupiah, guides[row.goodsClass])
          ? { tone: "rice", label: m.invoicing_sheet_below_guide() }
          : null
      }
      empty={null}
      columns={[
        { key: "class", header: m.invoicing_sheet_class(), cell: (row) => goodsClassName(row.goodsClass) },
        ...sumColumns(),
        {
          key: "guide",
          header: m.invoicing_sheet_guide(),
          align: "end",
          cell: (row) => percent(BigInt(guides[row.goodsClass])),
        },
      ]}
    />
  );
}

/** Whose goods they were, and what each of them gets: the payment sheet of the period. */
export function MarginSupplierTable({
  rows,
  to,
}: {
  readonly rows: readonly SheetSupplier[];
  readonly to: (producerId: string) => string;
}) {
  return (
    <DataTable
      caption={m.invoicing_sheet_suppliers()}
      rows={rows}
      rowKey={(row) => row.producerId}
      rowTo={(row) => to(row.producerId)}
      totals={{ buy: rupiah(rows.reduce((sum, row) => sum + row.buyRupiah, 0n)) }}
      totalsLabel={m.invoicing_margin_total()}
      empty={null}
      columns={[
        { key: "name", header: m.invoicing_sheet_supplier(), cell: (row) => row.name },
        {
          key: "buy",
          header: m.invoicing_sheet_owed(),
          align: "end",
          cell: (row) => <Money amount={row.buyRupiah} strong />,
        },
      ]}
    />
  );
}
