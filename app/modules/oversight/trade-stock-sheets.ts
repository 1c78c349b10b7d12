import { m } from "#app/i18n/paraglide/messages.js";
import {
  earnedBy,
  type GoodsMargin,
  type Margin,
  type SaleMargin,
  type StockGoods,
  type StockLot,
} from "../invoicing/trade-stock.ts";
import { day, measure, rupiah, type Sheet, type SheetCell, text, whole } from "./sheet.ts";

/** A trader's stock and what it earned in a period, as its page shows it, with as many rows as a file holds. */
export type TradeStock = {
  readonly goods: readonly StockGoods[];
  readonly lots: readonly StockLot[];
  readonly margins: readonly GoodsMargin[];
  readonly sales: readonly SaleMargin[];
  /** Which list is longer than what is here. */
  readonly isCut: { readonly lots: boolean; readonly sales: boolean };
};

/** The rows, and beneath them that there are more where that is so: nobody adds up a part for the whole. */
function toldWhole(rows: readonly SheetCell[][], isCut: boolean): readonly SheetCell[][] {
  return isCut ? [...rows, [text(m.oversight_trade_file_cut({ count: rows.length }))]] : rows;
}

const weighed = (baseUnit: StockGoods["baseUnit"]) => text(baseUnit === "g" ? "kg" : baseUnit);

function marginHead(): string[] {
  return [
    m.invoicing_margin_sale(),
    m.invoicing_margin_cost(),
    m.invoicing_margin_freight(),
    m.invoicing_margin_lost(),
    m.invoicing_margin_earned(),
  ];
}

function marginCells(margin: Margin): SheetCell[] {
  return [
    rupiah(margin.saleRupiah),
    rupiah(margin.costRupiah),
    rupiah(margin.freightRupiah),
    rupiah(margin.lostRupiah),
    rupiah(earnedBy(margin)),
  ];
}

function stockSheets({ goods, lots, isCut }: TradeStock): Sheet[] {
  const units = new Map(goods.map((one) => [one.commodityCode, one.baseUnit]));
  return [
    {
      name: m.invoicing_stock_goods_title(),
      head: [
        m.invoicing_stock_goods(),
        m.oversight_trade_unit(),
        m.invoicing_stock_left(),
        m.invoicing_stock_left_value(),
        m.invoicing_stock_count(),
        m.invoicing_stock_oldest(),
        m.invoicing_stock_first_expires(),
      ],
      rows: goods.map((row) => [
        text(row.goods),
        weighed(row.baseUnit),
        measure(row.leftBase, row.baseUnit === "g"),
        rupiah(row.valueRupiah),
        whole(row.lots),
        day(row.oldestOn),
        day(row.firstExpiresOn),
      ]),
    },
    {
      name: m.invoicing_stock_lots_title(),
      head: [
        m.invoicing_stock_goods(),
        m.invoicing_stock_from(),
        m.invoicing_stock_origin(),
        m.oversight_trade_unit(),
        m.invoicing_stock_left(),
        m.invoicing_stock_stored(),
        m.invoicing_stock_cost(),
        m.invoicing_stock_left_value(),
        m.invoicing_stock_came(),
        m.invoicing_stock_expires(),
        m.invoicing_stock_state(),
      ],
      rows: toldWhole(
        lots.map((row) => {
          const baseUnit = units.get(row.commodityCode) ?? "piece";
          return [
            text(row.goods),
            text(row.sellerName),
            text(row.originName),
            weighed(baseUnit),
            measure(row.leftBase, baseUnit === "g"),
            measure(row.storedBase, baseUnit === "g"),
            rupiah(row.costRupiah),
            rupiah(row.valueRupiah),
            day(row.cameOn),
            day(row.expiresOn),
            text(row.isForSale ? m.invoicing_stock_for_sale() : m.invoicing_stock_no_price()),
          ];
        }),
        isCut.lots,
      ),
    },
  ];
}

/** Every part of the page as a sheet, in its order: stock by goods and by delivery, margins by goods and by sale. */
export function tradeStockSheets(stock: TradeStock): Sheet[] {
  const margin = m.invoicing_stock_tab_margin();
  return [
    ...stockSheets(stock),
    {
      name: `${margin} ${m.invoicing_margin_goods_title()}`,
      head: [
        m.invoicing_stock_goods(),
        m.oversight_trade_unit(),
        m.invoicing_margin_sold(),
        m.invoicing_margin_count(),
        ...marginHead(),
      ],
      rows: stock.margins.map((row) => [
        text(row.goods),
        weighed(row.baseUnit),
        measure(row.soldBase, row.baseUnit === "g"),
        whole(row.sales),
        ...marginCells(row),
      ]),
    },
    {
      name: `${margin} ${m.invoicing_margin_sales_title()}`,
      head: [
        m.invoicing_margin_number(),
        m.invoicing_margin_buyer(),
        m.invoicing_margin_day(),
        m.invoicing_stock_goods(),
        ...marginHead(),
      ],
      rows: toldWhole(
        stock.sales.map((row) => [
          text(row.number),
          text(row.buyerName),
          day(row.issuedOn),
          text(row.goods),
          ...marginCells(row),
        ]),
        stock.isCut.sales,
      ),
    },
  ];
}
