import { dateShort, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { sumOf } from "#app/kernel/money.ts";
import type { DocumentSummary } from "#app/modules/documents/document-reads.server.ts";
import { type DocumentKind, documentTitles } from "#app/modules/documents/series.ts";
import { AskProof } from "#app/modules/ledger/ui/ask-proof.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Cluster, Tiles } from "#app/ui/layout/stack.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import type { CashBookProof } from "../cash-book-proof-reads.server.ts";
import type { Purchase } from "../period-reads.server.ts";
import type { PeriodView } from "../period-view-reads.server.ts";

/** Where the money of a budget is. */
export function PeriodTiles({ view }: { readonly view: PeriodView }) {
  return (
    <Tiles columns={4}>
      <Stat label={m.accountability_budget()} value={rupiah(view.budgetRupiah)} />
      <Stat label={m.accountability_spent()} value={rupiah(view.spentRupiah)} />
      <Stat label={m.accountability_held()} value={rupiah(view.heldRupiah)} />
      <Stat label={m.accountability_left()} value={rupiah(view.leftRupiah)} />
    </Tiles>
  );
}

/** Day by day what was received, beside what the portions of the day may cost. A dear day is no fault: the period counts. */
export function DayTable({ days }: { readonly days: PeriodView["days"] }) {
  return (
    <Section tone="flush" title={m.accountability_days()} lead={m.accountability_days_lead()}>
      <DataTable
        caption={m.accountability_days()}
        rows={days}
        rowKey={(row) => row.day}
        empty={
          <EmptyState icon="clock" title={m.accountability_days_empty()}>
            {m.accountability_days_empty_text()}
          </EmptyState>
        }
        columns={[
          { key: "day", header: m.accountability_day(), cell: (row) => dateShort(row.day) },
          {
            key: "cap",
            header: m.accountability_cap(),
            align: "end",
            cell: (row) => (row.capRupiah === 0n ? null : rupiah(row.capRupiah)),
          },
          {
            key: "deliveries",
            header: m.accountability_deliveries(),
            align: "end",
            cell: (row) => (row.deliveries === 0 ? null : whole(row.deliveries)),
          },
          {
            key: "spent",
            header: m.accountability_spent(),
            align: "end",
            cell: (row) => (row.spentRupiah === 0n ? null : rupiah(row.spentRupiah)),
          },
        ]}
        totalsLabel={m.accountability_total()}
        totals={{
          cap: rupiah(sumOf(days.map((row) => row.capRupiah))),
          deliveries: whole(days.reduce((sum, row) => sum + row.deliveries, 0)),
          spent: rupiah(sumOf(days.map((row) => row.spentRupiah))),
        }}
      />
    </Section>
  );
}

/** The papers of a budget, each as a sheet to print and as cells to add up. */
export function PeriodPaperLinks({
  papers,
  slug,
}: {
  readonly papers: readonly DocumentSummary[];
  readonly slug: string;
}) {
  return (
    <ul className="flex flex-col divide-y divide-line">
      {papers.map((paper) => {
        const title = documentTitles[paper.kind as DocumentKind];
        return (
          <li key={paper.id} className="flex flex-wrap items-center justify-between gap-2 py-3">
            <span className="min-w-0">
              <span className="block font-semibold">{title}</span>
              <span className="tabular block text-sm break-all text-ink-soft">{paper.number}</span>
            </span>
            <Cluster>
              <ButtonLink
                to={`/dokumen/${paper.id}.pdf`}
                variant="secondary"
                size="small"
                icon="doc"
                external
              >
                <span className="sr-only">{title} </span>PDF
              </ButtonLink>
              <ButtonLink
                to={`/${slug}/laporan/lembar/${paper.id}`}
                variant="secondary"
                size="small"
                icon="download"
                external
              >
                <span className="sr-only">{title} </span>XLSX
              </ButtonLink>
            </Cluster>
          </li>
        );
      })}
    </ul>
  );
}

/** Asks for the cash book to be added up anew, and says what came of it. */
export function CashBookProofBox({
  proof,
  budgetId,
}: {
  readonly proof: CashBookProof | null;
  readonly budgetId: string;
}) {
  if (proof === null)
    return <AskProof keep={{ anggaran: budgetId }} lead={m.accountability_cash_book_prove_lead()} />;
  const { rows, lines, books, paper, flaw } = proof;
  if (flaw === "books")
    return (
      <Callout tone="brick" title={m.ledger_proof_differs()}>
        {m.accountability_cash_book_differs({
          books: rupiah(books.closingRupiah),
          lines: rupiah(lines.closingRupiah),
        })}
      </Callout>
    );
  if (flaw === "paper")
    return (
      <Callout tone="rice" title={m.accountability_cash_book_moved()}>
        {m.accountability_cash_book_moved_text({
          paper: rupiah(paper?.closingRupiah ?? 0n),
          lines: rupiah(lines.closingRupiah),
        })}
      </Callout>
    );
  const equal = { count: whole(rows), amount: rupiah(lines.closingRupiah) };
  return (
    <Callout tone="leaf" title={m.ledger_proof_equal()}>
      {paper === null
        ? m.accountability_cash_book_equal_books(equal)
        : m.accountability_cash_book_equal(equal)}
    </Callout>
  );
}

/** The purchases of a budget, each with what an auditor is given of it. */
export function PurchaseTable({
  purchases,
  slug,
}: {
  readonly purchases: readonly Purchase[];
  readonly slug: string;
}) {
  if (purchases.length === 0) return null;
  return (
    <Section tone="flush" title={m.accountability_purchases()} lead={m.accountability_purchases_lead()}>
      <DataTable
        caption={m.accountability_purchases()}
        rows={purchases}
        rowKey={(row) => row.orderId}
        rowTo={(row) => `/${slug}/laporan/pembelian/${row.orderId}`}
        empty={null}
        columns={[
          {
            key: "day",
            header: m.accountability_day(),
            cell: (row) => (
              <>
                {dateShort(row.deliveryDay)}
                <span className="block text-sm font-normal text-ink-soft">{row.goods}</span>
              </>
            ),
          },
          {
            key: "spent",
            header: m.accountability_spent(),
            align: "end",
            cell: (row) => (row.spentRupiah === 0n ? null : rupiah(row.spentRupiah)),
          },
        ]}
      />
    </Section>
  );
}
