import type { LoaderFunctionArgs } from "@remix-run/node";
import { csvHeaders } from "#app/http/file-headers.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { csvText } from "#app/kernel/csv-text.ts";
import { invariant } from "#app/kernel/errors.ts";
import { eKatalogSheets, sheetAsText } from "#app/modules/oversight/e-katalog.ts";
import { askedEntries } from "./e-katalog-entries.server.ts";

/** The products alone as comma-separated values; the last column of each says what it lacks. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation, seller, entries, today } = await askedEntries(request, params["workspace"]);
  const [products] = eKatalogSheets(seller, entries, today);
  invariant(products, "the first sheet is that of the products");
  return new Response(csvText(sheetAsText(products)), {
    headers: csvHeaders(`e-katalog-${organisation.slug}-${today}`),
  });
});
