import type { ReactNode } from "react";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Money } from "#app/ui/feedback/money.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { ReceivableSide } from "../receivable.schema.ts";
import type { ReceivableSummary } from "../receivable-reads.server.ts";
import { ReceivableBadge } from "./receivable-badge.tsx";

/** In which state it waits for the organisation on a side; a seller's own second person is said on its page. */
const ANSWERED_BY = { sold: null, held: "offered", owed: "notified" } as const;

/** Receivables of one side: the other party, where each stands, when it is due and what is left of it. */
export function ReceivableTable(props: {
  readonly rows: readonly ReceivableSummary[];
  readonly side: ReceivableSide;
  readonly slug: string;
  readonly empty: ReactNode;
}) {
  const { rows, side, slug, empty } = props;
  return (
    <DataTable
      caption={m.invoicing_receivable_title()}
      rows={rows}
      rowKey={(row) => row.id}
      rowTo={(row) => `/${slug}/piutang/${row.id}`}
      empty={empty}
      columns={[
        {
          key: "party",
          header: side === "owed" ? m.invoicing_receivable_assignee() : m.invoicing_receivable_buyer_owes(),
          cell: (row) => (
            <span className="block">
              {side === "owed" ? (row.assignment?.assigneeName ?? row.sellerName) : row.buyerName}
              <span className="block text-sm font-normal text-ink-soft">
                {side === "held" ? `${row.sellerName} · ${row.number}` : row.number}
              </span>
            </span>
          ),
        },
        {
          key: "state",
          header: m.invoicing_receivable_state(),
          cell: (row) => (
            <ReceivableBadge
              state={row.assignment?.state ?? null}
              isWithdrawn={row.withdrawnAt !== null}
              isSettled={row.openRupiah === 0n}
              isOurTurn={row.assignment !== null && row.assignment.state === ANSWERED_BY[side]}
            />
          ),
        },
        { key: "due", header: m.invoicing_receivable_due(), cell: (row) => date(row.dueOn) },
        {
          key: "open",
          header: m.invoicing_receivable_open(),
          align: "end",
          cell: (row) => <Money amount={row.openRupiah} strong />,
        },
      ]}
    />
  );
}
