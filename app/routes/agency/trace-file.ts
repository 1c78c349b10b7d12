import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireMember } from "#app/http/actor.server.ts";
import { csvHeaders } from "#app/http/file-headers.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { csvText } from "#app/kernel/csv-text.ts";
import { Missing } from "#app/kernel/errors.ts";
import { tracesOf } from "#app/modules/oversight/trace-reads.server.ts";
import { traceRows } from "#app/modules/oversight/ui/trace-views.tsx";

/** The figures beneath the picture, band by band and trade by trade. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requireMember(request, params["workspace"]);
  const id = params["subjectId"] ?? "";
  const { traces } = await tracesOf(actor, id);
  if (traces.length === 0) throw new Missing("orders.missing");
  const head = [
    m.oversight_trace_trades(),
    m.contracts_delivery_day(),
    m.oversight_trace_from(),
    m.oversight_trace_to(),
    m.oversight_trace_amount(),
    m.oversight_trace_entries(),
  ];
  const rows = traces.flatMap((trace) =>
    traceRows(trace).map((row) => [trace.trade.id, trace.trade.deliveryDay, ...row]),
  );
  return new Response(csvText([head, ...rows]), {
    headers: csvHeaders(`jejak-${organisation.slug}-${id}`),
  });
});
