import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { CommitmentFilter } from "#app/modules/commitments/commitment.schema.ts";
import { commitmentsOfSeller } from "#app/modules/commitments/commitment-reads.server.ts";
import { openDemandFor } from "#app/modules/commitments/open-demand-reads.server.ts";
import { InboxList } from "#app/modules/commitments/ui/inbox-list.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Tabs } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

/** What can be looked at, by its word in the address, and the state it stands for; everything for `semua`. */
const VIEWS = { menunggu: "offered", disanggupi: "accepted", semua: undefined } as const;
type View = keyof typeof VIEWS;

function isView(word: string | null): word is View {
  return word !== null && word in VIEWS;
}

/** What buyers asked of this seller: what waits for an answer first, then what was promised, then all of it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "commitments.read");
  const asked = new URL(request.url).searchParams;
  const word = asked.get("lihat");
  const view: View = isView(word) ? word : "menunggu";
  const filter = readAddress(CommitmentFilter, {
    limit: 30,
    after: asked.get("after") ?? undefined,
    state: VIEWS[view],
  });
  const [page, demand] = await Promise.all([
    commitmentsOfSeller(organisation.id, filter),
    openDemandFor(organisation, dayOf(call.at, organisation.timeZone)),
  ]);
  const rows = page.rows.map((row) => ({
    ...row,
    totalRupiah: priceOf(row.acceptedBase ?? row.offeredBase, row.priceRupiah, row.basePerUnit),
  }));
  // Whatever runs out first is answered first.
  if (view === "menunggu") rows.sort((a, b) => a.answerBy.getTime() - b.answerBy.getTime());
  return {
    rows,
    next: page.next,
    view,
    lacking: new Set(demand.filter((line) => line.paperFault === null).map((line) => line.orderLineId)).size,
    slug: organisation.slug,
    zone: organisation.timeZone,
    now: call.at,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.commitments_inbox_title()) }];

export default function Commitments() {
  const { rows, next, view, lacking, slug, zone, now } = useLoaderData<typeof loader>();
  const base = `/${slug}/pesanan-masuk`;
  const words: Record<View, string> = {
    menunggu: m.commitments_inbox_waiting(),
    disanggupi: m.commitments_inbox_promised(),
    semua: m.commitments_inbox_all(),
  };
  const empty = view === "menunggu" ? m.commitments_inbox_empty_waiting() : m.commitments_inbox_empty_text();
  return (
    <Page
      title={m.commitments_inbox_title()}
      lead={m.commitments_inbox_lead()}
      width="narrow"
      actions={
        <ButtonLink to={`/${slug}/permintaan/radar`} variant="secondary" icon="chart">
          {m.commitments_radar_title()}
        </ButtonLink>
      }
    >
      {lacking === 0 ? null : (
        <Callout
          tone="rice"
          icon="basket"
          title={m.commitments_inbox_demand({ count: lacking })}
          actions={
            <ButtonLink to={`/${slug}/permintaan`} variant="secondary" size="small" icon="arrow">
              {m.commitments_inbox_demand_open()}
            </ButtonLink>
          }
        >
          {m.commitments_inbox_demand_text()}
        </Callout>
      )}
      <Tabs
        label={m.commitments_inbox_title()}
        tabs={(Object.keys(VIEWS) as View[]).map((each) => ({
          to: each === "menunggu" ? base : `${base}?lihat=${each}`,
          label: words[each],
          current: each === view,
        }))}
      />
      {rows.length === 0 ? (
        <Section tone="card">
          <EmptyState
            icon="check"
            title={m.commitments_inbox_empty_title()}
            action={
              <ButtonLink to={`/${slug}/barang`} variant="secondary" icon="leaf">
                {m.commitments_inbox_to_goods()}
              </ButtonLink>
            }
          >
            {empty}
          </EmptyState>
        </Section>
      ) : (
        <InboxList rows={rows} base={base} now={now} zone={zone} />
      )}
      <Pager nextTo={next ? `${base}?lihat=${view}&after=${next}` : null} shown={rows.length} />
    </Page>
  );
}
