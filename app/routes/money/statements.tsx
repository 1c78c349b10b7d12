import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { mayIssueStatements } from "#app/modules/accountability/accountability.policy.ts";
import { statementsSubject } from "#app/modules/accountability/financial-statements.ts";
import { issueStatements } from "#app/modules/accountability/issue-statements.server.ts";
import { documentsOfKind } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { proveBook } from "#app/modules/ledger/book-proof-reads.server.ts";
import { statementsOf } from "#app/modules/ledger/statement-reads.server.ts";
import { BookProofBox } from "#app/modules/ledger/ui/book-proof.tsx";
import { PeriodFilter } from "#app/modules/ledger/ui/period-filter.tsx";
import { StatementSections, StatementTiles, TrialSection } from "#app/modules/ledger/ui/statement-views.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { askedPeriod, periodKeys } from "./statement-period.server.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "books.read");
  const period = askedPeriod(request.url, call.at, organisation.timeZone);
  const isProven = new URL(request.url).searchParams.get("buktikan") === "ya";
  return {
    statements: await statementsOf(organisation.id, period),
    proof: isProven ? await proveBook(organisation.id, period.to) : null,
    keys: await periodKeys(organisation.id, call.at, organisation.timeZone),
    papers: await documentsOfKind(organisation.id, statementsSubject(organisation.id, period.key), "LK"),
    mayIssue: mayIssueStatements(actor) && period.from <= dayOf(call.at, organisation.timeZone),
    key: newReceiptKey(),
    kind: organisation.kind,
    slug: organisation.slug,
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "books.read");
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: issueStatements,
    input: () => ({ period: form.text("period") }),
    to: ({ period }) => `/${organisation.slug}/laporan-keuangan?periode=${period}`,
    flash: () => m.accountability_statements_issued(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.ledger_statements_title()) }];

export default function StatementsScreen() {
  const { statements, proof, keys, papers, mayIssue, key, kind, slug } = useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors ?? {};
  const { period } = statements;
  return (
    <Page
      title={m.ledger_statements_title()}
      lead={m.ledger_statements_lead({ from: date(period.from), to: date(period.to) })}
      breadcrumbs={[{ to: `/${slug}/buku`, label: m.ledger_title() }]}
      actions={
        <ButtonLink
          to={`/${slug}/laporan-keuangan.xlsx?periode=${period.key}`}
          variant="secondary"
          icon="download"
          external
        >
          {m.ledger_statements_file()}
        </ButtonLink>
      }
    >
      <ErrorSummary errors={errors} />
      <PeriodFilter keys={keys} current={period.key} />
      {statements.trial.length === 0 ? (
        <EmptyState icon="book" title={m.ledger_empty_title()}>
          {m.ledger_empty_text()}
        </EmptyState>
      ) : (
        <>
          <StatementTiles statements={statements} kind={kind} />
          <BookProofBox proof={proof} until={period.to} keep={{ periode: period.key }} />
          <StatementSections statements={statements} kind={kind} slug={slug} />
          <TrialSection trial={statements.trial} slug={slug} periodKey={period.key} />
          <Section
            tone="card"
            title={m.accountability_statements_paper()}
            lead={m.accountability_statements_paper_lead()}
          >
            {papers.length === 0 ? (
              <p className="text-ink-soft">{m.accountability_statements_none()}</p>
            ) : null}
            {mayIssue ? (
              <Form idempotencyKey={key}>
                <input type="hidden" name="period" value={period.key} />
                <FormActions>
                  <SubmitButton variant="secondary" icon="doc">
                    {papers.length === 0
                      ? m.accountability_statements_issue()
                      : m.accountability_statements_issue_again()}
                  </SubmitButton>
                </FormActions>
              </Form>
            ) : null}
          </Section>
          <DocumentLinks papers={papers} />
        </>
      )}
      <Section tone="card" title={m.ledger_statements_tax()}>
        <div className="flex flex-wrap gap-2">
          <ButtonLink
            to={`/${slug}/e-bupot.xlsx?periode=${period.key}`}
            variant="secondary"
            icon="download"
            external
          >
            {m.payments_withheld_file()}
          </ButtonLink>
          <ButtonLink
            to={`/${slug}/nota-retur.xlsx?periode=${period.key}`}
            variant="secondary"
            icon="download"
            external
          >
            {m.invoicing_return_file()}
          </ButtonLink>
          <ButtonLink to={`/${slug}/setor-pajak`} variant="secondary" icon="money">
            {m.payments_taxes_title()}
          </ButtonLink>
        </div>
      </Section>
    </Page>
  );
}
