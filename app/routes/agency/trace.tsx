import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { type Member, requireMember } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { dateLong, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { entriesOfBand } from "#app/modules/oversight/trace-flow.ts";
import { type TradeTrace, tracesOf } from "#app/modules/oversight/trace-reads.server.ts";
import { ManyTraces } from "#app/modules/oversight/ui/many-traces.tsx";
import { TraceJournal, toJournal } from "#app/modules/oversight/ui/trace-journal.tsx";
import { bandWords, TraceFlow, TraceTimeline } from "#app/modules/oversight/ui/trace-views.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Split } from "#app/ui/layout/split.tsx";
import { Tiles } from "#app/ui/layout/stack.tsx";

function shownTo({ actor, organisation }: Member) {
  return {
    maySearch: may(actor, "traces.read"),
    base: `/${organisation.slug}/jejak`,
    zone: organisation.timeZone,
  };
}

/** What an id has a part in, followed to the rupiah as far as whoever looks may follow it; what has a part in one trade leads to that. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requireMember(request, params["workspace"]);
  const id = params["subjectId"] ?? "";
  const { traces, isCut } = await tracesOf(member.actor, id);
  const [only] = traces;
  if (!only) throw new Missing("orders.missing");
  const shown = shownTo(member);
  const band = new URL(request.url).searchParams.get("pita") ?? "";
  if (traces.length > 1)
    return {
      many: traces.map(withoutEntries),
      entries: entriesOfBand(traces, band),
      isCut,
      one: null,
      band,
      id,
      ...shown,
    };
  if (only.trade.id !== id) throw redirect(`${shown.base}/${only.trade.id}`);
  return { many: null, entries: [], isCut, one: only, band, id, ...shown };
});

/** Of many trades the picture is shown, and the journal of one band at a time. */
function withoutEntries({ entries: _entries, moments: _moments, ...trace }: TradeTrace) {
  return trace;
}

export const meta: MetaFunction = () => [{ title: pageTitle(m.oversight_trace_title()) }];

export default function Trace() {
  const {
    many,
    entries: ofBand,
    one,
    isCut,
    band,
    id,
    base,
    maySearch,
    zone,
  } = useLoaderData<typeof loader>();
  const breadcrumbs = maySearch ? [{ to: base, label: m.oversight_traces() }] : undefined;
  const file = (
    <ButtonLink to={`${base}/${id}/csv`} variant="secondary" icon="download" external>
      {m.oversight_trace_file()}
    </ButtonLink>
  );
  if (many !== null)
    return (
      <Page
        title={m.oversight_trace_many({ count: whole(many.length) })}
        lead={m.oversight_trace_many_lead()}
        breadcrumbs={breadcrumbs}
        actions={file}
        width="wide"
      >
        <ManyTraces traces={many} isCut={isCut} base={base} band={band} entries={ofBand} zone={zone} />
      </Page>
    );
  const { trade, entries } = one;
  const day = dateLong(trade.deliveryDay);
  const chosen = bandWords(one, band);
  const shown = chosen ? entries.filter((entry) => chosen.entryIds.includes(entry.id)) : entries;
  return (
    <Page
      title={m.oversight_trace_title()}
      lead={
        trade.number === null
          ? m.oversight_trace_lead({ buyer: trade.buyerName, day })
          : m.oversight_trace_lead_call_off({ buyer: trade.buyerName, day, number: trade.number })
      }
      breadcrumbs={breadcrumbs}
      actions={one.bands.length > 0 ? file : undefined}
      width="wide"
    >
      <Tiles columns={3}>
        <Stat icon="invoice" label={m.oversight_trace_invoiced()} value={rupiah(one.invoicedRupiah)} />
        <Stat icon="store" label={m.oversight_trace_sellers()} value={whole(one.sellers)} />
        {one.reservedRupiah === null ? null : (
          <Stat icon="money" label={m.oversight_trace_reserved()} value={rupiah(one.reservedRupiah)} />
        )}
      </Tiles>
      <Section tone="card">
        <TraceFlow bands={one.bands} names={one.names} to={toJournal} />
      </Section>
      <Split
        aside={
          <Section tone="card" title={m.oversight_timeline()}>
            <TraceTimeline moments={one.moments} zone={zone} />
          </Section>
        }
      >
        <TraceJournal
          entries={shown}
          chosen={chosen}
          leaveWords={m.oversight_trace_band_all()}
          empty={m.oversight_entries_empty()}
          zone={zone}
        />
      </Split>
    </Page>
  );
}
