import { dateTime } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { Money } from "#app/ui/feedback/money.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { DebitNoteStanding } from "../debit-note.ts";
import { DebitNoteBadge } from "./debit-note-badge.tsx";

export type ListedDebitNote = {
  readonly id: string;
  readonly number: string;
  readonly hubName: string;
  readonly carrierName: string;
  readonly callOffNumber: string;
  readonly issuedAt: Date;
  readonly amountRupiah: bigint;
  readonly paidRupiah: bigint;
  readonly standing: DebitNoteStanding;
};

/** Debit notes in a list: the other party, where each stands, and what is left of it. */
export function DebitNoteTable(props: {
  readonly notes: readonly ListedDebitNote[];
  readonly isHub: boolean;
  readonly slug: string;
  readonly zone: TimeZone;
}) {
  const { notes, isHub, slug, zone } = props;
  return (
    <DataTable
      caption={m.invoicing_debit_list()}
      rows={notes}
      rowKey={(row) => row.id}
      rowTo={(row) => `/${slug}/nota-debit/${row.id}`}
      empty={null}
      columns={[
        {
          key: "party",
          header: isHub ? m.invoicing_debit_carrier() : m.invoicing_seller(),
          cell: (row) => (
            <span className="block">
              {isHub ? row.carrierName : row.hubName}
              <span className="block text-sm font-normal text-ink-soft">
                {row.number} · {row.callOffNumber}
              </span>
            </span>
          ),
        },
        {
          key: "state",
          header: m.invoicing_state(),
          cell: (row) => <DebitNoteBadge standing={row.standing} />,
        },
        { key: "issued", header: m.invoicing_debit_issued_at(), cell: (row) => dateTime(row.issuedAt, zone) },
        {
          key: "amount",
          header: m.invoicing_debit_amount(),
          align: "end",
          cell: (row) => <Money amount={row.amountRupiah} />,
        },
        {
          key: "left",
          header: m.invoicing_debit_open(),
          align: "end",
          cell: (row) => (
            <Money amount={row.standing === "taken_back" ? 0n : row.amountRupiah - row.paidRupiah} strong />
          ),
        },
      ]}
    />
  );
}
