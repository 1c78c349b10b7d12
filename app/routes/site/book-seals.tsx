import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { screenLoader } from "#app/http/respond.server.ts";
import { date, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { type BusinessDay, isRealDay } from "#app/kernel/calendar.ts";
import { sealedDays } from "#app/modules/ledger/seal-reads.server.ts";
import { BookSealHowTo } from "#app/modules/ledger/ui/book-seal-how-to.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { SiteShell } from "#app/ui/layout/site-shell.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

const DAYS_SHOWN = 31;

/** The days whose books are sealed, for anybody: how many books, and the one hash that vouches for all of them. */
export const loader = screenLoader(async ({ request }: LoaderFunctionArgs) => {
  const asked = new URL(request.url).searchParams.get("after");
  const after = asked !== null && isRealDay(asked) ? (asked as BusinessDay) : null;
  const days = await sealedDays(DAYS_SHOWN + 1, after);
  const shown = days.slice(0, DAYS_SHOWN);
  return {
    days: shown.map(({ day, root, bookCount }) => ({ day, root, bookCount })),
    next: days.length > DAYS_SHOWN ? (shown.at(-1)?.day ?? null) : null,
    isFirst: after === null,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.ledger_seal_title()) }];

export default function BookSeals() {
  const { days, next, isFirst } = useLoaderData<typeof loader>();
  return (
    <SiteShell>
      <div className="mx-auto flex max-w-4xl flex-col gap-6 px-4 py-8 sm:px-6">
        <header>
          <h1 className="text-2xl font-extrabold">{m.ledger_seal_title()}</h1>
          <p className="mt-1.5 max-w-prose text-ink-soft">{m.ledger_seal_lead()}</p>
        </header>
        <Section tone="flush" title={m.ledger_seal_days()}>
          <DataTable
            caption={m.ledger_seal_days()}
            rows={days}
            rowKey={(sealed) => sealed.day}
            empty={
              <EmptyState icon="check" title={m.ledger_seal_none_title()}>
                {m.ledger_seal_none_text()}
              </EmptyState>
            }
            columns={[
              { key: "day", header: m.ledger_seal_day(), cell: (sealed) => date(sealed.day) },
              {
                key: "books",
                header: m.ledger_seal_books(),
                align: "end",
                cell: (sealed) => whole(sealed.bookCount),
              },
              {
                key: "root",
                header: m.ledger_seal_root(),
                cell: (sealed) => <code className="text-sm">{sealed.root.slice(0, 12)}…</code>,
              },
              {
                key: "file",
                header: m.ledger_seal_file(),
                cell: (sealed) => (
                  <a
                    href={`/segel/buku/${sealed.day}.json`}
                    download
                    className="inline-flex min-h-11 items-center font-semibold text-leaf-700 underline"
                  >
                    {sealed.day}.json
                  </a>
                ),
              },
            ]}
          />
        </Section>
        <Pager
          nextTo={next === null ? null : `/segel/buku?after=${next}`}
          firstTo={isFirst ? null : "/segel/buku"}
          shown={days.length}
        />
        <BookSealHowTo />
      </div>
    </SiteShell>
  );
}
