import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { sealedBook } from "#app/modules/ledger/seal-reads.server.ts";

/** The sealed books of an organisation as lines of JSON, to be checked by a program that is not ours. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation } = await requirePermission(request, params["workspace"], "books.read");
  return new Response(createReadableStreamFromReadable(sealedBook(organisation.id)), {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "content-disposition": `attachment; filename="buku-${organisation.slug}.jsonl"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
