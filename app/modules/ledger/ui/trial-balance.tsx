import { m } from "#app/i18n/paraglide/messages.js";
import { Money } from "#app/ui/feedback/money.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import type { TrialBalanceRow } from "../ledger-reads.server.ts";
import { accountLabel } from "./account-words.tsx";

/** Every account with its balance, debit and credit apart; the two columns come out equal. */
export function TrialBalance({ rows }: { readonly rows: readonly TrialBalanceRow[] }) {
  const debit = rows.reduce((sum, row) => (row.balance > 0n ? sum + row.balance : sum), 0n);
  const credit = rows.reduce((sum, row) => (row.balance < 0n ? sum - row.balance : sum), 0n);
  return (
    <DataTable
      caption={m.ledger_trial_balance()}
      rows={rows.filter((row) => row.balance !== 0n)}
      rowKey={(row) => row.code}
      columns={[
        {
          key: "account",
          header: m.ledger_account(),
          cell: (row) => `${row.code} ${accountLabel(row.account)}`,
        },
        {
          key: "debit",
          header: m.ledger_debit(),
          align: "end",
          cell: (row) => (row.balance > 0n ? <Money amount={row.balance} /> : null),
        },
        {
          key: "credit",
          header: m.ledger_credit(),
          align: "end",
          cell: (row) => (row.balance < 0n ? <Money amount={-row.balance} /> : null),
        },
      ]}
      totalsLabel={m.ledger_total()}
      totals={{ debit: <Money amount={debit} strong />, credit: <Money amount={credit} strong /> }}
      empty={
        <EmptyState icon="book" title={m.ledger_empty_title()}>
          {m.ledger_empty_text()}
        </EmptyState>
      }
    />
  );
}
