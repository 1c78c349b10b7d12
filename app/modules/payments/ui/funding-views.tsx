import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Gauge } from "#app/ui/chart/gauge.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import type { Tone } from "#app/ui/tone.ts";
import type { CashStanding, FundingSource } from "../funding.ts";
import type { FundingView, KitchenCash } from "../funding-reads.server.ts";
import { CheckedBadge } from "./checked-badge.tsx";

const sources: Readonly<Record<FundingSource, () => string>> = {
  sp2d: m.payments_fundings_source_sp2d,
  top_up: m.payments_fundings_source_top_up,
  other: m.payments_fundings_source_other,
};

export function fundingSourceLabel(source: FundingSource): string {
  return sources[source]();
}

const standings: Readonly<Record<CashStanding, Tone>> = { missing: "brick", low: "rice", safe: "leaf" };

/** The cash of one kitchen against what is kept safe, and what it means where it is too little. */
export function CashCard({ kitchen }: { readonly kitchen: KitchenCash }) {
  const { name, cashRupiah, standing, initialRupiah, thresholdRupiah } = kitchen;
  const tone = standings[standing];
  return (
    <Section tone="card" title={name}>
      <Gauge
        title={m.payments_fundings_cash()}
        value={Number(cashRupiah < 0n ? 0n : cashRupiah)}
        max={Number(cashRupiah > initialRupiah ? cashRupiah : initialRupiah)}
        limit={Number(thresholdRupiah)}
        display={rupiah(cashRupiah)}
        note={m.payments_fundings_safe({
          threshold: rupiah(thresholdRupiah),
          initial: rupiah(initialRupiah),
        })}
        tone={tone}
      />
      {standing === "missing" ? (
        <Callout tone="brick" title={m.payments_fundings_missing_title()}>
          {m.payments_fundings_missing_text()}
        </Callout>
      ) : null}
      {standing === "low" ? (
        <Callout tone="rice" title={m.payments_fundings_low_title()}>
          {m.payments_fundings_low_text({ initial: rupiah(initialRupiah) })}
        </Callout>
      ) : null}
    </Section>
  );
}

/** What came into the account, the latest report first. */
export function FundingTable({
  rows,
  slug,
  isSeveral,
}: {
  readonly rows: readonly FundingView[];
  readonly slug: string;
  /** Names the kitchen of each row: for a foundation that looks after several. */
  readonly isSeveral: boolean;
}) {
  const kitchen = {
    key: "kitchen",
    header: m.payments_fundings_kitchen(),
    cell: (row: FundingView) => row.kitchenName,
  };
  return (
    <DataTable
      caption={m.payments_fundings_list()}
      rows={rows}
      rowKey={(row) => row.id}
      rowTo={(row) => `/${slug}/dana/${row.id}`}
      empty={
        <EmptyState icon="money" title={m.payments_fundings_none_title()}>
          {m.payments_fundings_none_text()}
        </EmptyState>
      }
      columns={[
        { key: "day", header: m.payments_fundings_day(), cell: (row) => date(row.receivedOn) },
        ...(isSeveral ? [kitchen] : []),
        {
          key: "source",
          header: m.payments_fundings_source(),
          cell: (row) => `${fundingSourceLabel(row.source)} · ${row.reference}`,
        },
        { key: "fund", header: m.payments_fundings_budget(), cell: (row) => row.fund },
        {
          key: "amount",
          header: m.payments_amount(),
          align: "end",
          cell: (row) => rupiah(row.amountRupiah),
        },
        {
          key: "state",
          header: m.payments_fundings_state(),
          cell: (row) => <CheckedBadge state={row.state} />,
        },
      ]}
    />
  );
}
