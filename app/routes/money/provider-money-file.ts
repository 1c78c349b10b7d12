import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "#app/http/actor.server.ts";
import { sheetHeaders } from "#app/http/file-headers.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { providerMoneySheet } from "#app/modules/oversight/provider-money-sheet.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { providerMoney } from "#app/modules/payments/provider-money-reads.server.ts";
import { askedPeriod } from "./statement-period.server.ts";

/** Money that came through providers in a period, as a spreadsheet. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "payouts.read");
  const period = askedPeriod(request.url, call.at, organisation.timeZone);
  const sheet = providerMoneySheet(await providerMoney(organisation.id, period));
  return new Response(createReadableStreamFromReadable(xlsxOf([sheet])), {
    headers: sheetHeaders(`uang-penyedia-${organisation.slug}-${period.key}`),
  });
});
