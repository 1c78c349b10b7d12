import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { sheetHeaders } from "#app/http/file-headers.server.ts";
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

/** The file is made whole before it is sent, so it holds so many rows of a list and says when there are more. */
const ROWS_MAX = 20_000;

/** The rows of a list that is read page by page, up to what a file holds. */
async function rowsOf<Row>(
  read: (page: PageRequest) => Promise<Page<Row>>,
): Promise<{ readonly rows: readonly Row[]; readonly isCut: boolean }> {
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const page = await read({ limit: 200, after });
    rows.push(...page.rows);
    after = page.next ?? undefined;
  } while (after !== undefined && rows.length < ROWS_MAX);
  return { rows, isCut: after !== undefined };
}

/** Stock and margins as a spreadsheet, in the language of whoever asks. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requireTrader(request, params["workspace"]);
  const { organisation } = member;
  const { today, period } = askedOf(request, member);
  const [goods, lots, margins, sales] = await Promise.all([
    stockByGoods(organisation),
    rowsOf((page) => stockLots(organisation, page)),
    marginByGoods(organisation, period),
    rowsOf((page) => marginBySale(organisation, period, page)),
  ]);
  const file = xlsxOf(
    tradeStockSheets({
      goods,
      lots: lots.rows,
      margins,
      sales: sales.rows,
      isCut: { lots: lots.isCut, sales: sales.isCut },
    }),
  );
  return new Response(createReadableStreamFromReadable(file), {
    headers: sheetHeaders(`stok-${organisation.slug}-${today}`),
  });
});
