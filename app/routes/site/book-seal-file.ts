import type { LoaderFunctionArgs } from "@remix-run/node";
import { screenLoader } from "#app/http/respond.server.ts";
import { type BusinessDay, isRealDay } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { publicSeal } from "#app/modules/ledger/seal-reads.server.ts";

/** The hashes of a sealed day as JSON, for anybody; whose books they are, they do not say. */
export const loader = screenLoader(async ({ params }: LoaderFunctionArgs) => {
  const [, day] = /^(\d{4}-\d{2}-\d{2})\.json$/.exec(params["file"] ?? "") ?? [];
  const sealed = day !== undefined && isRealDay(day) ? await publicSeal(day as BusinessDay) : null;
  if (!sealed) throw new Missing("ledger.missing");
  return new Response(JSON.stringify(sealed), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      // A sealed day does not change.
      "cache-control": "public, max-age=86400, immutable",
      "x-content-type-options": "nosniff",
    },
  });
});
