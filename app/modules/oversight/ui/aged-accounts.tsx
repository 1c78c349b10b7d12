import { rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Bars } from "#app/ui/chart/bars.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { AskProof } from "../../ledger/ui/ask-proof.tsx";
import {
  type AgeBand,
  type AgedAccount,
  type AgedSum,
  type AgeingProof,
  type AgeingSide,
  ageBands,
} from "../aged-accounts.ts";

const bandWords: Readonly<Record<AgeBand, () => string>> = {
  week: m.oversight_ageing_week,
  fortnight: m.oversight_ageing_fortnight,
  month: m.oversight_ageing_month,
  older: m.oversight_ageing_older,
};

export function bandLabel(band: AgeBand): string {
  return bandWords[band]();
}

const sideWords: Readonly<Record<AgeingSide, () => string>> = {
  receivable: m.oversight_ageing_receivable,
  payable: m.oversight_ageing_payable,
};

export function sideLabel(side: AgeingSide): string {
  return sideWords[side]();
}

/** How old all of a side is, as bars with their table. */
export function AgeBars({ sum, side }: { readonly sum: AgedSum; readonly side: AgeingSide }) {
  return (
    <Bars
      title={`${sideLabel(side)}: ${rupiah(sum.openRupiah)}`}
      description={m.oversight_ageing_bars()}
      head={[m.oversight_ageing_age(), m.oversight_ageing_open()]}
      bars={ageBands.map(({ key }) => ({
        key,
        label: bandLabel(key),
        value: Number(sum.ages[key]),
        display: rupiah(sum.ages[key]),
        tone: key === "older" && sum.ages.older > 0n ? "brick" : undefined,
      }))}
    />
  );
}

/** One line per counterparty, who owes or is owed most first. */
export function AgedTable({
  rows,
  side,
  slug,
}: {
  readonly rows: readonly AgedAccount[];
  readonly side: AgeingSide;
  readonly slug: string;
}) {
  return (
    <DataTable
      caption={sideLabel(side)}
      rows={rows}
      rowKey={(row) => row.accountId}
      rowTo={(row) => `/${slug}/buku-besar?akun=${row.code}&rekening=${row.accountId}`}
      rowMark={(row) => (row.lateRupiah > 0n ? { tone: "brick", label: m.oversight_ageing_late() } : null)}
      empty={
        <EmptyState icon="check" title={m.oversight_ageing_none()}>
          {m.oversight_ageing_none_text()}
        </EmptyState>
      }
      columns={[
        { key: "name", header: m.oversight_ageing_who(), cell: (row) => row.name },
        ...ageBands.map(({ key }) => ({
          key,
          header: bandLabel(key),
          align: "end" as const,
          cell: (row: AgedAccount) => (row.ages[key] === 0n ? null : rupiah(row.ages[key])),
        })),
        {
          key: "open",
          header: m.oversight_ageing_open(),
          align: "end",
          cell: (row) => <strong>{rupiah(row.openRupiah)}</strong>,
        },
        {
          key: "late",
          header: m.oversight_ageing_late(),
          align: "end",
          cell: (row) => (row.lateRupiah === 0n ? null : rupiah(row.lateRupiah)),
        },
        ...(rows.some((row) => row.heldRupiah > 0n)
          ? [
              {
                key: "held",
                header: m.oversight_ageing_held(),
                align: "end" as const,
                cell: (row: AgedAccount) => (row.heldRupiah === 0n ? null : rupiah(row.heldRupiah)),
              },
            ]
          : []),
      ]}
    />
  );
}

/** Asks for a side to be added up anew from its lines, and says what came of it. */
export function AgeingProofBox({
  proof,
  side,
}: {
  readonly proof: AgeingProof | null;
  readonly side: AgeingSide;
}) {
  if (proof === null) return <AskProof keep={{ sisi: side }} lead={m.oversight_ageing_prove_lead()} />;
  const { accounts, lines, flaw } = proof;
  return flaw === null ? (
    <Callout tone="leaf" title={m.ledger_proof_equal()}>
      {m.oversight_ageing_proven({ accounts: whole(accounts), lines: whole(lines) })}
    </Callout>
  ) : (
    <Callout tone="brick" title={m.ledger_proof_differs()}>
      {m.oversight_ageing_flaw({
        name: flaw.name,
        kept: rupiah(flaw.keptRupiah),
        lines: rupiah(flaw.linesRupiah),
      })}
    </Callout>
  );
}
