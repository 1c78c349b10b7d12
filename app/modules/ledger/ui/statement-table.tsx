import { Link } from "@remix-run/react";
import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { sumOf } from "#app/kernel/money.ts";
import { type AccountName, planOf } from "../chart.ts";
import type { Compared, StatementPart } from "../statement.ts";
import { accountLabel } from "./account-words.tsx";

export type StatementRow = Compared & {
  readonly label: string;
  readonly to?: string | undefined;
  /** `total` closes a part, `final` the whole statement. */
  readonly weight?: "total" | "final" | undefined;
};

/** The rows of one part, what belongs to it besides, and its total. */
export function rowsOf(
  part: StatementPart,
  total: string,
  to: (account: AccountName) => string,
  besides: readonly StatementRow[] = [],
): StatementRow[] {
  const extra = besides.filter(({ amount, before }) => amount !== 0n || before !== 0n);
  return [
    ...part.lines.map(({ account, amount, before }) => ({
      label: accountLabel(account),
      amount,
      before,
      to: to(account),
    })),
    ...extra,
    {
      label: total,
      amount: part.total.amount + sumOf(extra.map((row) => row.amount)),
      before: part.total.before + sumOf(extra.map((row) => row.before)),
      weight: "total" as const,
    },
  ];
}

/** Where an account's lines of a period stand. */
export function accountPath(slug: string, period: string, account: AccountName): string {
  return `/${slug}/buku-besar?akun=${planOf(account).code}&periode=${period}`;
}

const WEIGHTS = {
  line: "",
  total: "bg-sunken/50 font-bold",
  final: "border-t-2 border-line-strong bg-leaf-50 font-extrabold",
};

/**
 * A statement: what, how much, and how much in the period before. On a phone the earlier figure stands small below the other,
 * and both below the name where a short line of it does not fit beside them, so that nothing slides sideways or is cut.
 */
export function StatementTable({
  caption,
  now,
  before,
  rows,
}: {
  readonly caption: string;
  readonly now: string;
  readonly before: string;
  readonly rows: readonly StatementRow[];
}) {
  return (
    <table className="w-full border-collapse text-left max-sm:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-sm:block">
        <tr className="border-b border-line-strong text-sm text-ink-faint max-sm:flex max-sm:justify-between">
          <th scope="col" className="px-4 py-2 font-semibold sm:px-6">
            {m.ledger_account()}
          </th>
          <th scope="col" className="px-4 py-2 text-right font-semibold sm:w-48 sm:px-3">
            {now}
          </th>
          <th scope="col" className="px-3 py-2 text-right font-semibold max-sm:hidden sm:w-48 sm:pr-6">
            {before}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line max-sm:block">
        {rows.map((row) => (
          <tr
            key={row.label}
            className={`max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:justify-end ${WEIGHTS[row.weight ?? "line"]}`}
          >
            <th
              scope="row"
              className={`py-1 pl-4 max-sm:min-w-0 max-sm:flex-1 max-sm:basis-32 max-sm:pr-3 sm:px-6 ${row.weight ? "" : "font-medium"}`}
            >
              {row.to === undefined ? (
                <span className="flex min-h-11 items-center">{row.label}</span>
              ) : (
                <Link
                  to={row.to}
                  prefetch="intent"
                  className="flex min-h-11 items-center underline decoration-line-strong underline-offset-4 hover:text-leaf-700"
                >
                  {row.label}
                </Link>
              )}
            </th>
            <td className="tabular py-2 pr-4 text-right whitespace-nowrap sm:px-3">
              {rupiah(row.amount)}
              <span className="block text-sm font-normal text-ink-faint sm:hidden">
                {before}: {rupiah(row.before)}
              </span>
            </td>
            <td className="tabular px-3 py-2 text-right whitespace-nowrap text-ink-soft max-sm:hidden sm:pr-6">
              {rupiah(row.before)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
