import { date, quantity, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Money } from "#app/ui/feedback/money.tsx";
import { type Column, DataTable } from "#app/ui/table/data-table.tsx";
import type { InvoiceWithLines } from "../invoice-reads.server.ts";

type Line = InvoiceWithLines["lines"][number];

const columnsNow = (): readonly Column<Line>[] => [
  {
    key: "goods",
    header: m.invoicing_goods(),
    cell: (line) => (
      <span className="sm:inline-block sm:min-w-24">
        {line.description}
        {line.handover === null ? null : (
          <span className="block text-sm text-ink-soft break-words">
            {m.invoicing_line_handover({ number: line.handover.number, day: date(line.handover.day) })}
          </span>
        )}
      </span>
    ),
  },
  {
    key: "quantity",
    header: m.invoicing_accepted(),
    align: "end",
    cell: (line) => quantity(line.quantityBase, line.unit, line.basePerUnit),
  },
  {
    key: "price",
    header: m.invoicing_price(),
    align: "end",
    cell: (line) => <Money amount={line.priceRupiah} per={line.unit} />,
  },
  {
    key: "amount",
    header: m.invoicing_amount(),
    align: "end",
    // Its tax stands beneath it: a column more would not fit beside the summary on a desk, and was left out on a phone.
    cell: (line) => (
      // One piece, so that a phone sets it beside its header as a whole.
      <span className="inline-block text-right">
        <Money amount={line.amountRupiah} strong />
        {line.taxRupiah === 0n ? null : (
          <span className="block text-sm text-ink-soft">
            {m.invoicing_line_tax({ amount: rupiah(line.taxRupiah) })}
          </span>
        )}
      </span>
    ),
  },
];

/** What an invoice claims, line by line, and what it comes to. */
export function InvoiceLines({ invoice }: { readonly invoice: InvoiceWithLines }) {
  return (
    <>
      <DataTable
        caption={m.invoicing_lines_caption()}
        columns={columnsNow()}
        rows={invoice.lines}
        rowKey={(line) => line.id}
        empty={null}
      />
      <dl className="tabular ml-auto flex max-w-sm flex-col gap-1.5 border-t border-line p-4 sm:p-6">
        {[
          { label: m.invoicing_goods_total(), amount: invoice.goodsRupiah },
          { label: m.invoicing_freight(), amount: invoice.freightRupiah },
          { label: m.invoicing_tax(), amount: invoice.taxRupiah },
        ]
          .filter((row) => row.amount > 0n)
          .map((row) => (
            <div key={row.label} className="flex justify-between gap-6 text-ink-soft">
              <dt>{row.label}</dt>
              <dd>{rupiah(row.amount)}</dd>
            </div>
          ))}
        <div className="flex justify-between gap-6 text-lg font-extrabold">
          <dt>{m.invoicing_total()}</dt>
          <dd>{rupiah(invoice.totalRupiah)}</dd>
        </div>
      </dl>
    </>
  );
}
