import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "#app/http/actor.server.ts";
import { sheetHeaders } from "#app/http/file-headers.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { Missing } from "#app/kernel/errors.ts";
import { xlsxBytes } from "#app/modules/accountability/pack-sheets.server.ts";
import { sheetsOfPeriodPaper } from "#app/modules/accountability/paper-sheet-reads.server.ts";

/** One paper of a budget as a spreadsheet, from the facts that the paper shows. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation } = await requirePermission(request, params["workspace"], "books.read");
  const paper = await sheetsOfPeriodPaper(organisation.id, params["documentId"] ?? "");
  if (!paper) throw new Missing("documents.missing");
  return new Response(Uint8Array.from(await xlsxBytes(paper.sheets)), {
    headers: sheetHeaders(`${paper.number.replaceAll("/", "-")}`),
  });
});
