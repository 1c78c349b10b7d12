import { Readable } from "node:stream";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { Missing } from "#app/kernel/errors.ts";
import { bytesOfBundle, readyBundleFor } from "#app/modules/accountability/bundle-reads.server.ts";

/** A bundle that is packed, handed on piece by piece. It never changes: its hash is its tag. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation } = await requirePermission(request, params["workspace"], "books.read");
  const bundle = await readyBundleFor(organisation.id, params["bundleId"] ?? "");
  if (!bundle) throw new Missing("accountability.bundleMissing");
  return new Response(createReadableStreamFromReadable(Readable.from(bytesOfBundle(bundle))), {
    headers: {
      "content-type": "application/zip",
      "content-length": String(bundle.byteCount),
      "content-disposition": `attachment; filename="${bundle.fileName}"`,
      "cache-control": "private, no-cache",
      etag: `"${bundle.sha256}"`,
      "x-content-type-options": "nosniff",
    },
  });
});
