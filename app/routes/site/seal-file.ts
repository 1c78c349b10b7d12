import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { screenLoader } from "#app/http/respond.server.ts";
import { Missing } from "#app/kernel/errors.ts";
import { instanceStream, resultStream, sealedNight } from "#app/modules/matching/night-file-reads.server.ts";

const FILE_NAME = /^([A-Z0-9_]{1,20})-(instance|result)\.json$/;

/** The market or the answer of one cell of a published night, as a file that anyone can check. */
export const loader = screenLoader(async ({ params }: LoaderFunctionArgs) => {
  const [name, code, kind] = FILE_NAME.exec(params["file"] ?? "") ?? [];
  const sealed = name === undefined ? null : await sealedNight(params["nightId"] ?? "");
  const cell = sealed?.cells.find(({ commodityCode }) => commodityCode === code);
  const file = cell && (await (kind === "instance" ? instanceStream(cell.runId) : resultStream(cell.runId)));
  if (!file) throw new Missing("matching.nightMissing");
  return new Response(createReadableStreamFromReadable(file), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      // A published night does not change.
      "cache-control": "public, max-age=86400, immutable",
      "x-content-type-options": "nosniff",
    },
  });
});
