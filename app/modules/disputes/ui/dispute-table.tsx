import type { ReactNode } from "react";
import { dateTime, relative } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { Money } from "#app/ui/feedback/money.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { DisputeState } from "../dispute-lifecycle.ts";
import { DisputeBadge } from "./dispute-badge.tsx";

export type ListedDispute = {
  readonly id: string;
  readonly state: DisputeState;
  readonly goods: string;
  readonly callOffNumber: string;
  readonly buyerName: string;
  readonly koperasiName: string;
  readonly askedRupiah: bigint;
  readonly grantedRupiah: bigint;
  readonly openedAt: Date;
  readonly dueAt: Date;
};

export type DisputeTableProps = {
  readonly disputes: readonly ListedDispute[];
  readonly caption: string;
  /** Claims that wait show until when; those that are over, what was granted. */
  readonly isUndecided: boolean;
  readonly slug: string;
  readonly zone: TimeZone;
  readonly now: Date;
  readonly empty: ReactNode;
};

/** Claims in a list: whose goods, who complains, how much, since when, and until when somebody must answer. */
export function DisputeTable(props: DisputeTableProps) {
  const { disputes, caption, isUndecided, slug, zone, now, empty } = props;
  return (
    <DataTable
      caption={caption}
      rows={disputes}
      rowKey={(row) => row.id}
      rowTo={(row) => `/${slug}/klaim/${row.id}`}
      rowMark={(row) => (isUndecided && row.dueAt < now ? { tone: "brick", label: m.kit_late() } : null)}
      empty={empty}
      columns={[
        {
          key: "koperasi",
          header: m.contracts_koperasi(),
          cell: (row) => (
            <span className="block">
              {row.koperasiName}
              <span className="block text-sm font-normal text-ink-soft">
                {row.goods} · {row.callOffNumber}
              </span>
            </span>
          ),
        },
        { key: "buyer", header: m.disputes_buyer(), cell: (row) => row.buyerName },
        { key: "state", header: m.invoicing_state(), cell: (row) => <DisputeBadge state={row.state} /> },
        {
          key: "age",
          header: m.disputes_age(),
          cell: (row) => relative(row.openedAt, now),
        },
        ...(isUndecided
          ? [
              {
                key: "due",
                header: m.disputes_due(),
                cell: (row: ListedDispute) => dateTime(row.dueAt, zone),
              },
            ]
          : []),
        {
          key: "asked",
          header: m.disputes_asked(),
          align: "end",
          cell: (row) => <Money amount={row.askedRupiah} strong={isUndecided} />,
        },
        ...(isUndecided
          ? []
          : [
              {
                key: "granted",
                header: m.disputes_granted(),
                align: "end" as const,
                cell: (row: ListedDispute) => <Money amount={row.grantedRupiah} strong />,
              },
            ]),
      ]}
    />
  );
}
