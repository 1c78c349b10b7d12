import { Link } from "@remix-run/react";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Money } from "#app/ui/feedback/money.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { InvoiceCollection } from "../collection-facts-reads.server.ts";

/** Every handover that an invoice over a period claims, with what it claims for it; each leads to its delivery where its reader may go there. */
export function CollectedHandovers({
  handovers,
  deliveriesAt,
}: {
  readonly handovers: InvoiceCollection["handovers"];
  /** The path of the page that lists deliveries; null for who may not open them. */
  readonly deliveriesAt: string | null;
}) {
  return (
    <DataTable
      caption={m.invoicing_collected_title()}
      rows={handovers}
      rowKey={(row) => row.shipmentId}
      empty={null}
      columns={[
        {
          key: "number",
          header: m.invoicing_collected_number(),
          cell: (row) =>
            deliveriesAt === null ? (
              row.number
            ) : (
              <Link className="link" to={`${deliveriesAt}/${row.shipmentId}`}>
                {row.number}
              </Link>
            ),
        },
        { key: "day", header: m.invoicing_collected_day(), cell: (row) => date(row.day) },
        {
          key: "amount",
          header: m.invoicing_amount(),
          align: "end",
          cell: (row) => <Money amount={row.amountRupiah} strong />,
        },
      ]}
    />
  );
}
