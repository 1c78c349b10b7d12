import type { LoaderFunctionArgs } from "@remix-run/node";
import { csvHeaders } from "#app/http/file-headers.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { csvText } from "#app/kernel/csv-text.ts";
import { Missing } from "#app/kernel/errors.ts";
import type { PublicDay } from "#app/modules/oversight/public-trace.ts";
import { publicTraceFor } from "#app/modules/oversight/public-trace-reads.server.ts";
import { groupNames } from "#app/modules/oversight/ui/public-groups.ts";
import { traceRows } from "#app/modules/oversight/ui/trace-views.tsx";

/** The figures beneath the public picture. */
export const loader = screenLoader(async ({ request }: LoaderFunctionArgs) => {
  const asked = new URL(request.url).searchParams;
  const { city, day, claimed, paid } = await publicTraceFor({
    cityCode: asked.get("kota"),
    day: asked.get("hari"),
  });
  if (!city || (claimed === null && paid === null)) throw new Missing("kernel.missing");
  const head = [
    m.oversight_public_city(),
    m.oversight_public_day(),
    m.oversight_trace_from(),
    m.oversight_trace_to(),
    m.oversight_trace_amount(),
    m.oversight_public_side(),
  ];
  const rowsOf = (told: PublicDay | null, side: string) =>
    told === null
      ? []
      : traceRows({ ...told, names: groupNames(told.counts) }).map((row) => [
          city.name,
          day ?? "",
          ...row.slice(0, 3),
          side,
        ]);
  const rows = [...rowsOf(claimed, m.oversight_public_claimed()), ...rowsOf(paid, m.oversight_public_paid())];
  return new Response(csvText([head, ...rows]), {
    headers: { ...csvHeaders(`jejak-rupiah-${city.code}-${day}`), "cache-control": "public, max-age=3600" },
  });
});
