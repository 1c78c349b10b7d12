import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { PeriodFilter } from "#app/modules/ledger/ui/period-filter.tsx";
import {
  cardMoneyOf,
  cardMovesOf,
  cardSharesOf,
  openDisputesOf,
  refundsUnderwayOf,
} from "#app/modules/payments/card-money-reads.server.ts";
import { waitingCardWords } from "#app/modules/payments/early-word-reads.server.ts";
import { proveProviderMoney, providerMoney } from "#app/modules/payments/provider-money-reads.server.ts";
import {
  CardMoneyStats,
  CardMoveTable,
  CardShareList,
  WaitingWordTable,
} from "#app/modules/payments/ui/card-money.tsx";
import { CardDisputeCallout, CardRefundBadge } from "#app/modules/payments/ui/card-refunds.tsx";
import { ProviderMoneyTable, ProviderProofBox } from "#app/modules/payments/ui/provider-money.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Pager } from "#app/ui/table/pager.tsx";
import { askedPeriod, periodKeys } from "./statement-period.server.ts";

const PAGE = 30;
const SHARES = 12;

/** Where the money of card payments is: with the provider, disputed, on its way, in the bank; and every line behind it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "payouts.read");
  const query = new URL(request.url).searchParams;
  const after = query.get("after")?.slice(0, 200) ?? undefined;
  const period = askedPeriod(request.url, call.at, organisation.timeZone);
  const [rails, keys, proof, money, words, shares, disputes, refunds, moves] = await Promise.all([
    providerMoney(organisation.id, period),
    periodKeys(organisation.id, call.at, organisation.timeZone),
    query.get("buktikan") === "ya" ? proveProviderMoney(organisation.id) : null,
    cardMoneyOf(organisation.id),
    // Of its own payments they are heard within a quarter of an hour: more than a screenful never waits.
    waitingCardWords(organisation.id, { limit: PAGE }),
    cardSharesOf(organisation.id, SHARES),
    openDisputesOf(organisation.id),
    refundsUnderwayOf(organisation.id),
    cardMovesOf(organisation.id, { limit: PAGE, after }),
  ]);
  return {
    rails,
    keys,
    proof,
    period: period.key,
    money,
    words: words.rows,
    shares,
    disputes,
    refunds,
    moves,
    at: call.at,
    isFirst: after === undefined,
    slug: organisation.slug,
    zone: organisation.timeZone,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_card_money()) }];

export default function CardMoneyPage() {
  const {
    rails,
    keys,
    proof,
    period,
    money,
    words,
    shares,
    disputes,
    refunds,
    moves,
    at,
    isFirst,
    slug,
    zone,
  } = useLoaderData<typeof loader>();
  const base = `/${slug}/uang-kartu`;
  return (
    <Page
      title={m.payments_card_money()}
      lead={m.payments_card_money_lead()}
      breadcrumbs={[{ to: `/${slug}/rekening-koran`, label: m.payments_bank_title() }]}
    >
      {money === null ? (
        <Section tone="card">
          <EmptyState icon="money" title={m.payments_card_none()}>
            {m.payments_card_none_text()}
          </EmptyState>
        </Section>
      ) : (
        <>
          <CardMoneyStats money={money} />
          <PeriodFilter keys={keys} current={period} />
          <Section
            tone="flush"
            title={m.payments_provider_sheet()}
            actions={
              <ButtonLink
                to={`/${slug}/uang-penyedia.xlsx?periode=${period}`}
                variant="secondary"
                size="small"
                icon="download"
                external
              >
                {m.payments_provider_file()}
              </ButtonLink>
            }
          >
            <ProviderMoneyTable rows={rails} />
          </Section>
          <ProviderProofBox proof={proof} period={period} />
          {words.length === 0 ? null : (
            <Section tone="flush" title={m.payments_card_words_wait()}>
              <WaitingWordTable rows={words} at={at} zone={zone} />
            </Section>
          )}
          {disputes.map((dispute) => (
            <Section key={dispute.id} tone="card">
              <CardDisputeCallout dispute={{ ...dispute, state: "opened" }} zone={zone} />
              <ButtonLink
                to={`/${slug}/pembayaran-masuk/${dispute.paymentId}`}
                variant="secondary"
                size="small"
              >
                {dispute.number ?? m.payments_bank_open_payment()}
              </ButtonLink>
            </Section>
          ))}
          {refunds.length === 0 ? null : (
            <Section tone="card" title={m.payments_card_refunds()}>
              <ul className="flex flex-col divide-y divide-line">
                {refunds.map((refund) => (
                  <li key={refund.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
                    <span className="min-w-0">
                      <span className="tabular block font-bold">{rupiah(refund.amountRupiah)}</span>
                      <span className="block text-sm break-words text-ink-soft">{refund.reason}</span>
                    </span>
                    <span className="flex flex-wrap items-center gap-2">
                      <CardRefundBadge state={refund.state} />
                      <ButtonLink
                        to={`/${slug}/pembayaran-masuk/${refund.paymentId}`}
                        variant="secondary"
                        size="small"
                      >
                        {m.payments_bank_open_payment()}
                      </ButtonLink>
                    </span>
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <Section tone="flush" title={m.payments_card_payouts()}>
            <CardShareList shares={shares} slug={slug} />
          </Section>
          <Section tone="flush" title={m.payments_card_moves()}>
            <CardMoveTable rows={moves.rows} zone={zone} slug={slug} />
          </Section>
          <Pager
            shown={moves.rows.length}
            nextTo={moves.next === null ? null : `${base}?after=${encodeURIComponent(moves.next)}`}
            firstTo={isFirst ? null : base}
          />
        </>
      )}
    </Page>
  );
}
