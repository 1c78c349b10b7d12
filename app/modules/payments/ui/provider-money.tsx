import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { AskProof } from "../../ledger/ui/ask-proof.tsx";
import type { ProviderRail } from "../payment-lifecycle.ts";
import type { RailMoney } from "../provider-money.ts";
import type { ProviderProof } from "../provider-money-reads.server.ts";

const railWords: Readonly<Record<ProviderRail, () => string>> = {
  card: m.payments_provider_card,
  virtualAccount: m.payments_provider_va,
  qris: m.payments_provider_qris,
};

export const railName = (rail: ProviderRail): string => railWords[rail]();

/** What came through providers in a period and where it is, a row a way of paying. */
export function ProviderMoneyTable({ rows }: { readonly rows: readonly RailMoney[] }) {
  const figure = (key: Exclude<keyof RailMoney, "rail">, header: string) => ({
    key,
    header,
    align: "end" as const,
    cell: (row: RailMoney) => rupiah(row[key]),
  });
  return (
    <DataTable
      caption={m.payments_provider_sheet()}
      rows={rows}
      rowKey={(row) => row.rail}
      empty={
        <EmptyState icon="money" title={m.payments_provider_none()}>
          {m.payments_provider_none_text()}
        </EmptyState>
      }
      columns={[
        { key: "rail", header: m.payments_provider_rail(), cell: (row) => railName(row.rail) },
        figure("openingRupiah", m.payments_provider_opening()),
        figure("receivedRupiah", m.payments_provider_received()),
        figure("givenBackRupiah", m.payments_provider_back()),
        figure("feeRupiah", m.payments_provider_fee()),
        figure("sentRupiah", m.payments_provider_sent()),
        figure("heldRupiah", m.payments_provider_held()),
      ]}
    />
  );
}

/** Whether what the books hold with providers is what payments, reports and payouts come to; asked for, because it reads them all. */
export function ProviderProofBox({
  proof,
  period,
}: {
  readonly proof: readonly ProviderProof[] | null;
  readonly period: string;
}) {
  if (proof === null) return <AskProof keep={{ periode: period }} lead={m.payments_provider_prove_lead()} />;
  const flaw = proof.find(({ booksSay, deedsSay }) => booksSay !== deedsSay);
  return flaw === undefined ? (
    <Callout tone="leaf" title={m.ledger_proof_equal()}>
      {m.payments_provider_proven()}
    </Callout>
  ) : (
    <Callout tone="brick" title={m.ledger_proof_differs()}>
      {m.payments_provider_flaw({
        rail: railName(flaw.rail),
        books: rupiah(flaw.booksSay),
        deeds: rupiah(flaw.deedsSay),
      })}
    </Callout>
  );
}
