import { dateShort, whole, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Money } from "#app/ui/feedback/money.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { TradeTrace } from "../trace-reads.server.ts";
import { TraceJournal, toJournal } from "./trace-journal.tsx";
import { bandWords, TraceFlow } from "./trace-views.tsx";

export type ManyTracesProps = {
  readonly traces: readonly Omit<TradeTrace, "entries" | "moments">[];
  /** Whether there are more than these. */
  readonly isCut: boolean;
  /** The address under which each trade has its own trace. */
  readonly base: string;
  /** The band of the picture that was chosen, and what it was read from. */
  readonly band: string;
  readonly entries: TradeTrace["entries"];
  readonly zone: Zone;
};

/** Several trades that one thing has a part in: drawn together, each band with its journal, and each trade to be opened. */
export function ManyTraces({ traces, isCut, base, band, entries, zone }: ManyTracesProps) {
  const together = {
    bands: traces.flatMap((trace) => trace.bands),
    names: Object.assign({}, ...traces.map((trace) => trace.names)) as Record<string, string>,
  };
  const leads = together.bands.some(({ entryIds }) => entryIds.length > 0);
  return (
    <>
      {isCut ? (
        <p className="text-ink-soft">{m.oversight_trace_many_cut({ count: whole(traces.length) })}</p>
      ) : null}
      <Section tone="card">
        <TraceFlow {...together} to={toJournal} />
      </Section>
      {leads ? (
        <TraceJournal
          entries={entries}
          chosen={bandWords(together, band)}
          leaveWords={m.oversight_trace_band_none()}
          empty={m.oversight_trace_band_choose()}
          zone={zone}
        />
      ) : null}
      <Section tone="flush" title={m.oversight_trace_trades()}>
        <DataTable
          caption={m.oversight_trace_trades()}
          rows={traces}
          rowKey={({ trade }) => trade.id}
          rowTo={({ trade }) => `${base}/${trade.id}`}
          empty={null}
          columns={[
            { key: "buyer", header: m.contracts_buyer(), cell: ({ trade }) => trade.buyerName },
            {
              key: "day",
              header: m.contracts_delivery_day(),
              cell: ({ trade }) => dateShort(trade.deliveryDay),
            },
            {
              key: "amount",
              header: m.oversight_trace_invoiced(),
              align: "end",
              cell: ({ invoicedRupiah }) => <Money amount={invoicedRupiah} />,
            },
          ]}
        />
      </Section>
    </>
  );
}
