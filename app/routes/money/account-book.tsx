import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { proveBook } from "#app/modules/ledger/book-proof-reads.server.ts";
import { planOf } from "#app/modules/ledger/chart.ts";
import { AccountLines, AccountTiles, SubjectTable } from "#app/modules/ledger/ui/account-views.tsx";
import { accountLabel } from "#app/modules/ledger/ui/account-words.tsx";
import { BookProofBox } from "#app/modules/ledger/ui/book-proof.tsx";
import { PeriodFilter } from "#app/modules/ledger/ui/period-filter.tsx";
import { accountPath } from "#app/modules/ledger/ui/statement-table.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Pager } from "#app/ui/table/pager.tsx";
import { askedAccount } from "./account-book.server.ts";
import { periodKeys } from "./statement-period.server.ts";

const LINES_SHOWN = 50;

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation, account, period, among, shown } = await askedAccount(
    request,
    params["workspace"],
    LINES_SHOWN,
  );
  const isProven = new URL(request.url).searchParams.get("buktikan") === "ya";
  return {
    account,
    proof: isProven ? await proveBook(organisation.id, period.to) : null,
    period,
    among,
    shown,
    keys: await periodKeys(organisation.id, call.at, organisation.timeZone),
    slug: organisation.slug,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.ledger_book_title()) }];

export default function AccountBook() {
  const { account, proof, period, among, shown, keys, slug } = useLoaderData<typeof loader>();
  const all = accountPath(slug, period.key, account);
  const rekening = shown === null ? {} : { rekening: shown.account.accountId };
  const one = shown === null ? all : `${all}&rekening=${shown.account.accountId}`;
  const prove = (
    <BookProofBox
      proof={proof}
      until={period.to}
      keep={{ periode: period.key, akun: planOf(account).code, ...rekening }}
    />
  );
  return (
    <Page
      title={accountLabel(account)}
      lead={`${date(period.from)} – ${date(period.to)}`}
      breadcrumbs={[
        { to: `/${slug}/laporan-keuangan?periode=${period.key}`, label: m.ledger_statements_title() },
        ...(shown !== null && among.length > 1 ? [{ to: all, label: accountLabel(account) }] : []),
      ]}
      actions={
        among.length === 0 ? undefined : (
          <ButtonLink
            to={one.replace("/buku-besar?", "/buku-besar.xlsx?")}
            variant="secondary"
            icon="download"
            external
          >
            {m.ledger_statements_file()}
          </ButtonLink>
        )
      }
    >
      <PeriodFilter keys={keys} current={period.key} keep={{ akun: planOf(account).code }} />
      {shown === null ? (
        <>
          {among.length === 0 ? null : prove}
          <SubjectTable accounts={among} account={account} to={(id) => `${all}&rekening=${id}`} />
        </>
      ) : (
        <>
          <AccountTiles account={shown.account} />
          {prove}
          <AccountLines rows={shown.rows} />
          <Pager nextTo={shown.next ? `${one}&after=${shown.next}` : null} shown={shown.rows.length} />
        </>
      )}
    </Page>
  );
}
