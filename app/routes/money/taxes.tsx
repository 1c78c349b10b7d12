import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { reportTaxRemittance } from "#app/modules/payments/report-tax-remittance.server.ts";
import { owedTaxes, taxRemittancesOf } from "#app/modules/payments/tax-remittance-reads.server.ts";
import { ReportTaxForm } from "#app/modules/payments/ui/tax-forms.tsx";
import { OwedTaxTable, TaxRemittanceTable, TaxStanding } from "#app/modules/payments/ui/tax-views.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

/** Of the months that are settled so many are shown; the file holds all of them. */
const MONTHS_SHOWN = 12;

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "books.read");
  const after = new URL(request.url).searchParams.get("after") ?? undefined;
  const [owed, page] = await Promise.all([
    owedTaxes(organisation.id, call.at),
    taxRemittancesOf(organisation.id, { limit: 30, after }),
  ]);
  const recent = new Set([...new Set(owed.months.map(({ month }) => month))].slice(0, MONTHS_SHOWN));
  const shown = owed.months.filter(({ month, openRupiah }) => openRupiah > 0n || recent.has(month));
  return {
    owed,
    shown,
    open: owed.months.filter(({ openRupiah }) => openRupiah > 0n).reverse(),
    page,
    mayReport: may(actor, "taxes.remit"),
    isFirst: after === undefined,
    today: dayOf(call.at, organisation.timeZone),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "taxes.remit");
  const form = await readForm(request);
  const proof = await uploadOf(form.file("proof"));
  const key = form.text("_key") ?? null;
  return formCommand(form, {
    call,
    command: reportTaxRemittance,
    input: async (fields) => {
      const [kind, month] = (fields.text("tax") ?? "").split("/");
      const kept = proof ? await uploadFile({ ...call, key }, { purpose: "tax_proof", ...proof }) : null;
      return {
        kind,
        month,
        amountRupiah: fields.text("amount"),
        paidOn: fields.text("paidOn"),
        ntpn: fields.text("ntpn"),
        paidFrom: fields.text("paidFrom"),
        proofId: kept?.fileId,
      };
    },
    fieldNames: { amountRupiah: "amount", proofId: "proof", kind: "tax", month: "tax" },
    to: ({ taxRemittanceId }) => `/${organisation.slug}/setor-pajak/${taxRemittanceId}`,
    flash: () => m.payments_taxes_reported_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_taxes_title()) }];

export default function Taxes() {
  const { owed, shown, open, page, mayReport, isFirst, today, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={m.payments_taxes_title()}
      lead={m.payments_taxes_lead()}
      breadcrumbs={[{ to: `/${slug}/laporan-keuangan`, label: m.ledger_statements_title() }]}
      actions={
        owed.months.length === 0 ? null : (
          <ButtonLink to={`/${slug}/setor-pajak.xlsx`} variant="secondary" icon="download" external>
            {m.payments_taxes_file()}
          </ButtonLink>
        )
      }
    >
      <TaxStanding owed={owed} />
      <Section
        tone="flush"
        title={m.payments_taxes_owed()}
        lead={shown.length < owed.months.length ? m.payments_taxes_recent() : undefined}
      >
        <OwedTaxTable rows={shown} />
      </Section>
      {mayReport && owed.months.length > 0 ? (
        <Section
          tone="card"
          title={m.payments_taxes_report_title()}
          lead={open.length === 0 ? m.payments_taxes_nothing_open() : m.payments_taxes_report_lead()}
        >
          {open.length === 0 ? null : (
            <ReportTaxForm
              open={open}
              today={today}
              idempotencyKey={key}
              errors={answer?.errors}
              values={answer?.values}
            />
          )}
        </Section>
      ) : null}
      <Section tone="flush" title={m.payments_taxes_list()}>
        <TaxRemittanceTable rows={page.rows} slug={slug} />
      </Section>
      <Pager
        shown={page.rows.length}
        nextTo={page.next === null ? null : `?after=${page.next}`}
        firstTo={isFirst ? null : `/${slug}/setor-pajak`}
      />
      <p className="text-sm text-ink-soft">
        {m.payments_taxes_rules({ sources: owed.rules.map(({ source }) => source).join("; ") })}
      </p>
    </Page>
  );
}
