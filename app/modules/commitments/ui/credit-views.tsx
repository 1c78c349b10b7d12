import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { OrganisationKind } from "#app/kernel/call.ts";
import { kindName } from "#app/modules/identity/ui/names.tsx";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { type CreditStanding, creditLeft } from "../credit.ts";

type Row = CreditStanding & { readonly buyerId: string; readonly name: string; readonly isOwn: boolean };

/** Who uses how much of their limit; without one, only what they owe. */
export function CreditTable({
  rows,
  to,
}: {
  readonly rows: readonly Row[];
  readonly to: ((buyerId: string) => string) | null;
}) {
  return (
    <DataTable
      caption={m.commitments_credit_buyers()}
      rows={rows}
      rowKey={(row) => row.buyerId}
      {...(to ? { rowTo: (row: Row) => to(row.buyerId) } : {})}
      columns={[
        { key: "name", header: m.commitments_detail_buyer(), cell: (row) => row.name },
        {
          key: "owed",
          header: m.commitments_credit_owed(),
          align: "end",
          cell: (row) => <Money amount={row.owedRupiah} />,
        },
        {
          key: "promised",
          header: m.commitments_credit_promised(),
          align: "end",
          cell: (row) => <Money amount={row.promisedRupiah} />,
        },
        {
          key: "limit",
          header: m.commitments_credit_limit(),
          align: "end",
          cell: (row) => (row.limitRupiah === null ? null : <Money amount={row.limitRupiah} />),
        },
        {
          key: "left",
          header: m.commitments_credit_left(),
          align: "end",
          cell: (row) => (row.limitRupiah === null ? null : <Left {...row} />),
        },
      ]}
      empty={
        <EmptyState icon="invoice" title={m.commitments_credit_empty()}>
          {m.commitments_credit_empty_text()}
        </EmptyState>
      }
    />
  );
}

function Left(standing: CreditStanding) {
  const left = creditLeft(standing);
  if (left === null) return null;
  if (left > 0n) return <Money amount={left} strong />;
  return (
    <Badge tone="brick" icon="alert">
      {left === 0n ? m.commitments_credit_full() : m.commitments_credit_over({ amount: rupiah(-left) })}
    </Badge>
  );
}

/** What everybody of a kind may owe, where it is set. */
export function KindLimits({
  limits,
}: {
  readonly limits: readonly { readonly kind: OrganisationKind; readonly limitRupiah: bigint | null }[];
}) {
  const set = limits.filter((limit) => limit.limitRupiah !== null);
  if (set.length === 0) return <p className="text-ink-soft">{m.commitments_credit_none()}</p>;
  return (
    <Facts
      facts={set.map(({ kind, limitRupiah }) => ({
        label: kindName(kind),
        value: <Money amount={limitRupiah ?? 0n} strong />,
      }))}
    />
  );
}

/** On a promise: what its buyer may still owe, before one says yes. */
export function CreditLine({ standing }: { readonly standing: CreditStanding }) {
  const left = creditLeft(standing);
  if (left === null) return null;
  const tone = left > 0n ? "leaf" : "brick";
  return (
    <p className="mt-3">
      <Badge tone={tone} icon="shield">
        {m.commitments_credit_line({
          left: rupiah(left < 0n ? 0n : left),
          limit: rupiah(standing.limitRupiah ?? 0n),
        })}
      </Badge>
    </p>
  );
}
