import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { dateShort, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { may } from "#app/modules/identity/permissions.ts";
import { type LineState, lineStates } from "#app/modules/payments/bank-line.ts";
import { lineCounts, linesOf } from "#app/modules/payments/line-reads.server.ts";
import { withSuggestions } from "#app/modules/payments/match-ground-reads.server.ts";
import { accountsTold } from "#app/modules/payments/statement-reads.server.ts";
import { lineStateWords } from "#app/modules/payments/ui/bank-words.tsx";
import { LineRow } from "#app/modules/payments/ui/line-views.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Tabs } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

const PAGE = 20;

function stateIn(url: URL): LineState {
  const asked = url.searchParams.get("status");
  return lineStates.find((state) => state === asked) ?? "open";
}

/** What the bank wrote, by what became of it; what is open comes with what it may be. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "statements.read");
  const url = new URL(request.url);
  const state = stateIn(url);
  const after = url.searchParams.get("after") ?? undefined;
  const [page, counts, accounts] = await Promise.all([
    linesOf(organisation.id, { state, limit: PAGE, after: after?.slice(0, 200) }),
    lineCounts(organisation.id),
    accountsTold(organisation.id),
  ]);
  return {
    ...(await withSuggestions(organisation.id, page.rows)),
    next: page.next,
    isFirst: after === undefined,
    state,
    counts,
    accounts,
    mayKeep: may(actor, "statements.keep"),
    isPaid: may(actor, "payouts.read"),
    base: `/${organisation.slug}/rekening-koran`,
    cardsTo: `/${organisation.slug}/uang-kartu`,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_bank_title()) }];

export default function BankLines() {
  const { lines, buyers, next, isFirst, state, counts, accounts, mayKeep, isPaid, base, cardsTo } =
    useLoaderData<typeof loader>();
  return (
    <Page
      title={m.payments_bank_title()}
      lead={m.payments_bank_lead()}
      actions={
        <>
          {isPaid ? (
            <>
              <ButtonLink to={cardsTo} variant="secondary" icon="money">
                {m.payments_card_money()}
              </ButtonLink>
              <ButtonLink to={`${base}/titipan`} variant="secondary" icon="money">
                {m.payments_bank_deposits()}
              </ButtonLink>
            </>
          ) : null}
          {mayKeep ? (
            <ButtonLink to={`${base}/impor`} icon="upload">
              {m.payments_bank_import()}
            </ButtonLink>
          ) : null}
        </>
      }
    >
      <Tabs
        label={m.payments_bank_tabs()}
        tabs={lineStates.map((one) => ({
          to: `${base}?status=${one}`,
          label: lineStateWords[one](),
          count: counts[one] ?? 0,
          current: one === state,
        }))}
      />
      {accounts
        .filter(({ breaks }) => breaks !== null && breaks > 0)
        .map((account) => (
          <Callout
            key={account.account}
            tone="rice"
            title={m.payments_bank_account_told({
              account: account.account,
              count: whole(account.lineCount),
              from: dateShort(account.fromDay),
              until: dateShort(account.untilDay),
            })}
          >
            {m.payments_bank_account_broken({ breaks: whole(account.breaks ?? 0) })}
          </Callout>
        ))}
      <Section tone="flush">
        {lines.length === 0 ? (
          <NoLines state={state} hasAny={accounts.length > 0} />
        ) : (
          <ul className="flex flex-col divide-y divide-line">
            {lines.map((line) => (
              <LineRow key={line.id} line={line} to={`${base}/baris/${line.id}`} buyers={buyers} />
            ))}
          </ul>
        )}
      </Section>
      <Pager
        shown={lines.length}
        nextTo={next === null ? null : `${base}?status=${state}&after=${encodeURIComponent(next)}`}
        firstTo={isFirst ? null : `${base}?status=${state}`}
      />
    </Page>
  );
}

function NoLines({ state, hasAny }: { readonly state: LineState; readonly hasAny: boolean }) {
  if (!hasAny)
    return (
      <EmptyState icon="upload" title={m.payments_bank_none_yet()}>
        {m.payments_bank_none_yet_text()}
      </EmptyState>
    );
  return state === "open" ? (
    <EmptyState icon="check" title={m.payments_bank_none_open()}>
      {m.payments_bank_none_open_text()}
    </EmptyState>
  ) : (
    <EmptyState icon="money" title={m.payments_bank_none_state()}>
      {m.payments_bank_none_state_text()}
    </EmptyState>
  );
}
