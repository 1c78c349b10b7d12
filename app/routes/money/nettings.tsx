import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { dateTime } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { nettingsOf } from "#app/modules/payments/netting-reads.server.ts";
import { NettingBadge } from "#app/modules/payments/ui/netting-entry.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

/** Every netting with anybody: what waits, what was agreed, and what came to nothing. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation } = await requirePermission(request, params["workspace"], "invoices.read");
  const after = new URL(request.url).searchParams.get("after")?.slice(0, 200) ?? undefined;
  const page = await nettingsOf(organisation.id, { limit: 30, after });
  return { page, isFirst: after === undefined, slug: organisation.slug, zone: organisation.timeZone };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_netting_title()) }];

export default function Nettings() {
  const { page, isFirst, slug, zone } = useLoaderData<typeof loader>();
  const base = `/${slug}/perjumpaan`;
  return (
    <Page title={m.payments_netting_title()} lead={m.payments_netting_list_lead()}>
      <Section tone="flush">
        <DataTable
          caption={m.payments_netting_title()}
          rows={page.rows}
          rowKey={(row) => row.id}
          rowTo={(row) => `${base}/${row.id}`}
          empty={
            <EmptyState icon="money" title={m.payments_netting_empty()}>
              {m.payments_netting_empty_text()}
            </EmptyState>
          }
          columns={[
            {
              key: "other",
              header: m.payments_netting_with(),
              cell: (row) => (
                <span className="block">
                  {row.otherName}
                  <span className="block text-sm font-normal text-ink-soft">
                    {row.isOwn ? m.payments_netting_by_us() : m.payments_netting_by_them()} ·{" "}
                    {dateTime(row.proposedAt, zone)}
                  </span>
                </span>
              ),
            },
            {
              key: "state",
              header: m.payments_netting_state(),
              cell: (row) => <NettingBadge state={row.state} />,
            },
            {
              key: "amount",
              header: m.payments_netting_amount(),
              align: "end",
              cell: (row) => <Money amount={row.amountRupiah} strong />,
            },
          ]}
        />
      </Section>
      <Pager
        shown={page.rows.length}
        nextTo={page.next === null ? null : `${base}?after=${page.next}`}
        firstTo={isFirst ? null : base}
      />
    </Page>
  );
}
