import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireOperator } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { unfitCardMoves, waitingCardPayouts } from "#app/modules/payments/card-account-reads.server.ts";
import { waitingCardWords } from "#app/modules/payments/early-word-reads.server.ts";
import {
  UnfitMoveTable,
  WaitingPayoutTable,
  WaitingWordTable,
} from "#app/modules/payments/ui/card-money.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

const PAGE = 50;

/** Money in the card provider's account that no deed here knows, and words of the provider about payments that did not come. */
export const loader = screenLoader(async ({ request }: LoaderFunctionArgs) => {
  const { call } = await requireOperator(request);
  const query = new URL(request.url).searchParams;
  const after = query.get("after")?.slice(0, 200) ?? undefined;
  const afterWord = query.get("kata")?.slice(0, 200) ?? undefined;
  const [moves, payouts, words] = await Promise.all([
    unfitCardMoves({ limit: PAGE, after }),
    waitingCardPayouts(),
    waitingCardWords(null, { limit: PAGE, after: afterWord }),
  ]);
  const isFirst = after === undefined;
  return { moves, payouts, words, isFirst, isFirstWord: afterWord === undefined, at: call.at };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_card_unfit()) }];

export default function CardLines() {
  const { moves, payouts, words, isFirst, isFirstWord, at } = useLoaderData<typeof loader>();
  const base = "/operator/uang-kartu";
  return (
    <Page title={m.payments_card_unfit()} lead={m.payments_card_unfit_lead()}>
      {payouts.length === 0 ? null : (
        <Section tone="flush" title={m.payments_card_waiting_payouts()}>
          <WaitingPayoutTable rows={payouts} />
        </Section>
      )}
      {words.rows.length === 0 && isFirstWord ? null : (
        <Section tone="flush" title={m.payments_card_words_wait()}>
          <WaitingWordTable rows={words.rows} at={at} />
        </Section>
      )}
      <Pager
        shown={words.rows.length}
        nextTo={words.next === null ? null : `${base}?kata=${encodeURIComponent(words.next)}`}
        firstTo={isFirstWord ? null : base}
      />
      <Section tone="flush">
        <UnfitMoveTable rows={moves.rows} />
      </Section>
      <Pager
        shown={moves.rows.length}
        nextTo={moves.next === null ? null : `${base}?after=${encodeURIComponent(moves.next)}`}
        firstTo={isFirst ? null : base}
      />
    </Page>
  );
}
