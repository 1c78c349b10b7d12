import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Money } from "#app/ui/feedback/money.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import type { BookedAccount, LedgerRow } from "../account-book.ts";
import type { AccountName } from "../chart.ts";
import { accountLabel, deedLabel } from "./account-words.tsx";

const closing = ({ opening, debit, credit }: BookedAccount) => opening + debit - credit;

/** A balance with the side it stands on: a bookkeeper reads "kredit", not a minus. */
export function sideOf(balance: bigint): string {
  if (balance === 0n) return rupiah(0n);
  return balance > 0n
    ? `${rupiah(balance)} ${m.ledger_side_debit()}`
    : `${rupiah(-balance)} ${m.ledger_side_credit()}`;
}

/** What one account began with, what came on each side, and what is left. */
export function AccountTiles({ account }: { readonly account: BookedAccount }) {
  return (
    <Section tone="card" {...(account.name === null ? {} : { title: account.name })}>
      <Facts
        columns={2}
        facts={[
          { label: m.ledger_statement_opening(), value: sideOf(account.opening) },
          { label: m.ledger_debit(), value: rupiah(account.debit) },
          { label: m.ledger_credit(), value: rupiah(account.credit) },
          { label: m.ledger_statement_closing(), value: sideOf(closing(account)) },
        ]}
      />
    </Section>
  );
}

/** The lines of an account, the newest first, each with the balance that it left. */
export function AccountLines({ rows }: { readonly rows: readonly LedgerRow[] }) {
  return (
    <Section tone="flush" title={m.ledger_lines()}>
      <DataTable
        caption={m.ledger_lines()}
        rows={rows}
        rowKey={(row) => row.postingId}
        empty={
          <EmptyState icon="book" title={m.ledger_lines_none()}>
            {m.ledger_lines_none_text()}
          </EmptyState>
        }
        columns={[
          {
            key: "deed",
            header: m.ledger_line_deed(),
            cell: (row) => (
              <>
                {deedLabel(row.kind)}
                <span className="block text-sm font-normal text-ink-soft [overflow-wrap:anywhere]">
                  {row.narration}
                </span>
              </>
            ),
          },
          { key: "day", header: m.ledger_line_day(), cell: (row) => date(row.occurredOn) },
          {
            key: "debit",
            header: m.ledger_debit(),
            align: "end",
            cell: (row) => (row.amount > 0n ? <Money amount={row.amount} /> : null),
          },
          {
            key: "credit",
            header: m.ledger_credit(),
            align: "end",
            cell: (row) => (row.amount < 0n ? <Money amount={-row.amount} /> : null),
          },
          {
            key: "balance",
            header: m.ledger_line_balance(),
            align: "end",
            cell: (row) => sideOf(row.balance),
          },
        ]}
      />
    </Section>
  );
}

/** Whom or what an account follows, one row each. */
export function SubjectTable({
  accounts,
  account,
  to,
}: {
  readonly accounts: readonly BookedAccount[];
  readonly account: AccountName;
  readonly to: (accountId: string) => string;
}) {
  return (
    <Section tone="flush" title={accountLabel(account)}>
      <DataTable
        caption={accountLabel(account)}
        rows={accounts}
        rowKey={(row) => row.accountId}
        rowTo={(row) => to(row.accountId)}
        empty={
          <EmptyState icon="book" title={m.ledger_lines_none()}>
            {m.ledger_lines_none_text()}
          </EmptyState>
        }
        columns={[
          { key: "name", header: m.ledger_line_of(), cell: (row) => row.name ?? accountLabel(account) },
          {
            key: "opening",
            header: m.ledger_statement_opening(),
            align: "end",
            cell: (row) => sideOf(row.opening),
          },
          {
            key: "debit",
            header: m.ledger_debit(),
            align: "end",
            cell: (row) => (row.debit === 0n ? null : <Money amount={row.debit} />),
          },
          {
            key: "credit",
            header: m.ledger_credit(),
            align: "end",
            cell: (row) => (row.credit === 0n ? null : <Money amount={row.credit} />),
          },
          {
            key: "closing",
            header: m.ledger_statement_closing(),
            align: "end",
            cell: (row) => sideOf(closing(row)),
          },
        ]}
      />
    </Section>
  );
}
