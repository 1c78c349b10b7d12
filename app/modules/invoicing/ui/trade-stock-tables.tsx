import type { ReactNode } from "react";
import { dateShort, quantity, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { type BusinessDay, daysBetween } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import { sayMeasure } from "#app/modules/contracts/ui/measure-words.tsx";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { ageOf, type StockGoods, type StockLot } from "../trade-stock.ts";

/** "12 Mar · 5 hari lalu". */
function Came({ on, today }: { readonly on: BusinessDay; readonly today: BusinessDay }) {
  const days = daysBetween(on, today);
  return (
    <span className="whitespace-nowrap">
      {dateShort(on)}
      <span className="block text-sm text-ink-soft">
        {days < 1 ? m.invoicing_stock_age_today() : m.invoicing_stock_age({ days: whole(days) })}
      </span>
    </span>
  );
}

function Expiry({ on, today }: { readonly on: BusinessDay; readonly today: BusinessDay }) {
  const age = ageOf({ expiresOn: on }, today);
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {dateShort(on)}
      {age === "fresh" ? null : (
        <Badge tone={age === "over" ? "brick" : "rice"} icon="clock">
          {age === "over" ? m.invoicing_stock_age_over() : m.invoicing_stock_age_ending()}
        </Badge>
      )}
    </span>
  );
}

/** Stock commodity by commodity: how much, what it is worth, how old. */
export function StockGoodsTable({
  rows,
  today,
  to,
  empty,
}: {
  readonly rows: readonly StockGoods[];
  readonly today: BusinessDay;
  readonly to: (commodityCode: string) => string;
  readonly empty: ReactNode;
}) {
  return (
    <DataTable
      caption={m.invoicing_stock_goods_title()}
      rows={rows}
      rowKey={(row) => row.commodityCode}
      rowTo={(row) => to(row.commodityCode)}
      totals={{ value: rupiah(sumOf(rows.map((row) => row.valueRupiah))) }}
      totalsLabel={m.invoicing_margin_total()}
      empty={empty}
      columns={[
        { key: "goods", header: m.invoicing_stock_goods(), cell: (row) => row.goods },
        {
          key: "left",
          header: m.invoicing_stock_left(),
          align: "end",
          cell: (row) => sayMeasure(row.leftBase, row.baseUnit),
        },
        {
          key: "lots",
          header: m.invoicing_stock_count(),
          align: "end",
          deskOnly: true,
          cell: (row) => whole(row.lots),
        },
        {
          key: "oldest",
          header: m.invoicing_stock_oldest(),
          cell: (row) => <Came on={row.oldestOn} today={today} />,
        },
        {
          key: "expires",
          header: m.invoicing_stock_first_expires(),
          cell: (row) => <Expiry on={row.firstExpiresOn} today={today} />,
        },
        {
          key: "value",
          header: m.invoicing_stock_left_value(),
          align: "end",
          cell: (row) => <Money amount={row.valueRupiah} strong />,
        },
      ]}
    />
  );
}

/** Stock delivery by delivery; each leads to the goods it lies under, where it gets a price or is recorded as lost. */
export function StockLotTable({
  rows,
  today,
  to,
  empty,
}: {
  readonly rows: readonly StockLot[];
  readonly today: BusinessDay;
  readonly to: (listingId: string) => string;
  readonly empty: ReactNode;
}) {
  const amount = (row: StockLot, base: bigint) => quantity(base, row.unit, row.basePerUnit);
  return (
    <DataTable
      caption={m.invoicing_stock_lots_title()}
      rows={rows}
      rowKey={(row) => row.lotId}
      rowTo={(row) => to(row.listingId)}
      rowMark={(row) => (row.isForSale ? null : { tone: "rice", label: m.invoicing_stock_no_price() })}
      empty={empty}
      columns={[
        {
          key: "goods",
          header: m.invoicing_stock_goods(),
          cell: (row) => (
            <>
              {row.goods}
              <span className="block text-sm font-normal text-ink-soft">
                {row.sellerName} · {row.originName}
              </span>
            </>
          ),
        },
        {
          key: "left",
          header: m.invoicing_stock_left(),
          align: "end",
          cell: (row) => (
            <>
              {amount(row, row.leftBase)}
              {row.storedBase === row.leftBase ? null : (
                <span className="block text-sm text-ink-soft">
                  {m.invoicing_stock_of_that_stored({ quantity: amount(row, row.storedBase) })}
                </span>
              )}
            </>
          ),
        },
        {
          key: "came",
          header: m.invoicing_stock_came(),
          cell: (row) => <Came on={row.cameOn} today={today} />,
        },
        {
          key: "expires",
          header: m.invoicing_stock_expires(),
          cell: (row) => <Expiry on={row.expiresOn} today={today} />,
        },
        {
          key: "cost",
          header: m.invoicing_stock_cost(),
          align: "end",
          deskOnly: true,
          cell: (row) => <Money amount={row.costRupiah} />,
        },
        {
          key: "value",
          header: m.invoicing_stock_left_value(),
          align: "end",
          cell: (row) => <Money amount={row.valueRupiah} strong />,
        },
      ]}
    />
  );
}
