import { decimalOf, packs, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { AllotmentState } from "../allotment-lifecycle.ts";
import { sayBecause } from "../because-words.ts";
import type { AllotmentBecause } from "../round.ts";
import { AllotmentBadge } from "./allotment-badge.tsx";

export type RoundShare = {
  readonly id: string;
  readonly koperasiId: string;
  readonly koperasiName: string;
  readonly packs: number;
  readonly acceptedPacks: number | null;
  readonly state: AllotmentState;
  readonly reason: string | null;
  readonly because: AllotmentBecause;
};

export type RoundTableProps = {
  readonly shares: readonly RoundShare[];
  /** Whose row to mark: the koperasi that looks. */
  readonly ownId?: string | undefined;
  readonly packUnit: string;
};

/** The arithmetic of a round, the same for everyone in it: weight, exact share, cap, what was given, and why. */
export function RoundTable({ shares, ownId, packUnit }: RoundTableProps) {
  const isMore = shares.some((share) => (share.because.had ?? 0) > 0);
  const answered = shares.some((share) => share.acceptedPacks !== null);
  const rows = [...shares].sort((a, b) => b.packs - a.packs || (a.koperasiId < b.koperasiId ? -1 : 1));
  return (
    <DataTable
      caption={m.allotment_table()}
      rows={rows}
      rowKey={(row) => row.id}
      rowMark={(row) =>
        row.koperasiId === ownId ? { tone: "leaf", label: m.allotment_your_koperasi() } : null
      }
      empty={null}
      totalsLabel={m.kit_total()}
      totals={{
        weight: whole(rows.reduce((sum, row) => sum + row.because.weight, 0)),
        packs: packs(
          rows.reduce((sum, row) => sum + row.packs, 0),
          packUnit,
        ),
        ...(answered
          ? { accepted: whole(rows.reduce((sum, row) => sum + (row.acceptedPacks ?? 0), 0)) }
          : {}),
      }}
      columns={[
        { key: "koperasi", header: m.contracts_koperasi(), cell: (row) => row.koperasiName },
        {
          key: "weight",
          header: m.contracts_weight(),
          align: "end",
          cell: (row) => whole(row.because.weight),
        },
        {
          key: "ideal",
          header: m.allotment_ideal(),
          align: "end",
          cell: (row) => decimalOf(BigInt(row.because.idealHundredths), 100n),
        },
        { key: "cap", header: m.allotment_cap(), align: "end", cell: (row) => whole(row.because.cap) },
        {
          key: "packs",
          header: m.allotment_given(),
          align: "end",
          cell: (row) => <strong>{whole(row.packs)}</strong>,
        },
        ...(isMore
          ? [
              {
                key: "had",
                header: m.allotment_change_from(),
                align: "end" as const,
                cell: (row: RoundShare) => whole(row.because.had ?? 0),
              },
              {
                key: "has",
                header: m.allotment_change_to(),
                align: "end" as const,
                cell: (row: RoundShare) => whole((row.because.had ?? 0) + row.packs),
              },
            ]
          : []),
        {
          key: "because",
          header: m.allotment_because(),
          cell: (row) => <span className="text-sm text-ink-soft">{sayBecause(row.because)}</span>,
        },
        {
          key: "accepted",
          header: m.allotment_answer(),
          align: "end",
          cell: (row) => (
            <span className="inline-flex flex-wrap items-center justify-end gap-2">
              {row.acceptedPacks === null ? null : whole(row.acceptedPacks)}
              <AllotmentBadge state={row.state} />
              {row.reason === null ? null : <span className="text-sm text-ink-soft">{row.reason}</span>}
            </span>
          ),
        },
      ]}
    />
  );
}
