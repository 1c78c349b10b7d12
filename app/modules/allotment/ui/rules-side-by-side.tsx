import { decimalOf, packs, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { Promises, RuleTried } from "../compare.ts";
import { ruleShort } from "./allotment-badge.tsx";
import { LeftOut, type LeftOutProps } from "./left-out.tsx";

export type RulesSideBySideProps = {
  readonly rules: readonly RuleTried[];
  readonly rows: readonly {
    readonly koperasiId: string;
    readonly koperasiName: string;
    readonly weight: number;
    readonly cap: number;
  }[];
  readonly excluded: LeftOutProps["rows"];
  readonly packUnit: string;
};

/** What every rule would give, before one is chosen: shares, how even they are, what they cost, and what each rule promises. */
export function RulesSideBySide({ rules, rows, excluded, packUnit }: RulesSideBySideProps) {
  return (
    <div className="grid gap-6">
      <DataTable
        caption={m.allotment_try_title()}
        rows={rows}
        rowKey={(row) => row.koperasiId}
        empty={<p className="px-4 pt-4 sm:px-6">{m.allotment_try_nobody()}</p>}
        columns={[
          { key: "koperasi", header: m.contracts_koperasi(), cell: (row) => row.koperasiName },
          { key: "weight", header: m.contracts_weight(), align: "end", cell: (row) => whole(row.weight) },
          { key: "cap", header: m.allotment_cap(), align: "end", cell: (row) => whole(row.cap) },
          ...rules.map((tried) => ({
            key: tried.rule,
            header: ruleShort(tried.rule),
            align: "end" as const,
            cell: (row: RulesSideBySideProps["rows"][number]) => whole(tried.packs[row.koperasiId] ?? 0),
          })),
        ]}
        totalsLabel={m.allotment_shared_out()}
        totals={Object.fromEntries(
          rules.map((tried) => [
            tried.rule,
            packs(
              rows.reduce((sum, row) => sum + (tried.packs[row.koperasiId] ?? 0), 0),
              packUnit,
            ),
          ]),
        )}
      />
      {rules.length > 0 ? <Measures rules={rules} /> : null}
      <LeftOut rows={excluded} />
    </div>
  );
}

function Measures({ rules }: { readonly rules: readonly RuleTried[] }) {
  const measures: { key: string; label: string; cell: (tried: RuleTried) => string }[] = [
    {
      key: "gini",
      label: m.allotment_try_gini(),
      cell: (tried) => decimalOf(BigInt(tried.gini) / 100n, 100n),
    },
    { key: "smallest", label: m.allotment_try_smallest(), cell: (tried) => `${whole(tried.smallest)}%` },
    { key: "unplaced", label: m.allotment_unplaced(), cell: (tried) => whole(tried.unplaced) },
    ...(rules.some((tried) => tried.costRupiah !== null)
      ? [
          {
            key: "cost",
            label: m.allotment_try_cost(),
            cell: (tried: RuleTried) => (tried.costRupiah === null ? "–" : rupiah(tried.costRupiah)),
          },
        ]
      : []),
    { key: "quota", label: m.allotment_promise_quota(), cell: (tried) => sayPromise(tried.promises.quota) },
    { key: "more", label: m.allotment_promise_more(), cell: (tried) => sayPromise(tried.promises.more) },
    { key: "fewer", label: m.allotment_promise_fewer(), cell: (tried) => sayPromise(tried.promises.fewer) },
  ];
  return (
    <DataTable
      caption={m.allotment_try_measure()}
      rows={measures}
      rowKey={(row) => row.key}
      empty={null}
      columns={[
        { key: "measure", header: m.allotment_try_measure(), cell: (row) => row.label },
        ...rules.map((tried) => ({
          key: tried.rule,
          header: ruleShort(tried.rule),
          align: "end" as const,
          cell: (row: (typeof measures)[number]) => row.cell(tried),
        })),
      ]}
    />
  );
}

function sayPromise(promise: Promises[keyof Promises]): string {
  switch (promise) {
    case "kept":
      return m.allotment_promise_kept();
    case "nearly":
      return m.allotment_promise_nearly();
    case "open":
      return m.allotment_promise_open();
  }
}
