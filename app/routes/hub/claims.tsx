import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { sumOf } from "#app/kernel/money.ts";
import { mayOpenDispute } from "#app/modules/disputes/dispute.policy.ts";
import {
  claimableHandovers,
  disputesOf,
  openDisputesOf,
} from "#app/modules/disputes/dispute-reads.server.ts";
import { ClaimableList } from "#app/modules/disputes/ui/claimable-list.tsx";
import { DisputeTable } from "#app/modules/disputes/ui/dispute-table.tsx";
import { may } from "#app/modules/identity/permissions.ts";
import { standingOfDebit } from "#app/modules/invoicing/debit-note.ts";
import { debitNotesOf } from "#app/modules/invoicing/debit-note-reads.server.ts";
import { DebitNoteTable } from "#app/modules/invoicing/ui/debit-note-table.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Tiles } from "#app/ui/layout/stack.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Tabs } from "#app/ui/table/filters.tsx";
import { Pager } from "#app/ui/table/pager.tsx";

/** Claims after a handover: the desk of the trade center, and what buyer and koperasi have to do with. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "trips.read");
  const asked = new URL(request.url).searchParams;
  const by = asked.get("urut") === "nilai" ? ("value" as const) : ("age" as const);
  const after = asked.get("after") ?? undefined;
  const mayOpen = mayOpenDispute(actor, { buyerId: organisation.id });
  const [open, page, claimable, debitNotes] = await Promise.all([
    openDisputesOf(organisation.id, by),
    disputesOf(organisation.id, { limit: 30, after }),
    mayOpen && organisation.kind !== "koperasi" ? claimableHandovers(organisation.id, { at: call.at }) : [],
    may(actor, "invoices.read")
      ? debitNotesOf(organisation.id, { limit: 30, after: asked.get("nota") ?? undefined })
      : { rows: [], next: null },
  ]);
  return {
    open,
    page: { ...page, rows: page.rows.filter((row) => !open.some((one) => one.id === row.id)) },
    claimable,
    debitNotes: debitNotes.rows.map((note) => ({ ...note, standing: standingOfDebit(note, call.at) })),
    nextDebitNote: debitNotes.next,
    by,
    askedRupiah: sumOf(open.map((row) => row.askedRupiah)),
    isHub: organisation.kind === "trade_center",
    slug: organisation.slug,
    zone: organisation.timeZone,
    now: call.at,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.disputes_title()) }];

export default function Claims() {
  const loaded = useLoaderData<typeof loader>();
  const { open, page, claimable, by, slug, zone, now } = loaded;
  const base = `/${slug}/klaim`;
  const listed = { slug, zone, now };
  return (
    <Page title={m.disputes_title()} lead={loaded.isHub ? m.disputes_lead_hub() : m.disputes_lead()}>
      <Tiles columns={2}>
        <Stat icon="alert" label={m.disputes_open_count()} value={open.length.toString()} />
        <Stat icon="money" label={m.disputes_open_value()} value={rupiah(loaded.askedRupiah)} />
      </Tiles>
      <ClaimableList rows={claimable} slug={slug} zone={zone} />
      <Section tone="flush" title={m.disputes_open_title()}>
        {open.length > 1 ? (
          <Tabs
            label={m.disputes_order()}
            tabs={[
              { to: base, label: m.disputes_by_age(), current: by === "age" },
              { to: `${base}?urut=nilai`, label: m.disputes_by_value(), current: by === "value" },
            ]}
          />
        ) : null}
        <DisputeTable
          {...listed}
          disputes={open}
          isUndecided
          caption={m.disputes_open_title()}
          empty={
            <EmptyState icon="check" title={m.disputes_open_none()}>
              {m.disputes_open_none_text()}
            </EmptyState>
          }
        />
      </Section>
      {page.rows.length > 0 ? (
        <Section tone="flush" title={m.disputes_decided_title()}>
          <DisputeTable
            {...listed}
            disputes={page.rows}
            isUndecided={false}
            caption={m.disputes_decided_title()}
            empty={null}
          />
        </Section>
      ) : null}
      {loaded.debitNotes.length > 0 ? (
        <Section tone="flush" title={m.invoicing_debit_list()}>
          <DebitNoteTable notes={loaded.debitNotes} isHub={loaded.isHub} slug={slug} zone={zone} />
          <Pager
            nextTo={loaded.nextDebitNote ? `${base}?nota=${loaded.nextDebitNote}` : null}
            shown={loaded.debitNotes.length}
          />
        </Section>
      ) : null}
      <Pager nextTo={page.next ? `${base}?after=${page.next}` : null} shown={page.rows.length} />
    </Page>
  );
}
