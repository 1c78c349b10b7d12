import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { screenLoader } from "#app/http/respond.server.ts";
import { rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { sumOf } from "#app/kernel/money.ts";
import type { Owed } from "#app/modules/oversight/trade-board.ts";
import { sideName } from "#app/modules/oversight/trade-board-sheets.ts";
import {
  FairChart,
  FairTimeChart,
  LevyChart,
  RealisedChart,
  SpreadChart,
} from "#app/modules/oversight/ui/trade-charts.tsx";
import {
  LateTable,
  OpenClaimTable,
  OwedTable,
  RealisedTable,
  SpreadTable,
} from "#app/modules/oversight/ui/trade-tables.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Tiles } from "#app/ui/layout/stack.tsx";
import { ownBoard } from "./trade-board.server.ts";

/** So many of the oldest are worth a phone's while; the file holds them all. */
const LISTED = 200;

/** What a trade center watches: contracts, fairness, levies, prices, and what is late, claimed or owed. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { member, board } = await ownBoard(request, params["workspace"]);
  const listed = { ...board, late: board.late.slice(0, LISTED), claims: board.claims.slice(0, LISTED) };
  return {
    board: listed,
    lateCount: board.late.length,
    claimCount: board.claims.length,
    slug: member.organisation.slug,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.oversight_trade_title()) }];

const owedBy = (owed: readonly Owed[], side: Owed["side"]) =>
  sumOf(owed.filter((one) => one.side === side).map((one) => one.amountRupiah));

const listedLead = (count: number) =>
  count > LISTED ? m.oversight_trade_listed({ listed: whole(LISTED), all: whole(count) }) : undefined;

export default function TradeBoardPage() {
  const { board, lateCount, claimCount, slug } = useLoaderData<typeof loader>();
  const callOff = (callOffId: string) => `/${slug}/panggilan/${callOffId}`;
  return (
    <Page
      title={m.oversight_trade_title()}
      lead={m.oversight_trade_lead()}
      width="wide"
      actions={
        <ButtonLink to={`/${slug}/papan-dagang.xlsx`} variant="secondary" icon="download" external>
          {m.oversight_trade_export()}
        </ButtonLink>
      }
    >
      <Tiles columns={4}>
        <Stat
          icon="clock"
          label={m.oversight_trade_late()}
          value={whole(lateCount)}
          tone={lateCount > 0 ? "rice" : "neutral"}
        />
        {(["buyer", "koperasi", "treasury"] as const).map((side) => (
          <Stat key={side} icon="money" label={sideName(side)} value={rupiah(owedBy(board.owed, side))} />
        ))}
      </Tiles>
      <Section tone="flush" title={m.oversight_trade_late()} lead={listedLead(lateCount)}>
        <LateTable rows={board.late} to={callOff} />
      </Section>
      <Section
        tone="flush"
        title={m.oversight_trade_claims()}
        lead={listedLead(claimCount) ?? m.oversight_trade_claims_lead()}
      >
        <OpenClaimTable
          rows={board.claims}
          to={(claim) =>
            claim.disputeId === null ? callOff(claim.callOffId) : `/${slug}/klaim/${claim.disputeId}`
          }
        />
      </Section>
      <Section tone="flush" title={m.oversight_trade_owed()}>
        <OwedTable rows={board.owed} />
      </Section>
      <Section tone="card" title={m.oversight_trade_realised()} lead={m.oversight_trade_realised_lead()}>
        <RealisedChart rows={board.realised} />
      </Section>
      <Section tone="flush">
        <RealisedTable rows={board.realised} to={(contractId) => `/${slug}/kontrak/${contractId}`} />
      </Section>
      <Section tone="card" title={m.oversight_trade_fair()} lead={m.oversight_trade_fair_lead()}>
        {board.fair.length === 0 ? (
          <p className="text-ink-soft">{m.oversight_trade_fair_none()}</p>
        ) : (
          <div className="grid gap-8 lg:grid-cols-2">
            <FairChart rows={board.fair} />
            <FairTimeChart rows={board.fair} />
          </div>
        )}
      </Section>
      <Section tone="card" title={m.oversight_trade_levies()} lead={m.oversight_trade_levies_lead()}>
        {board.levies.length === 0 ? (
          <p className="text-ink-soft">{m.oversight_trade_levies_none()}</p>
        ) : (
          <LevyChart rows={board.levies} />
        )}
      </Section>
      <Section tone="card" title={m.oversight_trade_prices()} lead={m.oversight_trade_prices_lead()}>
        <SpreadChart prices={board.prices} />
      </Section>
      <Section tone="flush">
        <SpreadTable prices={board.prices} />
      </Section>
    </Page>
  );
}
