import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "#app/http/actor.server.ts";
import { sheetHeaders } from "#app/http/file-headers.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { fullCommodities } from "#app/modules/catalogue/commodity-reads.server.ts";
import { goodsForFile } from "#app/modules/catalogue/listing-import-reads.server.ts";
import { listingTemplateSheets } from "#app/modules/oversight/listing-template-sheets.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";

/** A file of goods to fill in: the seller's own with their prices, or an example, with the names that it may use. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "listings.keep");
  const own = await goodsForFile(organisation.id);
  const sheets = listingTemplateSheets(await fullCommodities(), own, dayOf(call.at, organisation.timeZone));
  return new Response(createReadableStreamFromReadable(xlsxOf(sheets)), {
    headers: sheetHeaders("daftar-barang"),
  });
});
