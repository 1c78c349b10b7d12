import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { date, packs, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { AllotmentFilter } from "#app/modules/allotment/allotment.schema.ts";
import { allotmentsOf } from "#app/modules/allotment/allotment-reads.server.ts";
import { AllotmentBadge } from "#app/modules/allotment/ui/allotment-badge.tsx";
import { callOffsOf } from "#app/modules/contracts/call-off-reads.server.ts";
import { CallOffTable } from "#app/modules/contracts/ui/call-off-table.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { NameAndCode } from "#app/ui/table/name-and-code.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

const PAGE = 30;

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation } = await requirePermission(request, params["workspace"], "allotments.read");
  const asked = AllotmentFilter.safeParse({
    limit: PAGE,
    after: new URL(request.url).searchParams.get("after") ?? undefined,
  });
  const filter = asked.success ? asked.data : { limit: PAGE };
  const [open, mine] = await Promise.all([
    callOffsOf(organisation.id, { state: "open", limit: PAGE }),
    allotmentsOf(organisation.id, filter),
  ]);
  return { open, mine, isFirst: filter.after === undefined, slug: organisation.slug };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.allotment_title()) }];

export default function Allotments() {
  const { open, mine, isFirst, slug } = useLoaderData<typeof loader>();
  const base = `/${slug}/jatah`;
  return (
    <Page title={m.allotment_title()} lead={m.allotment_lead()}>
      {isFirst ? (
        <Section tone="flush" title={m.allotment_open_title()} lead={m.allotment_open_lead()}>
          <CallOffTable
            rows={open.rows}
            to={(row) => `${base}/${row.callOff.id}`}
            emptyText={m.allotment_open_empty_text()}
          />
        </Section>
      ) : null}
      <Section tone="flush" title={m.allotment_mine_title()}>
        <DataTable
          caption={m.allotment_mine_title()}
          rows={mine.rows}
          rowKey={(row) => row.allotment.id}
          rowTo={(row) => `${base}/${row.allotment.callOffId}`}
          empty={
            <EmptyState icon="split" title={m.allotment_mine_empty()}>
              {m.allotment_mine_empty_text()}
            </EmptyState>
          }
          columns={[
            {
              key: "goods",
              header: m.contracts_goods(),
              cell: (row) => <NameAndCode name={row.commodityName} code={row.callOffNumber} />,
            },
            { key: "hub", header: m.contracts_hub(), cell: (row) => row.hubName, deskOnly: true },
            { key: "day", header: m.contracts_delivery_day(), cell: (row) => date(row.deliveryDay) },
            { key: "round", header: m.allotment_round(), align: "end", cell: (row) => row.round },
            {
              key: "packs",
              header: m.allotment_given(),
              align: "end",
              cell: (row) => packs(row.allotment.packs, row.packUnit),
            },
            {
              key: "accepted",
              header: m.contracts_accepted(),
              align: "end",
              cell: (row) =>
                row.allotment.acceptedPacks === null ? "–" : whole(row.allotment.acceptedPacks),
            },
            {
              key: "price",
              header: m.contracts_price(),
              align: "end",
              deskOnly: true,
              cell: (row) => <Money amount={row.priceRupiahPerPack} per={row.packUnit} />,
            },
            {
              key: "state",
              header: m.contracts_state(),
              cell: (row) => <AllotmentBadge state={row.allotment.state} />,
            },
          ]}
        />
      </Section>
      <Pager
        nextTo={mine.next ? `${base}?after=${mine.next}` : null}
        firstTo={isFirst ? null : base}
        shown={mine.rows.length}
      />
    </Page>
  );
}
