import { dateShort, decimalOf, packs, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { type Column, DataTable } from "#app/ui/table/data-table.tsx";
import type { AllotmentState } from "../allotment-lifecycle.ts";
import { sayBecause } from "../because-words.ts";
import type { AllotmentBecause } from "../round.ts";
import { AllotmentBadge } from "./allotment-badge.tsx";

export type RoundShare = {
  readonly id: string;
  readonly koperasiId: string;
  readonly koperasiName: string;
  readonly callOffId: string;
  readonly packs: number;
  readonly acceptedPacks: number | null;
  readonly state: AllotmentState;
  readonly reason: string | null;
  readonly because: AllotmentBecause;
};

export type RoundTableProps = {
  readonly shares: readonly RoundShare[];
  /** The days that were shared out together; with one there are no columns for days. */
  readonly waves: readonly { readonly id: string; readonly deliveryDay: string }[];
  /** Whose row to mark: the koperasi that looks. */
  readonly ownId?: string | undefined;
  readonly packUnit: string;
};

/** The arithmetic of a round, the same for everyone in it: weight, exact share, cap, what was given on which day, and why. */
export function RoundTable(props: RoundTableProps) {
  return props.waves.length > 1 ? <ScheduleTable {...props} /> : <OneDayTable {...props} />;
}

/** A row for each koperasi: the first of its shares stands for what is the same in all of them. */
function ScheduleTable({ shares, waves, ownId, packUnit }: RoundTableProps) {
  const total = (row: RoundShare) => row.because.packs;
  const rows = [...new Map(shares.map((share) => [share.koperasiId, share])).values()].sort(
    (a, b) => total(b) - total(a) || (a.koperasiId < b.koperasiId ? -1 : 1),
  );
  const cellOf = (koperasiId: string, waveId: string) =>
    shares.find((share) => share.koperasiId === koperasiId && share.callOffId === waveId);
  const sumOf = (waveId: string) =>
    shares.reduce((sum, share) => sum + (share.callOffId === waveId ? share.packs : 0), 0);
  const days: Column<RoundShare>[] = waves.map((wave) => ({
    key: wave.id,
    header: dateShort(wave.deliveryDay),
    align: "end",
    cell: (row) => <DayCell share={cellOf(row.koperasiId, wave.id)} />,
  }));
  return (
    <DataTable
      caption={m.allotment_table()}
      phone="scroll"
      rows={rows}
      rowKey={(row) => row.koperasiId}
      rowMark={(row) =>
        row.koperasiId === ownId ? { tone: "leaf", label: m.allotment_your_koperasi() } : null
      }
      empty={null}
      totalsLabel={m.kit_total()}
      totals={{
        weight: whole(rows.reduce((sum, row) => sum + row.because.weight, 0)),
        packs: packs(
          shares.reduce((sum, share) => sum + share.packs, 0),
          packUnit,
        ),
        ...Object.fromEntries(waves.map((wave) => [wave.id, whole(sumOf(wave.id))])),
      }}
      columns={[
        ...arithmetic(),
        ...days,
        {
          key: "packs",
          header: m.allotment_given(),
          align: "end",
          cell: (row) => <strong>{whole(total(row))}</strong>,
        },
        becauseColumn(),
      ]}
    />
  );
}

/** What a koperasi was given on a day, and how it answered. */
function DayCell({ share }: { readonly share: RoundShare | undefined }) {
  if (!share) return <>–</>;
  const isLess = share.acceptedPacks !== null && share.acceptedPacks !== share.packs;
  return (
    <span className="inline-flex flex-col items-end gap-1">
      <strong>{whole(share.packs)}</strong>
      {share.state === "proposed" ? null : <AllotmentBadge state={share.state} />}
      {isLess ? <span className="text-sm">{whole(share.acceptedPacks ?? 0)}</span> : null}
    </span>
  );
}

function arithmetic(): Column<RoundShare>[] {
  return [
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
  ];
}

function becauseColumn(): Column<RoundShare> {
  return {
    key: "because",
    header: m.allotment_because(),
    cell: (row) => <span className="text-sm text-ink-soft">{sayBecause(row.because)}</span>,
  };
}

function OneDayTable({ shares, ownId, packUnit }: RoundTableProps) {
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
        ...arithmetic(),
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
        becauseColumn(),
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
