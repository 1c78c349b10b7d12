import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { OrderView } from "../order-reads.server.ts";

type Sums = { readonly order: OrderView; readonly worstRupiah: bigint; readonly worstTaxRupiah: bigint };

/** What an order can cost, out of which fund, and what it asked for beside its goods. */
export function OrderSums({ order, worstRupiah, worstTaxRupiah }: Sums) {
  return (
    <Section tone="card" title={m.orders_show_facts()}>
      <Facts
        facts={[
          { label: m.orders_show_number_lines(), value: String(order.lines.length) },
          { label: m.orders_show_worst(), value: rupiah(worstRupiah) },
          ...(worstTaxRupiah > 0n
            ? [{ label: m.orders_show_worst_tax(), value: rupiah(worstTaxRupiah) }]
            : []),
          { label: m.orders_show_fund(), value: order.fund },
          { label: m.orders_show_reserved(), value: rupiah(order.reservedRupiah) },
          ...(order.suppliersPerLineMax === null
            ? []
            : [
                {
                  label: m.orders_form_suppliers(),
                  value: m.orders_form_suppliers_most({ count: order.suppliersPerLineMax }),
                },
              ]),
          { label: m.orders_show_term(), value: m.orders_show_term_days({ days: order.paymentTermDays }) },
          ...(order.note ? [{ label: m.orders_show_note(), value: order.note }] : []),
        ]}
      />
    </Section>
  );
}
