import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireMember } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { dateLong, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { EntryCard } from "#app/modules/ledger/ui/entry-card.tsx";
import { purchaseTrace } from "#app/modules/oversight/trace-reads.server.ts";
import { TraceFlow, TraceTimeline } from "#app/modules/oversight/ui/trace-views.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Split } from "#app/ui/layout/split.tsx";
import { Stack, Tiles } from "#app/ui/layout/stack.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** One purchase followed to the rupiah, as far as whoever looks may follow it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requireMember(request, params["workspace"]);
  const trace = await purchaseTrace(actor, params["orderId"] ?? "");
  if (!trace) throw new Missing("orders.missing");
  return {
    trace,
    invoicedRupiah: trace.sales.reduce((sum, sale) => sum + sale.invoicedRupiah, 0n),
    sellers: new Set(trace.sales.map((sale) => sale.sellerId)).size,
    maySearch: may(actor, "traces.read"),
    slug: organisation.slug,
    zone: organisation.timeZone,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.oversight_trace_title()) }];

export default function Trace() {
  const { trace, invoicedRupiah, sellers, maySearch, slug, zone } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.oversight_trace_title()}
      lead={m.oversight_trace_lead({ buyer: trace.buyerName, day: dateLong(trace.deliveryDay) })}
      breadcrumbs={maySearch ? [{ to: `/${slug}/jejak`, label: m.oversight_traces() }] : undefined}
      width="wide"
    >
      <Tiles columns={3}>
        <Stat icon="invoice" label={m.oversight_trace_invoiced()} value={rupiah(invoicedRupiah)} />
        <Stat icon="store" label={m.oversight_trace_sellers()} value={whole(sellers)} />
        {trace.reservedRupiah === null ? null : (
          <Stat icon="money" label={m.oversight_trace_reserved()} value={rupiah(trace.reservedRupiah)} />
        )}
      </Tiles>
      <Section tone="card">
        {trace.sales.length > 0 ? (
          <TraceFlow sales={trace.sales} />
        ) : (
          <EmptyState icon="money" title={m.oversight_flow_empty()}>
            {m.oversight_flow_empty_text()}
          </EmptyState>
        )}
      </Section>
      <Split
        aside={
          <Section tone="card" title={m.oversight_timeline()}>
            <TraceTimeline moments={trace.moments} zone={zone} />
          </Section>
        }
      >
        <Section title={m.oversight_entries()} lead={m.oversight_entries_lead()}>
          {trace.entries.length === 0 ? (
            <p className="text-ink-soft">{m.oversight_entries_empty()}</p>
          ) : (
            <Stack>
              {trace.entries.map((entry) => (
                <EntryCard key={entry.id} entry={entry} zone={zone} book={entry.organisationName} />
              ))}
            </Stack>
          )}
        </Section>
      </Split>
    </Page>
  );
}
