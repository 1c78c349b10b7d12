import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { proveBook } from "#app/modules/ledger/book-proof-reads.server.ts";
import { entriesOf, trialBalance } from "#app/modules/ledger/ledger-reads.server.ts";
import { bookSealOf } from "#app/modules/ledger/seal-reads.server.ts";
import { BookProofBox } from "#app/modules/ledger/ui/book-proof.tsx";
import { BookSeal } from "#app/modules/ledger/ui/book-seal.tsx";
import { EntryCard } from "#app/modules/ledger/ui/entry-card.tsx";
import { TrialBalance } from "#app/modules/ledger/ui/trial-balance.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "books.read");
  const query = new URL(request.url).searchParams;
  const after = query.get("after") ?? undefined;
  const today = dayOf(call.at, organisation.timeZone);
  const [balance, page, seal] = await Promise.all([
    trialBalance(organisation.id),
    entriesOf(organisation.id, readAddress(PageRequest, { limit: 20, after })),
    bookSealOf(organisation.id),
  ]);
  return {
    balance,
    proof: query.get("buktikan") === "ya" ? await proveBook(organisation.id, today) : null,
    today,
    page,
    seal: seal && { day: seal.day, hash: seal.hash, entries: Number(seal.position) },
    sells: organisation.kind === "koperasi" || organisation.kind === "bumd",
    slug: organisation.slug,
    zone: organisation.timeZone,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.ledger_title()) }];

export default function Books() {
  const { balance, proof, today, page, seal, sells, slug, zone } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.ledger_title()}
      lead={m.ledger_lead()}
      actions={
        <>
          <ButtonLink to={`/${slug}/laporan-keuangan`} icon="chart">
            {m.ledger_statements_title()}
          </ButtonLink>
          {sells ? (
            <ButtonLink to={`/${slug}/omzet`} variant="secondary" icon="chart">
              {m.invoicing_turnover_title()}
            </ButtonLink>
          ) : null}
          <ButtonLink to={`/${slug}/umur-piutang`} variant="secondary" icon="clock">
            {m.oversight_ageing_title()}
          </ButtonLink>
          <ButtonLink to={`/${slug}/tutup-buku`} variant="secondary" icon="shield">
            {m.accountability_closing_title()}
          </ButtonLink>
        </>
      }
    >
      <Section
        tone="flush"
        title={m.ledger_trial_balance()}
        actions={
          balance.length === 0 ? undefined : (
            <ButtonLink
              to={`/${slug}/laporan-keuangan.xlsx`}
              size="small"
              variant="secondary"
              icon="download"
              external
            >
              {m.ledger_statements_file()}
            </ButtonLink>
          )
        }
      >
        <TrialBalance rows={balance} />
      </Section>
      {balance.length === 0 ? null : <BookProofBox proof={proof} until={today} keep={{}} />}
      <Section title={m.ledger_entries()}>
        {page.rows.length === 0 ? (
          <EmptyState icon="book" title={m.ledger_empty_title()}>
            {m.ledger_empty_text()}
          </EmptyState>
        ) : (
          <ol className="flex flex-col gap-3">
            {page.rows.map((entry) => (
              <li key={entry.id}>
                <EntryCard entry={entry} zone={zone} />
              </li>
            ))}
          </ol>
        )}
      </Section>
      {seal ? <BookSeal seal={seal} fileTo={`/${slug}/buku.jsonl`} /> : null}
      <Pager nextTo={page.next ? `/${slug}/buku?after=${page.next}` : null} shown={page.rows.length} />
    </Page>
  );
}
