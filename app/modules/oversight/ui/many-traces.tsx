import { dateShort, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Money } from "#app/ui/feedback/money.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { TradeTrace } from "../trace-reads.server.ts";
import { TraceFlow } from "./trace-views.tsx";

export type ManyTracesProps = {
  readonly traces: readonly Omit<TradeTrace, "entries" | "moments">[];
  /** Whether there are more than these. */
  readonly isCut: boolean;
  /** The address under which each trade has its own trace. */
  readonly base: string;
};

/** Several trades that one thing has a part in: drawn together, and each to be opened. */
export function ManyTraces({ traces, isCut, base }: ManyTracesProps) {
  const names = Object.assign({}, ...traces.map((trace) => trace.names)) as Record<string, string>;
  return (
    <>
      {isCut ? (
        <p className="text-ink-soft">{m.oversight_trace_many_cut({ count: whole(traces.length) })}</p>
      ) : null}
      <Section tone="card">
        <TraceFlow bands={traces.flatMap((trace) => trace.bands)} names={names} />
      </Section>
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
