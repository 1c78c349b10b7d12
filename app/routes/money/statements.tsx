import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { proveBook } from "#app/modules/ledger/book-proof-reads.server.ts";
import { statementsOf } from "#app/modules/ledger/statement-reads.server.ts";
import { BookProofBox } from "#app/modules/ledger/ui/book-proof.tsx";
import { PeriodFilter } from "#app/modules/ledger/ui/period-filter.tsx";
import { StatementSections, StatementTiles, TrialSection } from "#app/modules/ledger/ui/statement-views.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { askedPeriod, periodKeys } from "./statement-period.server.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "books.read");
  const period = askedPeriod(request.url, call.at, organisation.timeZone);
  const isProven = new URL(request.url).searchParams.get("buktikan") === "ya";
  return {
    statements: await statementsOf(organisation.id, period),
    proof: isProven ? await proveBook(organisation.id, period.to) : null,
    keys: await periodKeys(organisation.id, call.at, organisation.timeZone),
    kind: organisation.kind,
    slug: organisation.slug,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.ledger_statements_title()) }];

export default function StatementsScreen() {
  const { statements, proof, keys, kind, slug } = useLoaderData<typeof loader>();
  const { period } = statements;
  return (
    <Page
      title={m.ledger_statements_title()}
      lead={m.ledger_statements_lead({ from: date(period.from), to: date(period.to) })}
      breadcrumbs={[{ to: `/${slug}/buku`, label: m.ledger_title() }]}
      actions={
        <>
          <ButtonLink
            to={`/${slug}/laporan-keuangan.xlsx?periode=${period.key}`}
            variant="secondary"
            icon="download"
            external
          >
            {m.ledger_statements_file()}
          </ButtonLink>
          <ButtonLink
            to={`/${slug}/e-bupot.xlsx?periode=${period.key}`}
            variant="secondary"
            icon="download"
            external
          >
            {m.payments_withheld_file()}
          </ButtonLink>
        </>
      }
    >
      <PeriodFilter keys={keys} current={period.key} />
      {statements.trial.length === 0 ? (
        <EmptyState icon="book" title={m.ledger_empty_title()}>
          {m.ledger_empty_text()}
        </EmptyState>
      ) : (
        <>
          <StatementTiles statements={statements} kind={kind} />
          <BookProofBox proof={proof} period={period.key} until={period.to} />
          <StatementSections statements={statements} kind={kind} slug={slug} />
          <TrialSection trial={statements.trial} slug={slug} periodKey={period.key} />
        </>
      )}
    </Page>
  );
}
