import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import QRCode from "qrcode";
import { checkAddress } from "#app/http/link.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { dateLong, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { labelsFrom } from "#app/modules/shipments/packing.ts";
import { LabelSheet } from "#app/modules/shipments/ui/label-sheet.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { packedDay } from "./packing-day.server.ts";

/** So many labels are one page: what a cheap phone still draws, and a printer takes at once. */
const LABELS_SHOWN = 120;

/** Labels for the boxes of a day or of one delivery; stands alone, so that the browser prints it as it is. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { member, day, deliveries, boxKg, skip, only } = await packedDay(request, params["workspace"]);
  const lines = deliveries.flatMap(({ lines: own, ...delivery }) =>
    own.map((line) => ({ ...line, delivery })),
  );
  const labels = labelsFrom(lines, { skip, take: LABELS_SHOWN });
  const shown = new Map(labels.map(({ line }) => [line.delivery.shipmentId, line.delivery.order]));
  const qrs: Record<string, string> = {};
  for (const [shipmentId, order] of shown)
    if (order !== null)
      qrs[shipmentId] = await QRCode.toDataURL(checkAddress(order.code), { margin: 1, width: 216 });
  return {
    labels,
    qrs,
    day: day ?? "",
    total: lines.reduce((sum, line) => sum + line.boxes.count, 0),
    skip,
    boxKg,
    only,
    sellerName: member.organisation.name,
    slug: member.organisation.slug,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.shipments_pack_labels()) }];

export default function PackingLabels() {
  const { labels, qrs, day, total, skip, boxKg, only, sellerName, slug } = useLoaderData<typeof loader>();
  const asked = new URLSearchParams({ hari: day, kotak: boxKg.toString() });
  const back = `/${slug}/kirim/kemas?${asked}`;
  if (only !== null) asked.set("kiriman", only);
  asked.set("mulai", (skip + labels.length).toString());
  return (
    <main className="mx-auto flex w-full max-w-4xl flex-col gap-4 px-4 py-5 print:max-w-none print:p-0">
      <header className="no-print flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1 className="text-2xl font-extrabold">{m.shipments_pack_labels()}</h1>
          <p className="text-ink-soft">
            {day === ""
              ? m.shipments_pack_empty()
              : m.shipments_pack_labels_lead({
                  day: dateLong(day),
                  from: whole(Math.min(skip + 1, total)),
                  to: whole(skip + labels.length),
                  count: whole(total),
                })}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <ButtonLink to={back} variant="secondary" icon="back">
            {m.shipments_pack_title()}
          </ButtonLink>
          {skip + labels.length < total && labels.length > 0 ? (
            <ButtonLink to={`?${asked}`}>{m.shipments_pack_labels_more()}</ButtonLink>
          ) : null}
        </div>
      </header>
      {labels.length === 0 ? (
        <EmptyState icon="box" title={m.shipments_pack_empty()}>
          {m.shipments_send_empty_planned()}
        </EmptyState>
      ) : (
        <LabelSheet labels={labels} qrs={qrs} day={day} sellerName={sellerName} />
      )}
    </main>
  );
}
