import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ShipmentFilter } from "#app/modules/shipments/shipment.schema.ts";
import { shipmentsOf } from "#app/modules/shipments/shipment-reads.server.ts";
import { DispatchList } from "#app/modules/shipments/ui/dispatch-list.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Tabs } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

/** What can be looked at, by its word in the address, and the state it stands for. */
const VIEWS = { siap: "planned", jalan: "dispatched", diterima: "received" } as const;
type View = keyof typeof VIEWS;

function isView(word: string | null): word is View {
  return word !== null && word in VIEWS;
}

/** What this seller sends: what is to be loaded, what is on the road, what was received. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation } = await requirePermission(request, params["workspace"], "shipments.read");
  const asked = new URL(request.url).searchParams;
  const word = asked.get("lihat");
  const view: View = isView(word) ? word : "siap";
  const page = await shipmentsOf(
    organisation.id,
    readAddress(ShipmentFilter, {
      side: "sending",
      state: VIEWS[view],
      limit: 30,
      after: asked.get("after") ?? undefined,
    }),
  );
  const rows = [...page.rows];
  // Whatever leaves first stands first.
  if (view === "siap")
    rows.sort((a, b) =>
      `${a.shipment.deliveryDay} ${a.windowStart}`.localeCompare(
        `${b.shipment.deliveryDay} ${b.windowStart}`,
      ),
    );
  return { rows, next: page.next, view, slug: organisation.slug, zone: organisation.timeZone };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.shipments_send_title()) }];

export default function Dispatches() {
  const { rows, next, view, slug, zone } = useLoaderData<typeof loader>();
  const base = `/${slug}/kirim`;
  const words: Record<View, string> = {
    siap: m.shipments_send_planned(),
    jalan: m.shipments_send_dispatched(),
    diterima: m.shipments_send_received(),
  };
  return (
    <Page
      title={m.shipments_send_title()}
      lead={m.shipments_send_lead()}
      width="narrow"
      actions={
        view === "siap" && rows.length > 0 ? (
          <ButtonLink to={`${base}/kemas`} variant="secondary" icon="box">
            {m.shipments_pack_open()}
          </ButtonLink>
        ) : undefined
      }
    >
      <Tabs
        label={m.shipments_send_title()}
        tabs={(Object.keys(VIEWS) as View[]).map((each) => ({
          to: each === "siap" ? base : `${base}?lihat=${each}`,
          label: words[each],
          current: each === view,
        }))}
      />
      {rows.length === 0 ? (
        <Section tone="card">
          <EmptyState icon="truck" title={m.shipments_send_empty_title()}>
            {view === "siap" ? m.shipments_send_empty_planned() : m.shipments_send_empty_text()}
          </EmptyState>
        </Section>
      ) : (
        <DispatchList rows={rows} base={base} zone={zone} />
      )}
      <Pager nextTo={next ? `${base}?lihat=${view}&after=${next}` : null} shown={rows.length} />
    </Page>
  );
}
