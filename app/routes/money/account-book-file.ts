import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { sheetHeaders } from "#app/http/file-headers.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { accountSheets, subjectSheets } from "#app/modules/accountability/statement-sheets.ts";
import { planOf } from "#app/modules/ledger/chart.ts";
import { accountLabel } from "#app/modules/ledger/ui/account-words.tsx";
import { accountPage } from "#app/modules/oversight/account-book-reads.server.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { askedAccount } from "./account-book.server.ts";

const LINES_AT_ONCE = 200;
/** A spreadsheet that a phone still opens; a busier account is taken month by month. */
const LINES_MAX = 20_000;

/** All lines of one account in a period as a spreadsheet, or of several the sums of each; refuses more lines than fit. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation, account, period, among, shown } = await askedAccount(
    request,
    params["workspace"],
    LINES_AT_ONCE,
  );
  const title = accountLabel(account);
  const headers = sheetHeaders(`buku-besar-${organisation.slug}-${planOf(account).code}-${period.key}`);
  const fileOf = (sheets: Parameters<typeof xlsxOf>[0]) =>
    new Response(createReadableStreamFromReadable(xlsxOf(sheets)), { headers });
  if (shown === null) return fileOf(subjectSheets(among, title));
  const rows = [...shown.rows];
  for (let { next } = shown; next !== null; ) {
    if (rows.length >= LINES_MAX) throw new RuleBroken("ledger.tooManyLines", { max: LINES_MAX });
    const page = await accountPage(among, shown.account.accountId, period, {
      limit: LINES_AT_ONCE,
      after: next,
    });
    rows.push(...(page?.rows ?? []));
    next = page?.next ?? null;
  }
  return fileOf(accountSheets({ ...shown, rows }, title));
});
