import { expect, test } from "vitest";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { StockLot } from "#app/modules/invoicing/trade-stock.ts";
import { tradeStockSheets } from "#app/modules/oversight/trade-stock-sheets.ts";

const lot: StockLot = {
  lotId: "lot_1",
  listingId: "lst_1",
  isForSale: true,
  commodityCode: "TLR",
  goods: "Telur M",
  originName: "Sentul",
  sellerName: "KKMP Sentul",
  unit: "kg",
  basePerUnit: 1_000n,
  leftBase: 60_000n,
  storedBase: 60_000n,
  costRupiah: 1_620_000n,
  valueRupiah: 1_620_000n,
  cameOn: "2026-07-06" as BusinessDay,
  expiresOn: "2026-07-20" as BusinessDay,
};

test("a file that holds a part of a list says so beneath it, and a whole list is a list alone", () => {
  const sheetOf = (isCut: boolean) =>
    tradeStockSheets({
      goods: [],
      lots: [lot, lot],
      margins: [],
      sales: [],
      isCut: { lots: isCut, sales: false },
    })[1];
  expect(sheetOf(false)?.rows).toHaveLength(2);
  const cut = sheetOf(true)?.rows ?? [];
  expect(cut).toHaveLength(3);
  expect(cut[2]).toEqual([{ kind: "text", value: m.oversight_trade_file_cut({ count: 2 }) }]);
});
