import { dateShort, packs } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Money } from "#app/ui/feedback/money.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { NameAndCode } from "#app/ui/table/name-and-code.tsx";
import type { CallOffState } from "../contract-lifecycle.ts";
import { CallOffBadge } from "./contract-badge.tsx";

export type CallOffLine = {
  readonly callOff: {
    readonly id: string;
    readonly number: string;
    readonly state: CallOffState;
    readonly deliveryDay: string;
    readonly packs: number;
    readonly priceRupiahPerPack: bigint;
  };
  readonly commodityName: string;
  readonly packUnit: string;
};

export type CallOffTableProps = {
  readonly rows: readonly CallOffLine[];
  readonly to: (row: CallOffLine) => string;
  readonly emptyText: string;
};

/** Call-offs, newest first, each one tap away. */
export function CallOffTable({ rows, to, emptyText }: CallOffTableProps) {
  return (
    <DataTable
      caption={m.contracts_calloffs()}
      rows={rows}
      rowKey={(row) => row.callOff.id}
      rowTo={to}
      empty={
        <EmptyState icon="truck" title={m.contracts_calloffs_empty()}>
          {emptyText}
        </EmptyState>
      }
      columns={[
        {
          key: "goods",
          header: m.contracts_goods(),
          cell: (row) => <NameAndCode name={row.commodityName} code={row.callOff.number} />,
        },
        { key: "day", header: m.contracts_delivery_day(), cell: (row) => dateShort(row.callOff.deliveryDay) },
        {
          key: "packs",
          header: m.contracts_packs(),
          align: "end",
          cell: (row) => packs(row.callOff.packs, row.packUnit),
        },
        {
          key: "price",
          header: m.contracts_price(),
          align: "end",
          deskOnly: true,
          cell: (row) => <Money amount={row.callOff.priceRupiahPerPack} per={row.packUnit} />,
        },
        {
          key: "state",
          header: m.contracts_state(),
          cell: (row) => <CallOffBadge state={row.callOff.state} />,
        },
      ]}
    />
  );
}
