import { whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { type Column, DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

export type CapacityRow = {
  readonly koperasiId: string;
  readonly koperasiName: string;
  readonly packsMax: number;
  readonly weight: number;
  readonly floorPacks: number;
  readonly offeredPacks: number;
  readonly acceptedPacks: number;
  readonly waitingPacks: number;
};

export type CapacityTableProps = {
  readonly rows: readonly CapacityRow[];
  /** Address where a row's figures are changed; left out for who may not. */
  readonly changeTo?: ((row: CapacityRow) => string) | undefined;
  readonly ownId?: string | undefined;
};

/** A call-off at a glance: what each koperasi can bring, by which key, what it was offered and what it took. */
export function CapacityTable({ rows, changeTo, ownId }: CapacityTableProps) {
  const figure = (key: keyof CapacityRow, header: string): Column<CapacityRow> => ({
    key,
    header,
    align: "end",
    cell: (row) => (row[key] === 0 ? "–" : whole(Number(row[key]))),
  });
  const sum = (key: "packsMax" | "offeredPacks" | "acceptedPacks" | "waitingPacks") =>
    whole(rows.reduce((total, row) => total + row[key], 0));
  const change: Column<CapacityRow>[] = changeTo
    ? [
        {
          key: "change",
          header: m.contracts_capacity_edit(),
          align: "end",
          speaks: true,
          cell: (row) => (
            <ButtonLink to={changeTo(row)} variant="quiet" size="small" icon="edit">
              {m.contracts_capacity_edit()}
            </ButtonLink>
          ),
        },
      ]
    : [];
  return (
    <DataTable
      caption={m.contracts_capacities()}
      rows={rows}
      rowKey={(row) => row.koperasiId}
      rowMark={(row) =>
        row.koperasiId === ownId ? { tone: "leaf", label: m.allotment_your_koperasi() } : null
      }
      empty={
        <EmptyState icon="people" title={m.contracts_capacities_empty()}>
          {m.contracts_capacities_empty_text()}
        </EmptyState>
      }
      totalsLabel={m.kit_total()}
      {...(rows.length > 0
        ? {
            totals: {
              packsMax: sum("packsMax"),
              offeredPacks: sum("offeredPacks"),
              acceptedPacks: sum("acceptedPacks"),
              waitingPacks: sum("waitingPacks"),
            },
          }
        : {})}
      columns={[
        { key: "koperasi", header: m.contracts_koperasi(), cell: (row) => row.koperasiName },
        figure("packsMax", m.contracts_packs_max()),
        figure("weight", m.contracts_weight()),
        ...(rows.some((row) => row.floorPacks > 0) ? [figure("floorPacks", m.contracts_floor())] : []),
        figure("offeredPacks", m.contracts_offered()),
        figure("acceptedPacks", m.contracts_accepted()),
        figure("waitingPacks", m.contracts_waiting()),
        ...change,
      ]}
    />
  );
}
