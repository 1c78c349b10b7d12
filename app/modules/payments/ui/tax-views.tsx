import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { sumOf } from "#app/kernel/money.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { periodName } from "../../ledger/ui/statement-words.tsx";
import { type OwedTax, type RemittedTax, taxKinds } from "../tax-remittance.ts";
import type { OwedTaxes } from "../tax-remittance-reads.server.ts";
import { CheckedBadge } from "./checked-badge.tsx";
import { taxKindLabel } from "./tax-words.ts";

/** What is overdue, what is paid too much, and by which papers. */
export function TaxStanding({ owed }: { readonly owed: OwedTaxes }) {
  const late = sumOf(owed.months.filter((one) => one.isLate).map((one) => one.openRupiah));
  const isAnyOpen = owed.months.some((one) => one.openRupiah > 0n);
  return (
    <>
      {late > 0n ? (
        <Callout tone="brick" title={m.payments_taxes_late_title({ amount: rupiah(late) })}>
          {m.payments_taxes_late_text()}
        </Callout>
      ) : null}
      {owed.months.length > 0 && !isAnyOpen ? (
        <Callout tone="leaf">{m.payments_taxes_all_paid()}</Callout>
      ) : null}
      {taxKinds
        .filter((kind) => owed.surplus[kind] > 0n)
        .map((kind) => (
          <Callout key={kind} tone="rice">
            {m.payments_taxes_surplus({ kind: taxKindLabel(kind), amount: rupiah(owed.surplus[kind]) })}
          </Callout>
        ))}
    </>
  );
}

/** What is owed by tax and month, the newest month first. */
export function OwedTaxTable({ rows }: { readonly rows: readonly OwedTax[] }) {
  const some = (amount: bigint) => (amount === 0n ? null : rupiah(amount));
  const brought = {
    key: "brought",
    header: m.payments_taxes_brought(),
    align: "end" as const,
    cell: (row: OwedTax) => some(row.broughtRupiah),
  };
  const waiting = {
    key: "waiting",
    header: m.payments_taxes_waiting(),
    align: "end" as const,
    cell: (row: OwedTax) => some(row.waitingRupiah),
  };
  return (
    <DataTable
      caption={m.payments_taxes_owed()}
      rows={rows}
      rowKey={(row) => `${row.kind}-${row.month}`}
      rowMark={(row) => (row.isLate ? { tone: "brick", label: m.payments_taxes_late() } : null)}
      empty={
        <EmptyState icon="money" title={m.payments_taxes_none_title()}>
          {m.payments_taxes_none_text()}
        </EmptyState>
      }
      columns={[
        {
          key: "month",
          header: m.payments_taxes_month(),
          cell: (row) => `${periodName(row.month)} · ${taxKindLabel(row.kind)}`,
        },
        {
          key: "due",
          header: m.payments_taxes_due(),
          cell: (row) => <span className="whitespace-nowrap">{date(row.dueOn)}</span>,
        },
        {
          key: "collected",
          header: m.payments_taxes_collected(),
          align: "end",
          cell: (row) => rupiah(row.collectedRupiah),
        },
        // What hardly any month has takes no room where none has it.
        ...(rows.some((row) => row.broughtRupiah !== 0n) ? [brought] : []),
        {
          key: "paid",
          header: m.payments_taxes_paid(),
          align: "end",
          cell: (row) => some(row.paidRupiah),
        },
        ...(rows.some((row) => row.waitingRupiah !== 0n) ? [waiting] : []),
        {
          key: "open",
          header: m.payments_taxes_open(),
          align: "end",
          cell: (row) => rupiah(row.openRupiah),
        },
      ]}
    />
  );
}

/** What somebody said was paid, the latest report first. */
export function TaxRemittanceTable({
  rows,
  slug,
}: {
  readonly rows: readonly (RemittedTax & { readonly id: string })[];
  readonly slug: string;
}) {
  return (
    <DataTable
      caption={m.payments_taxes_list()}
      rows={rows}
      rowKey={(row) => row.id}
      rowTo={(row) => `/${slug}/setor-pajak/${row.id}`}
      empty={
        <EmptyState icon="doc" title={m.payments_taxes_list_none_title()}>
          {m.payments_taxes_list_none_text()}
        </EmptyState>
      }
      columns={[
        { key: "day", header: m.payments_taxes_paid_on(), cell: (row) => date(row.paidOn) },
        {
          key: "tax",
          header: m.payments_taxes_kind(),
          cell: (row) => `${taxKindLabel(row.kind)} · ${periodName(row.month.slice(0, 7))}`,
        },
        { key: "ntpn", header: m.payments_taxes_ntpn(), cell: (row) => row.ntpn },
        {
          key: "amount",
          header: m.payments_amount(),
          align: "end",
          cell: (row) => rupiah(row.amountRupiah),
        },
        {
          key: "state",
          header: m.payments_taxes_state(),
          cell: (row) => <CheckedBadge state={row.state} />,
        },
      ]}
    />
  );
}
