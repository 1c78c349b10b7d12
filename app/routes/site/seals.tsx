import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { screenLoader } from "#app/http/respond.server.ts";
import { date, dateTime, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { publishedNights } from "#app/modules/matching/night-file-reads.server.ts";
import { SealHowTo } from "#app/modules/matching/ui/seal-how-to.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { SiteShell } from "#app/ui/layout/site-shell.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

const NIGHTS_SHOWN = 30;

/** The seals of all published nights, for anybody: what was matched, and one hash that vouches for every file of it. */
export const loader = screenLoader(async ({ request }: LoaderFunctionArgs) => {
  const after = new URL(request.url).searchParams.get("after");
  const nights = await publishedNights(NIGHTS_SHOWN + 1, after);
  const shown = nights.slice(0, NIGHTS_SHOWN);
  return {
    nights: shown,
    next: nights.length > NIGHTS_SHOWN ? (shown.at(-1)?.id ?? null) : null,
    isFirst: after === null,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.matching_seal_title()) }];

export default function Seals() {
  const { nights, next, isFirst } = useLoaderData<typeof loader>();
  return (
    <SiteShell>
      <div className="mx-auto flex max-w-4xl flex-col gap-6 px-4 py-8 sm:px-6">
        <header>
          <h1 className="text-2xl font-extrabold">{m.matching_seal_title()}</h1>
          <p className="mt-1.5 max-w-prose text-ink-soft">{m.matching_seal_lead()}</p>
          <Link
            to="/segel/buku"
            className="inline-flex min-h-11 items-center font-semibold text-leaf-700 underline"
          >
            {m.ledger_seal_title()}
          </Link>
        </header>
        <Section tone="flush" title={m.matching_seal_nights()}>
          <DataTable
            caption={m.matching_seal_nights()}
            rows={nights}
            rowKey={(night) => night.id}
            rowTo={(night) => `/segel/${night.id}`}
            empty={
              <EmptyState icon="check" title={m.matching_seal_none_title()}>
                {m.matching_seal_none_text()}
              </EmptyState>
            }
            columns={[
              {
                key: "day",
                header: m.matching_seal_for_day(),
                cell: (night) => date(night.deliveryDay),
              },
              {
                key: "closed",
                header: m.matching_seal_cut_off(),
                cell: (night) => dateTime(night.cutOffAt),
              },
              {
                key: "lines",
                header: m.matching_seal_lines(),
                align: "end",
                cell: (night) => whole(night.lineCount),
              },
              {
                key: "sales",
                header: m.matching_seal_sales(),
                align: "end",
                cell: (night) => whole(night.assignmentCount),
              },
              {
                key: "root",
                header: m.matching_seal_root(),
                cell: (night) => <code className="text-sm">{night.root?.slice(0, 12)}…</code>,
              },
            ]}
          />
        </Section>
        <Pager
          nextTo={next === null ? null : `/segel?after=${next}`}
          firstTo={isFirst ? null : "/segel"}
          shown={nights.length}
        />
        <SealHowTo />
      </div>
    </SiteShell>
  );
}
