import type { ReactNode } from "react";
import { dateShort, percent, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { sayMeasure } from "#app/modules/contracts/ui/measure-words.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { type Column, DataTable } from "#app/ui/table/data-table.tsx";
import {
  earnedBy,
  type GoodsMargin,
  type Margin,
  marginOfAll,
  partEarned,
  type SaleMargin,
} from "../trade-stock.ts";

/** What is taken off a sale and did not happen stays a dash on a desk, and no line on a phone. */
const off = (amount: bigint) => (amount === 0n ? null : <Money amount={-amount} />);

/** The arithmetic of a margin, left to right: sale − cost − freight − lost = margin. */
function marginColumns<Row extends Margin>(): Column<Row>[] {
  return [
    {
      key: "sale",
      header: m.invoicing_margin_sale(),
      align: "end",
      cell: (row) => <Money amount={row.saleRupiah} />,
    },
    { key: "cost", header: m.invoicing_margin_cost(), align: "end", cell: (row) => off(row.costRupiah) },
    {
      key: "freight",
      header: m.invoicing_margin_freight(),
      align: "end",
      cell: (row) => off(row.freightRupiah),
    },
    { key: "lost", header: m.invoicing_margin_lost(), align: "end", cell: (row) => off(row.lostRupiah) },
    {
      key: "earned",
      header: m.invoicing_margin_earned(),
      align: "end",
      cell: (row) => <Earned margin={row} />,
    },
  ];
}

function Earned({ margin }: { readonly margin: Margin }) {
  const part = partEarned(margin);
  return (
    <span className="whitespace-nowrap">
      <Money amount={earnedBy(margin)} strong />
      {part === null ? null : <span className="block text-sm text-ink-soft">{percent(part)}</span>}
    </span>
  );
}

function totalsOf(rows: readonly Margin[]): Record<string, ReactNode> {
  const all = marginOfAll(rows);
  return {
    sale: rupiah(all.saleRupiah),
    cost: rupiah(-all.costRupiah),
    freight: rupiah(-all.freightRupiah),
    lost: rupiah(-all.lostRupiah),
    earned: rupiah(earnedBy(all)),
  };
}

/** A sale that brought less than it cost says so in a word. */
const marked = (row: Margin) =>
  earnedBy(row) < 0n ? { tone: "brick" as const, label: m.invoicing_margin_loss() } : null;

export function GoodsMarginTable({
  rows,
  empty,
}: {
  readonly rows: readonly GoodsMargin[];
  readonly empty: ReactNode;
}) {
  return (
    <DataTable
      caption={m.invoicing_margin_goods_title()}
      rows={rows}
      rowKey={(row) => row.commodityCode}
      rowMark={marked}
      totals={totalsOf(rows)}
      totalsLabel={m.invoicing_margin_total()}
      empty={empty}
      columns={[
        { key: "goods", header: m.invoicing_stock_goods(), cell: (row) => row.goods },
        {
          key: "sold",
          header: m.invoicing_margin_sold(),
          align: "end",
          cell: (row) => sayMeasure(row.soldBase, row.baseUnit),
        },
        {
          key: "count",
          header: m.invoicing_margin_count(),
          align: "end",
          deskOnly: true,
          cell: (row) => whole(row.sales),
        },
        ...marginColumns<GoodsMargin>(),
      ]}
    />
  );
}

export function SaleMarginTable({
  rows,
  to,
}: {
  readonly rows: readonly SaleMargin[];
  readonly to: (invoiceId: string) => string;
}) {
  return (
    <DataTable
      caption={m.invoicing_margin_sales_title()}
      rows={rows}
      rowKey={(row) => row.invoiceId}
      rowTo={(row) => to(row.invoiceId)}
      rowMark={marked}
      empty={null}
      columns={[
        {
          key: "buyer",
          header: m.invoicing_margin_buyer(),
          cell: (row) => (
            <>
              {row.buyerName}
              <span className="block text-sm font-normal text-ink-soft">{row.goods}</span>
            </>
          ),
        },
        { key: "number", header: m.invoicing_margin_number(), cell: (row) => row.number },
        { key: "day", header: m.invoicing_margin_day(), cell: (row) => dateShort(row.issuedOn) },
        ...marginColumns<SaleMargin>(),
      ]}
    />
  );
}
