import { date, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { sayMeasure } from "#app/modules/contracts/ui/measure-words.tsx";
import { monthName } from "#app/modules/contracts/ui/month-gauge.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { NameAndCode } from "#app/ui/table/name-and-code.tsx";
import {
  type LateCallOff,
  type OpenClaim,
  type Owed,
  priceSpreads,
  type RealisedMonth,
  type RegionPrice,
} from "../trade-board.ts";
import { lateName, sideName } from "../trade-board-sheets.ts";

const measured = (base: bigint, isWeighed: boolean) =>
  isWeighed ? sayMeasure(base, "g") : whole(Number(base));

function Nothing({ children }: { readonly children: string }) {
  return <p className="px-4 pb-5 text-ink-soft sm:px-6">{children}</p>;
}

/** Contract, goods and month: agreed, called off, accepted; the latest month first. */
export function RealisedTable({
  rows,
  to,
}: {
  readonly rows: readonly RealisedMonth[];
  readonly to: (contractId: string) => string;
}) {
  return (
    <DataTable
      caption={m.oversight_trade_realised()}
      rows={[...rows].sort((a, b) => (a.month < b.month ? 1 : a.month > b.month ? -1 : 0))}
      rowKey={(row) => `${row.contractId} ${row.goods} ${row.month}`}
      rowTo={(row) => to(row.contractId)}
      empty={<Nothing>{m.oversight_trade_realised_none()}</Nothing>}
      columns={[
        {
          key: "contract",
          header: m.oversight_trade_contract(),
          cell: (row) => <NameAndCode name={row.goods} code={row.contractNumber} />,
        },
        { key: "month", header: m.contracts_month(), cell: (row) => monthName(row.month) },
        {
          key: "agreed",
          header: m.oversight_trade_agreed(),
          align: "end",
          cell: (row) => measured(row.agreedBase, row.isWeighed),
        },
        {
          key: "drawn",
          header: m.oversight_trade_drawn(),
          align: "end",
          cell: (row) => measured(row.drawnBase, row.isWeighed),
        },
        {
          key: "accepted",
          header: m.oversight_trade_accepted(),
          align: "end",
          cell: (row) => measured(row.acceptedBase, row.isWeighed),
        },
      ]}
    />
  );
}

/** Of each commodity, where it is cheapest and where dearest. */
export function SpreadTable({ prices }: { readonly prices: readonly RegionPrice[] }) {
  const place = (price: RegionPrice) => `${rupiah(price.priceRupiah)} · ${price.regionName}`;
  return (
    <DataTable
      caption={m.oversight_trade_prices()}
      rows={priceSpreads(prices)}
      rowKey={(row) => row.lowest.commodityCode}
      empty={<Nothing>{m.oversight_trade_prices_none()}</Nothing>}
      columns={[
        { key: "goods", header: m.contracts_goods(), cell: (row) => row.lowest.goods },
        { key: "lowest", header: m.oversight_trade_lowest(), cell: (row) => place(row.lowest) },
        { key: "highest", header: m.oversight_trade_highest(), cell: (row) => place(row.highest) },
        {
          key: "spread",
          header: m.oversight_trade_spread(),
          align: "end",
          cell: (row) => rupiah(row.spreadRupiah),
        },
      ]}
    />
  );
}

export function LateTable({
  rows,
  to,
}: {
  readonly rows: readonly LateCallOff[];
  readonly to: (callOffId: string) => string;
}) {
  return (
    <DataTable
      caption={m.oversight_trade_late()}
      rows={rows}
      rowKey={(row) => row.callOffId}
      rowTo={(row) => to(row.callOffId)}
      empty={<Nothing>{m.oversight_trade_late_none()}</Nothing>}
      columns={[
        {
          key: "callOff",
          header: m.oversight_trade_call_off(),
          cell: (row) => <NameAndCode name={row.goods} code={row.number} />,
        },
        { key: "buyer", header: m.contracts_buyer(), cell: (row) => row.buyerName },
        { key: "day", header: m.oversight_trade_delivery(), cell: (row) => date(row.deliveryDay) },
        { key: "late", header: m.oversight_trade_late_how(), cell: (row) => lateName(row.late) },
        { key: "days", header: m.oversight_trade_days(), align: "end", cell: (row) => whole(row.days) },
      ]}
    />
  );
}

export function OpenClaimTable({
  rows,
  to,
}: {
  readonly rows: readonly OpenClaim[];
  readonly to: (claim: OpenClaim) => string;
}) {
  return (
    <DataTable
      caption={m.oversight_trade_claims()}
      rows={rows}
      rowKey={(row) => row.disputeId ?? `${row.callOffId} ${row.koperasiName}`}
      rowTo={to}
      empty={<Nothing>{m.oversight_trade_claims_none()}</Nothing>}
      columns={[
        {
          key: "callOff",
          header: m.oversight_trade_call_off(),
          cell: (row) => <NameAndCode name={row.koperasiName} code={row.callOffNumber} />,
        },
        {
          key: "when",
          header: m.oversight_trade_claim_found(),
          cell: (row) =>
            row.disputeId === null ? m.oversight_trade_claim_door() : m.oversight_trade_claim_later(),
        },
        {
          key: "claimed",
          header: m.oversight_trade_claimed(),
          align: "end",
          cell: (row) => measured(row.claimedBase, row.isWeighed),
        },
        {
          key: "amount",
          header: m.oversight_trade_amount(),
          align: "end",
          cell: (row) => rupiah(row.amountRupiah),
        },
      ]}
    />
  );
}

export function OwedTable({ rows }: { readonly rows: readonly Owed[] }) {
  return (
    <DataTable
      caption={m.oversight_trade_owed()}
      rows={rows}
      rowKey={(row) => `${row.side} ${row.name}`}
      empty={<Nothing>{m.oversight_trade_owed_none()}</Nothing>}
      columns={[
        {
          key: "name",
          header: m.oversight_trade_name(),
          cell: (row) => (row.name === "" ? sideName(row.side) : row.name),
        },
        { key: "side", header: m.oversight_trade_side(), cell: (row) => sideName(row.side) },
        {
          key: "amount",
          header: m.oversight_trade_amount(),
          align: "end",
          cell: (row) => rupiah(row.amountRupiah),
        },
        {
          key: "since",
          header: m.oversight_trade_since(),
          cell: (row) => (row.since ? date(row.since) : null),
        },
      ]}
    />
  );
}
