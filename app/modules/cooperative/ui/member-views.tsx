import type { ReactNode } from "react";
import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { memberNumber, type Paid, type SavingsKind } from "../member.ts";
import type { MemberView, SavingsTotals, SavingsView } from "../member-reads.server.ts";

const kinds: Readonly<Record<SavingsKind, () => string>> = {
  principal: m.cooperative_savings_principal,
  mandatory: m.cooperative_savings_mandatory,
};

export function savingsKindLabel(kind: SavingsKind): string {
  return kinds[kind]();
}

/** How many members, and what they hold in the koperasi. */
export function MemberTiles({ totals }: { readonly totals: SavingsTotals }) {
  return (
    <div className="grid gap-3 sm:grid-cols-4">
      <Stat
        label={m.cooperative_members_active()}
        value={totals.active.toString()}
        note={m.cooperative_members_new_note({ count: totals.joinedSince.toString() })}
        icon="people"
      />
      <Stat label={m.cooperative_savings_principal()} value={rupiah(totals.principalRupiah)} />
      <Stat label={m.cooperative_savings_mandatory()} value={rupiah(totals.mandatoryRupiah)} />
      <Stat
        label={m.cooperative_savings_owed()}
        value={rupiah(totals.owedRupiah)}
        tone={totals.owedRupiah > 0n ? "rice" : "neutral"}
      />
    </div>
  );
}

type ListedMember = Pick<
  MemberView,
  "id" | "serial" | "fullName" | "joinedOn" | "leftOn" | "principalRupiah" | "mandatoryRupiah"
> & { readonly due: Paid | null };

/** Members by number: since when, what they saved, and what is still due. */
export function MemberTable({
  rows,
  toOne,
  empty,
}: {
  readonly rows: readonly ListedMember[];
  readonly toOne: (id: string) => string;
  readonly empty: ReactNode;
}) {
  return (
    <DataTable
      caption={m.cooperative_members_list()}
      rows={rows}
      rowKey={(row) => row.id}
      rowTo={(row) => toOne(row.id)}
      empty={empty}
      columns={[
        { key: "name", header: m.cooperative_member(), cell: (row) => row.fullName },
        { key: "number", header: m.cooperative_member_number(), cell: (row) => memberNumber(row.serial) },
        {
          key: "joined",
          header: m.cooperative_member_joined(),
          deskOnly: true,
          cell: (row) => date(row.joinedOn),
        },
        {
          key: "saved",
          header: m.cooperative_savings_total(),
          align: "end",
          cell: (row) => rupiah(row.principalRupiah + row.mandatoryRupiah),
        },
        { key: "due", header: m.cooperative_savings_due(), align: "end", cell: dueCell },
      ]}
    />
  );
}

function dueCell({ leftOn, due }: ListedMember): ReactNode {
  if (leftOn !== null) return <Badge tone="neutral">{m.cooperative_member_state_left()}</Badge>;
  if (due === null) return null;
  const sum = due.principalRupiah + due.mandatoryRupiah;
  return sum === 0n ? (
    <Badge tone="leaf">{m.cooperative_savings_due_none()}</Badge>
  ) : (
    <span className="font-semibold text-rice-800">{rupiah(sum)}</span>
  );
}

/** What members brought, the latest first; a second person takes back what is wrong. */
export function SavingsTable({
  rows,
  showsMember,
  correction,
  empty,
}: {
  readonly rows: readonly (Omit<SavingsView, "fullName" | "serial"> & Partial<SavingsView>)[];
  readonly showsMember: boolean;
  /** The form that takes one back; null where this person may not. */
  readonly correction: (row: { readonly id: string; readonly recordedBy: string }) => ReactNode;
  readonly empty: ReactNode;
}) {
  return (
    <DataTable
      caption={m.cooperative_savings_recent()}
      rows={rows}
      rowKey={(row) => row.id}
      empty={empty}
      columns={[
        {
          key: "who",
          header: showsMember ? m.cooperative_member() : m.cooperative_savings_kind(),
          cell: (row) => (showsMember ? row.fullName : savingsKindLabel(row.kind)),
        },
        ...(showsMember
          ? [
              {
                key: "kind",
                header: m.cooperative_savings_kind(),
                cell: (row: { readonly kind: SavingsKind }) => savingsKindLabel(row.kind),
              },
            ]
          : []),
        { key: "day", header: m.cooperative_savings_day(), cell: (row) => date(row.onDay) },
        {
          key: "amount",
          header: m.cooperative_savings_amount(),
          align: "end",
          cell: (row) => rupiah(row.amountRupiah),
        },
        {
          key: "state",
          header: m.cooperative_savings_state(),
          speaks: true,
          cell: (row) =>
            row.correctedAt === null
              ? correction(row)
              : m.cooperative_savings_corrected({ reason: row.reason ?? "" }),
        },
      ]}
    />
  );
}
