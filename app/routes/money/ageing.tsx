import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ageingSides } from "#app/modules/oversight/aged-accounts.ts";
import { agedAccounts, agedSum, proveAgeing } from "#app/modules/oversight/aged-accounts-reads.server.ts";
import { AgeBars, AgedTable, AgeingProofBox, sideLabel } from "#app/modules/oversight/ui/aged-accounts.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Tabs } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";
import { askedAgeing } from "./ageing.server.ts";

const PAGE = 50;

/** How old what others owe is, and what is owed to them, counterparty by counterparty. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation, query, asked } = await askedAgeing(request, params["workspace"]);
  const after = query.get("after")?.slice(0, 60) ?? undefined;
  const [page, sum, proof] = await Promise.all([
    agedAccounts(asked, { limit: PAGE, after }),
    agedSum(asked),
    query.get("buktikan") === "ya" ? proveAgeing(asked) : null,
  ]);
  return { page, sum, proof, asked, isFirst: after === undefined, slug: organisation.slug };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.oversight_ageing_title()) }];

export default function AgeingScreen() {
  const { page, sum, proof, asked, isFirst, slug } = useLoaderData<typeof loader>();
  const { side, today } = asked;
  const to = (one: string) => `/${slug}/umur-piutang?sisi=${one}`;
  return (
    <Page
      title={m.oversight_ageing_title()}
      lead={m.oversight_ageing_lead({ day: date(today) })}
      breadcrumbs={[{ to: `/${slug}/buku`, label: m.ledger_title() }]}
      actions={
        <ButtonLink
          to={`/${slug}/umur-piutang.xlsx?sisi=${side}`}
          variant="secondary"
          icon="download"
          external
        >
          {m.ledger_statements_file()}
        </ButtonLink>
      }
    >
      <Tabs
        label={m.oversight_ageing_title()}
        tabs={ageingSides.map((one) => ({ to: to(one), label: sideLabel(one), current: one === side }))}
      />
      {sum.accounts === 0 ? null : (
        <>
          <Section tone="card">
            <AgeBars sum={sum} side={side} />
          </Section>
          <AgeingProofBox proof={proof} side={side} />
        </>
      )}
      <Section tone="flush">
        <AgedTable rows={page.rows} side={side} slug={slug} />
      </Section>
      <Pager
        shown={page.rows.length}
        nextTo={page.next === null ? null : `${to(side)}&after=${encodeURIComponent(page.next)}`}
        firstTo={isFirst ? null : to(side)}
      />
    </Page>
  );
}
