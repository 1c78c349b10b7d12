import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { type DocumentKind, documentTitles } from "#app/modules/documents/series.ts";
import { searchTraces } from "#app/modules/oversight/trace-search-reads.server.ts";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Filters } from "#app/ui/table/filters.tsx";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "traces.read");
  const text = (new URL(request.url).searchParams.get("cari") ?? "").trim().slice(0, 80);
  const hits = await searchTraces(actor, text);
  return {
    hits: hits.map((hit) => ({ ...hit, title: documentTitles[hit.kind as DocumentKind] })),
    text,
    slug: organisation.slug,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.oversight_traces()) }];

export default function Traces() {
  const { hits, text, slug } = useLoaderData<typeof loader>();
  const nothing =
    text === ""
      ? { title: m.oversight_traces_start(), words: m.oversight_traces_start_text() }
      : text.length < 2
        ? { title: m.oversight_traces_empty(), words: m.oversight_traces_short() }
        : { title: m.oversight_traces_empty(), words: m.oversight_traces_empty_text() };
  return (
    <Page title={m.oversight_traces()} lead={m.oversight_traces_lead()}>
      <Filters active={text !== ""}>
        <TextInput
          name="cari"
          type="search"
          label={m.oversight_traces_search()}
          optional
          defaultValue={text}
        />
      </Filters>
      <Section tone="flush">
        <DataTable
          caption={m.oversight_traces()}
          rows={hits}
          rowKey={(hit) => `${hit.orderId} ${hit.number}`}
          rowTo={(hit) => `/${slug}/jejak/${hit.orderId}`}
          empty={
            <EmptyState icon="search" title={nothing.title}>
              {nothing.words}
            </EmptyState>
          }
          columns={[
            { key: "number", header: m.contracts_calloff_number(), cell: (hit) => hit.number },
            { key: "paper", header: m.oversight_paper(), cell: (hit) => hit.title },
            { key: "buyer", header: m.contracts_buyer(), cell: (hit) => hit.buyerName },
            { key: "day", header: m.contracts_delivery_day(), cell: (hit) => date(hit.deliveryDay) },
          ]}
        />
      </Section>
    </Page>
  );
}
