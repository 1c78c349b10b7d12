import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { isVatRegistered } from "#app/modules/identity/organisation-reads.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { payClock } from "#app/modules/invoicing/due.ts";
import { InvoiceFilter, ISSUED_AT_ONCE_MAX } from "#app/modules/invoicing/invoice.schema.ts";
import { openOf } from "#app/modules/invoicing/invoice.ts";
import { draftsWaiting, invoicesOf } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueInvoices } from "#app/modules/invoicing/issue-invoices.server.ts";
import { dueText, InvoiceBadge } from "#app/modules/invoicing/ui/invoice-badge.tsx";
import { IssueMany } from "#app/modules/invoicing/ui/issue-many.tsx";
import { TaxFiles } from "#app/modules/invoicing/ui/tax-files.tsx";
import { periodsBetween } from "#app/modules/ledger/report-period.ts";
import { booksBegin } from "#app/modules/ledger/statement-reads.server.ts";
import { periodName } from "#app/modules/ledger/ui/statement-words.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

/** One screen for both sides: /tagihan lists what is owed by us, /penjualan what is owed to us. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "invoices.read",
  );
  const url = new URL(request.url);
  const side = url.pathname.replace(/\.data$/, "").endsWith("/penjualan") ? "selling" : "buying";
  const filter = readAddress(InvoiceFilter, {
    side,
    limit: 30,
    after: url.searchParams.get("after") ?? undefined,
  });
  const page = await invoicesOf(organisation.id, filter);
  const today = dayOf(call.at, organisation.timeZone);
  const mayIssue = side === "selling" && may(actor, "invoices.issue");
  return {
    page,
    waiting: mayIssue ? await draftsWaiting(organisation.id, ISSUED_AT_ONCE_MAX) : null,
    key: newReceiptKey(),
    side,
    slug: organisation.slug,
    today,
    taxMonths:
      side === "selling" && (await isVatRegistered(organisation.id))
        ? periodsBetween((await booksBegin(organisation.id)) ?? today, today)
            .filter(({ key }) => key.length > 4)
            .map(({ key }) => ({ key, name: periodName(key) }))
        : [],
    paysForOthers: organisation.kind === "foundation",
    hasMarginSheet: side === "selling" && organisation.kind === "koperasi" && may(call.actor, "books.read"),
  };
});

/** Issues the drafts that the person saw counted, on the selling side. */
export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "invoices.issue");
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: issueInvoices,
    input: (fields) => ({ invoiceIds: fields.texts("invoice") }),
    to: () => `/${organisation.slug}/penjualan`,
    flash: ({ issued, leftOut }) => {
      const [count, left] = [issued.length, leftOut.length];
      if (count === 0) return m.invoicing_issue_many_none();
      return left === 0
        ? m.invoicing_issue_many_done({ count })
        : m.invoicing_issue_many_left({ count, left });
    },
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.invoicing_title()) }];

export default function Invoices() {
  const { page, waiting, key, side, slug, today, taxMonths, paysForOthers, hasMarginSheet } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isSelling = side === "selling";
  const base = `/${slug}/${isSelling ? "penjualan" : "tagihan"}`;
  return (
    <Page
      title={isSelling ? m.invoicing_selling_title() : m.invoicing_buying_title()}
      lead={isSelling ? m.invoicing_selling_lead() : m.invoicing_buying_lead()}
      actions={
        <>
          {paysForOthers ? null : (
            <ButtonLink to={`/${slug}/tempo-bayar`} variant="secondary" icon="contract">
              {m.commitments_agreements()}
            </ButtonLink>
          )}
          {hasMarginSheet ? (
            <ButtonLink to={`${base}/lembar-margin`} variant="secondary" icon="chart">
              {m.invoicing_sheet_link()}
            </ButtonLink>
          ) : null}
        </>
      }
    >
      <ErrorSummary errors={answer?.errors ?? {}} />
      {waiting && waiting.count > 1 ? <IssueMany waiting={waiting} idempotencyKey={key} /> : null}
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
            {
              key: "due",
              header: m.invoicing_due(),
              cell: (row) => dueText(row.dueOn, payClock(row, today).left),
            },
            {
              key: "state",
              header: m.invoicing_state(),
              cell: (row) => <InvoiceBadge state={row.state} late={payClock(row, today).late} />,
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
      {taxMonths.length > 0 ? <TaxFiles fileAt={`/${slug}/faktur-pajak`} periods={taxMonths} /> : null}
    </Page>
  );
}
