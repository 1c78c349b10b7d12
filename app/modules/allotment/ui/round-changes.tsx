import { dateShort, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { DataTable } from "#app/ui/table/data-table.tsx";

export type RoundChange = {
  readonly koperasiId: string;
  readonly koperasiName: string;
  readonly deliveryDay: string | null;
  readonly before: number;
  readonly after: number;
};

/** What a table that replaces what somebody does not bring changes: most koperasi keep what they have. */
export function RoundChanges({ changes }: { readonly changes: readonly RoundChange[] }) {
  const moved = changes.filter((one) => one.before !== one.after);
  const kept = new Set(changes.map((one) => one.koperasiId));
  for (const one of moved) kept.delete(one.koperasiId);
  return (
    <>
      <DataTable
        caption={m.allotment_changes_title()}
        rows={moved}
        rowKey={(row) => `${row.koperasiId} ${row.deliveryDay}`}
        empty={<p className="px-4 pb-4 text-ink-soft sm:px-6">{m.allotment_changes_none()}</p>}
        columns={[
          { key: "koperasi", header: m.contracts_koperasi(), cell: (row) => row.koperasiName },
          ...(moved.some((row) => row.deliveryDay !== null)
            ? [
                {
                  key: "day",
                  header: m.contracts_delivery_day(),
                  cell: (row: RoundChange) => (row.deliveryDay === null ? null : dateShort(row.deliveryDay)),
                },
              ]
            : []),
          {
            key: "before",
            header: m.allotment_change_from(),
            align: "end",
            cell: (row) => whole(row.before),
          },
          { key: "after", header: m.allotment_change_to(), align: "end", cell: (row) => whole(row.after) },
          {
            key: "difference",
            header: m.allotment_change_difference(),
            align: "end",
            cell: (row) => (
              <strong className={row.after < row.before ? "text-brick-700" : "text-leaf-700"}>
                {row.after > row.before ? "+" : "−"}
                {whole(Math.abs(row.after - row.before))}
              </strong>
            ),
          },
        ]}
      />
      <p className="px-4 py-3 text-sm text-ink-soft sm:px-6">
        {m.allotment_changes_kept({ count: whole(kept.size) })}
      </p>
    </>
  );
}
