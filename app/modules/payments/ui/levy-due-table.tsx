import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import type { LevyDue } from "../remittance-reads.server.ts";

export type LevyDueTableProps = {
  readonly due: readonly LevyDue[];
  readonly totalRupiah: bigint;
  /** The receipt of a levy as a paper, by the statement it was taken from. */
  readonly receipts: Readonly<Record<string, string>>;
};

/** Levies that were taken and wait to be handed on, each with its numbered receipt and the regulation it stands on. */
export function LevyDueTable({ due, totalRupiah, receipts }: LevyDueTableProps) {
  return (
    <DataTable
      caption={m.payments_levies_due()}
      rows={due}
      rowKey={(levy) => levy.statementId}
      totals={{ amount: rupiah(totalRupiah) }}
      totalsLabel={m.payments_levies_total()}
      empty={
        <EmptyState icon="check" title={m.payments_levies_none_title()}>
          {m.payments_levies_none_text()}
        </EmptyState>
      }
      columns={[
        { key: "payer", header: m.payments_levies_payer(), cell: (levy) => levy.koperasiName },
        { key: "callOff", header: m.payments_levies_call_off(), cell: (levy) => levy.callOffNumber },
        {
          key: "receipt",
          header: m.payments_levies_receipt(),
          cell: (levy) =>
            receipts[levy.statementId] ? (
              <a
                className="link inline-flex min-h-11 items-center"
                href={`/dokumen/${receipts[levy.statementId]}.pdf`}
              >
                {levy.receiptNumber}
              </a>
            ) : (
              levy.receiptNumber
            ),
        },
        {
          key: "assessment",
          header: m.payments_levies_assessment(),
          cell: (levy) => levy.assessmentNumber ?? "–",
        },
        { key: "basis", header: m.payments_levies_basis(), cell: (levy) => levy.legalBasis },
        {
          key: "amount",
          header: m.payments_amount(),
          align: "end",
          cell: (levy) => rupiah(levy.amountRupiah),
        },
      ]}
    />
  );
}
