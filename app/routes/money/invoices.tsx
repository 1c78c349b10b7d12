import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { lateBucketOf } from "#app/modules/invoicing/due.ts";
import { InvoiceFilter } from "#app/modules/invoicing/invoice.schema.ts";
import { openOf } from "#app/modules/invoicing/invoice.ts";
import { invoicesOf } from "#app/modules/invoicing/invoice-reads.server.ts";
import { InvoiceBadge } from "#app/modules/invoicing/ui/invoice-badge.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

/** One screen for both sides: /tagihan lists what is owed by us, /penjualan what is owed to us. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "invoices.read");
  const url = new URL(request.url);
  const side = url.pathname.replace(/\.data$/, "").endsWith("/penjualan") ? "selling" : "buying";
  const filter = readAddress(InvoiceFilter, {
    side,
    limit: 30,
    after: url.searchParams.get("after") ?? undefined,
  });
  const page = await invoicesOf(organisation.id, filter);
  return {
    page,
    side,
    slug: organisation.slug,
    today: dayOf(call.at, organisation.timeZone),
    paysForOthers: organisation.kind === "foundation",
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.invoicing_title()) }];

export default function Invoices() {
  const { page, side, slug, today, paysForOthers } = useLoaderData<typeof loader>();
  const isSelling = side === "selling";
  const base = `/${slug}/${isSelling ? "penjualan" : "tagihan"}`;
  return (
    <Page
      title={isSelling ? m.invoicing_selling_title() : m.invoicing_buying_title()}
      lead={isSelling ? m.invoicing_selling_lead() : m.invoicing_buying_lead()}
    >
      <Section tone="flush">
        <DataTable
          caption={m.invoicing_title()}
          rows={page.rows}
          rowKey={(row) => row.id}
          rowTo={(row) => `${base}/${row.id}`}
          empty={
            <EmptyState icon="invoice" title={m.invoicing_empty_title()}>
              {isSelling ? m.invoicing_selling_empty() : m.invoicing_buying_empty()}
            </EmptyState>
          }
          columns={[
            {
              key: "party",
              header: isSelling ? m.invoicing_buyer() : m.invoicing_seller(),
              cell: (row) => (isSelling ? row.buyerName : row.sellerName),
            },
            ...(paysForOthers
              ? [
                  {
                    key: "buyer",
                    header: m.invoicing_buyer(),
                    cell: (row: (typeof page.rows)[number]) => row.buyerName,
                  },
                ]
              : []),
            {
              key: "number",
              header: m.invoicing_number(),
              cell: (row) => row.number ?? m.invoicing_not_numbered(),
            },
            { key: "due", header: m.invoicing_due(), cell: (row) => date(row.dueOn) },
            {
              key: "state",
              header: m.invoicing_state(),
              cell: (row) => <InvoiceBadge state={row.state} late={lateBucketOf(row.dueOn, today)} />,
            },
            {
              key: "total",
              header: m.invoicing_total(),
              align: "end",
              cell: (row) => <Money amount={row.totalRupiah} strong />,
            },
            {
              key: "open",
              header: m.invoicing_open(),
              align: "end",
              deskOnly: true,
              cell: (row) => <Money amount={openOf(row)} />,
            },
          ]}
        />
      </Section>
      <Pager nextTo={page.next ? `${base}?after=${page.next}` : null} shown={page.rows.length} />
    </Page>
  );
}
