import { percent } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { sayMeasure } from "#app/modules/contracts/ui/measure-words.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";

export type ClaimsTableProps = {
  readonly claims: readonly {
    readonly id: string;
    readonly koperasiName: string;
    readonly brokenBase: bigint;
    readonly allowanceBase: bigint;
    readonly claimedBase: bigint;
    readonly amountRupiah: bigint;
  }[];
  readonly unit: BaseUnit;
  readonly allowance: number;
  readonly deliveredBase: bigint;
};

/** What broke, what the contract lets pass, and what is not paid. */
export function ClaimsTable({ claims, unit, allowance, deliveredBase }: ClaimsTableProps) {
  const sum = (key: "brokenBase" | "allowanceBase" | "claimedBase") =>
    sayMeasure(
      claims.reduce((total, claim) => total + claim[key], 0n),
      unit,
    );
  const broken = claims.reduce((total, claim) => total + claim.brokenBase, 0n);
  return (
    <>
      <p className="px-4 pt-4 text-ink-soft sm:px-6">
        {m.shipments_claims_words({
          broken: percent(deliveredBase === 0n ? 0n : (broken * 10_000n) / deliveredBase),
          allowance: percent(allowance),
        })}
      </p>
      <DataTable
        caption={m.shipments_claims()}
        rows={claims}
        rowKey={(row) => row.id}
        empty={null}
        totalsLabel={m.kit_total()}
        totals={{
          broken: sum("brokenBase"),
          allowance: sum("allowanceBase"),
          claimed: sum("claimedBase"),
          amount: <Money amount={claims.reduce((total, claim) => total + claim.amountRupiah, 0n)} strong />,
        }}
        columns={[
          { key: "koperasi", header: m.contracts_koperasi(), cell: (row) => row.koperasiName },
          {
            key: "broken",
            header: m.shipments_broken(),
            align: "end",
            cell: (row) => sayMeasure(row.brokenBase, unit),
          },
          {
            key: "allowance",
            header: m.shipments_allowed(),
            align: "end",
            cell: (row) => sayMeasure(row.allowanceBase, unit),
          },
          {
            key: "claimed",
            header: m.shipments_claimed(),
            align: "end",
            cell: (row) => sayMeasure(row.claimedBase, unit),
          },
          {
            key: "amount",
            header: m.shipments_claim_amount(),
            align: "end",
            cell: (row) => <Money amount={row.amountRupiah} />,
          },
        ]}
      />
    </>
  );
}
