import type { ReactNode } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Money } from "#app/ui/feedback/money.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { waLink } from "#app/ui/wa-link.ts";

export type ProducerRow = {
  readonly id: string;
  readonly name: string;
  readonly phone: string | null;
  readonly place: string | null;
  /** Null for somebody who does not see sums. */
  readonly dueRupiah: bigint | null;
};

/** Who grows and makes what is sold here, how to reach them, and what they are still to be paid. */
export function ProducerList({
  rows,
  toOne,
  empty,
}: {
  readonly rows: readonly ProducerRow[];
  /** The page of one producer; null for who does not see sums. */
  readonly toOne: ((producerId: string) => string) | null;
  readonly empty: ReactNode;
}) {
  const showsDue = rows.some((row) => row.dueRupiah !== null);
  return (
    <DataTable
      caption={m.catalogue_producers_title()}
      rows={rows}
      rowKey={(row) => row.id}
      rowTo={toOne === null ? undefined : (row) => toOne(row.id)}
      empty={empty}
      columns={[
        { key: "name", header: m.catalogue_producer_name(), cell: (row) => row.name },
        { key: "place", header: m.catalogue_producer_place(), cell: (row) => row.place ?? "–" },
        {
          key: "phone",
          header: m.catalogue_producer_phone(),
          cell: (row) =>
            row.phone === null ? (
              "–"
            ) : (
              <ButtonLink
                to={waLink(m.catalogue_producer_greeting({ name: row.name }), row.phone)}
                variant="quiet"
                size="small"
                icon="chat"
                external
              >
                {row.phone}
              </ButtonLink>
            ),
        },
        ...(showsDue
          ? [
              {
                key: "due",
                header: m.catalogue_producer_due(),
                align: "end" as const,
                cell: (row: ProducerRow) => <Money amount={row.dueRupiah} />,
              },
            ]
          : []),
      ]}
    />
  );
}
