import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { screenLoader } from "#app/http/respond.server.ts";
import type { Page, PageRequest } from "#app/kernel/page.ts";
import {
  marginByGoods,
  marginBySale,
  stockByGoods,
  stockLots,
} from "#app/modules/invoicing/trade-stock-reads.server.ts";
import { tradeStockSheets } from "#app/modules/oversight/trade-stock-sheets.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { askedOf, requireTrader } from "./trade-stock.server.ts";

/** Every row of a list that is read page by page. */
async function allOf<Row>(read: (page: PageRequest) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const page = await read({ limit: 200, after });
    rows.push(...page.rows);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return rows;
}

/** Stock and margins as a spreadsheet with every row, in the language of whoever asks. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requireTrader(request, params["workspace"]);
  const { organisation } = member;
  const { today, period } = askedOf(request, member);
  const [goods, lots, margins, sales] = await Promise.all([
    stockByGoods(organisation),
    allOf((page) => stockLots(organisation, page)),
    marginByGoods(organisation, period),
    allOf((page) => marginBySale(organisation, period, page)),
  ]);
  const file = xlsxOf(tradeStockSheets({ goods, lots, margins, sales }));
  return new Response(createReadableStreamFromReadable(file), {
    headers: {
      "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "content-disposition": `attachment; filename="stok-${organisation.slug}-${today}.xlsx"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
