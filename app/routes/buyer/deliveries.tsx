import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { bindingRuleWords } from "#app/modules/orders/binding-rule-words.server.ts";
import { bindingRulesOf } from "#app/modules/orders/binding-rules-reads.server.ts";
import { BindingRulesCard } from "#app/modules/orders/ui/binding-rules-card.tsx";
import { ShipmentFilter } from "#app/modules/shipments/shipment.schema.ts";
import { shipmentsOf } from "#app/modules/shipments/shipment-reads.server.ts";
import { LateKeptNotice } from "#app/modules/shipments/ui/late-kept-notice.tsx";
import { ShipmentBadge } from "#app/modules/shipments/ui/shipment-badge.tsx";
import { KeptForms } from "#app/ui/form/kept-forms.tsx";
import { KeepPages } from "#app/ui/keep-pages.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Tabs } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";
import { keptDeliveries } from "./incoming.server.ts";

/** What is on its way stands first; an unknown state in the address shows that too. */
function filterFrom(url: URL): ShipmentFilter {
  const rest = { side: "receiving", limit: 30, after: url.searchParams.get("after") ?? undefined };
  const asked = ShipmentFilter.safeParse({ ...rest, state: url.searchParams.get("keadaan") ?? "dispatched" });
  return asked.success ? asked.data : readAddress(ShipmentFilter, { ...rest, state: "dispatched" });
}

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "shipments.read");
  const { call, organisation } = member;
  const filter = filterFrom(new URL(request.url));
  // Between kitchens and their sellers: what a trade center receives has its rules in its contract.
  const rules =
    organisation.kind === "kitchen"
      ? await bindingRulesOf(organisation.id, dayOf(call.at, organisation.timeZone))
      : null;
  return {
    ruleWords: rules && bindingRuleWords(rules),
    page: await shipmentsOf(organisation.id, filter),
    state: filter.state,
    isLater: filter.after !== undefined,
    slug: organisation.slug,
    kept: await keptDeliveries(member),
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.shipments_receive_title()) }];

export default function Deliveries() {
  const { page, state, isLater, slug, kept, ruleWords } = useLoaderData<typeof loader>();
  const base = `/${slug}/terima`;
  const here = `${base}?keadaan=${state}`;
  const tabs = [
    { state: "dispatched", label: m.shipments_receive_tab_coming() },
    { state: "planned", label: m.shipments_receive_tab_planned() },
    { state: "received", label: m.shipments_receive_tab_received() },
  ];
  return (
    <Page title={m.shipments_receive_title()} lead={m.shipments_receive_lead()}>
      <KeepPages paths={kept.pages} />
      <KeptForms queue={kept.queue}>
        <LateKeptNotice />
      </KeptForms>
      <Tabs
        label={m.shipments_receive_tabs()}
        tabs={tabs.map((tab) => ({
          to: `${base}?keadaan=${tab.state}`,
          label: tab.label,
          current: tab.state === state,
        }))}
      />
      <Section tone="flush">
        <DataTable
          caption={m.shipments_receive_title()}
          rows={page.rows}
          rowKey={({ shipment }) => shipment.id}
          rowTo={({ shipment }) => `${base}/${shipment.id}`}
          rowMark={({ shipment }) =>
            shipment.state === "dispatched" && shipment.arrivedAt !== null
              ? { tone: "rice", label: m.shipments_receive_arrived() }
              : null
          }
          empty={
            <EmptyState icon="truck" title={m.shipments_receive_empty_title()}>
              {state === "received" ? m.shipments_receive_empty_received() : m.shipments_receive_empty_text()}
            </EmptyState>
          }
          columns={[
            { key: "seller", header: m.shipments_receive_from(), cell: (row) => row.sellerName },
            {
              key: "day",
              header: m.shipments_receive_day(),
              cell: (row) => date(row.shipment.deliveryDay),
            },
            {
              key: "lines",
              header: m.shipments_receive_lines(),
              cell: (row) => m.shipments_receive_line_count({ count: row.lineCount }),
            },
            {
              key: "number",
              header: state === "received" ? m.shipments_receive_bast() : m.shipments_receive_number(),
              cell: (row) => (
                <span className="tabular [overflow-wrap:anywhere]">
                  {(state === "received" ? row.receiptNumber : row.shipment.number) ?? "–"}
                </span>
              ),
            },
            {
              key: "driver",
              header: m.shipments_receive_driver(),
              deskOnly: true,
              cell: (row) =>
                [row.shipment.driverName, row.shipment.vehiclePlate].filter(Boolean).join(" · ") || "–",
            },
            {
              key: "state",
              header: m.shipments_receive_state(),
              cell: (row) => <ShipmentBadge state={row.shipment.state} />,
            },
          ]}
        />
      </Section>
      <Pager
        nextTo={page.next ? `${here}&after=${page.next}` : null}
        firstTo={isLater ? here : null}
        shown={page.rows.length}
      />
      {ruleWords ? <BindingRulesCard title={m.orders_rules_title()} words={ruleWords} /> : null}
    </Page>
  );
}
