import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { CollectedPeriod } from "../../commitments/collection.ts";
import { openOf } from "../invoice.ts";
import type { InvoiceWithLines } from "../invoice-reads.server.ts";
import { dueText } from "./invoice-badge.tsx";

export type InvoiceFactsProps = {
  readonly invoice: InvoiceWithLines;
  /** The days that it collects; null for an invoice of one delivery. */
  readonly period: CollectedPeriod | null;
  readonly disputedRupiah: bigint;
  /** Until it is to be paid, below nothing once it is late; null for an invoice without a clock. */
  readonly daysLeft: number | null;
};

/** Between whom an invoice is, when it is due, and how what is open came about. Nothing is said that is nothing. */
export function InvoiceFacts({ invoice, period, disputedRupiah, daysLeft }: InvoiceFactsProps) {
  const where = (isSo: boolean, label: string, value: () => string) =>
    isSo ? [{ label, value: value() }] : [];
  return (
    <Section tone="card" title={m.invoicing_facts_title()}>
      <Facts
        facts={[
          { label: m.invoicing_seller(), value: invoice.sellerName },
          { label: m.invoicing_buyer(), value: invoice.buyerName },
          ...(period === null
            ? []
            : [{ label: m.invoicing_period(), value: `${date(period.from)} – ${date(period.through)}` }]),
          { label: m.invoicing_due(), value: dueText(invoice.dueOn, daysLeft) },
          { label: m.invoicing_paid(), value: rupiah(invoice.paidRupiah) },
          ...where(invoice.advanceRupiah > 0n, m.invoicing_advance_off(), () =>
            rupiah(-invoice.advanceRupiah),
          ),
          ...where(invoice.creditedRupiah > 0n, m.invoicing_credited_off(), () =>
            rupiah(-invoice.creditedRupiah),
          ),
          { label: m.invoicing_open(), value: rupiah(openOf(invoice)) },
          ...where(invoice.heldRupiah > 0n, m.invoicing_held(), () => rupiah(invoice.heldRupiah)),
          ...where(disputedRupiah > 0n, m.invoicing_disputed(), () => rupiah(disputedRupiah)),
        ]}
      />
    </Section>
  );
}

/** What of an invoice waits for the answer to objections, and on which lines, by what they sell. */
export function HeldLines({
  heldRupiah,
  objections,
}: {
  readonly heldRupiah: bigint;
  readonly objections: readonly { readonly state: string; readonly description: string }[];
}) {
  if (heldRupiah <= 0n) return null;
  const held = objections.filter((one) => one.state === "open").map((one) => one.description);
  return (
    <Callout tone="rice" icon="clock">
      {m.invoicing_held_lines({ amount: rupiah(heldRupiah), lines: [...new Set(held)].join(", ") })}
    </Callout>
  );
}
