import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { OrganisationKind } from "#app/kernel/call.ts";
import { sumOf } from "#app/kernel/money.ts";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { type AccountSums, closingOf, type Statements } from "../statement.ts";
import { accountLabel } from "./account-words.tsx";
import { accountPath, rowsOf, type StatementRow, StatementTable } from "./statement-table.tsx";
import { periodName, statementWords } from "./statement-words.tsx";

type Shown = {
  readonly statements: Statements;
  readonly kind: OrganisationKind;
  readonly slug: string;
};

const final = (label: string, of: { readonly amount: bigint; readonly before: bigint }): StatementRow => ({
  label,
  ...of,
  weight: "final",
});

/** The three figures that a meeting asks for first. */
export function StatementTiles({ statements, kind }: Omit<Shown, "slug">) {
  const { income, cash, balance, previous } = statements;
  const words = statementWords(kind);
  const before = periodName(previous.key);
  const note = (amount: bigint) => `${before}: ${rupiah(amount)}`;
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Stat
        label={words.result}
        value={rupiah(income.result.amount)}
        note={note(income.result.before)}
        tone={income.result.amount < 0n && kind !== "kitchen" ? "brick" : "neutral"}
      />
      <Stat
        label={m.ledger_statement_cash_end()}
        value={rupiah(cash.closing.amount)}
        note={note(cash.closing.before)}
      />
      <Stat
        label={m.ledger_statement_assets_total()}
        value={rupiah(balance.assets.total.amount)}
        note={note(balance.assets.total.before)}
      />
    </div>
  );
}

/** Income statement, balance sheet and cash flow, one below the other; every line opens its account. */
export function StatementSections({ statements, kind, slug }: Shown) {
  const { period, previous, income, balance, cash } = statements;
  const words = statementWords(kind);
  const heads = { now: periodName(period.key), before: periodName(previous.key) };
  const to = (account: Parameters<typeof accountPath>[2]) => accountPath(slug, period.key, account);
  const part = (rows: Parameters<typeof rowsOf>[0], total: string): StatementRow[] => rowsOf(rows, total, to);
  return (
    <>
      <Section tone="flush" title={words.income}>
        <StatementTable
          caption={words.income}
          {...heads}
          rows={[
            ...part(income.income, m.ledger_statement_income_total()),
            ...part(income.expense, m.ledger_statement_expense_total()),
            final(words.result, income.result),
          ]}
        />
      </Section>
      <Section tone="flush" title={m.ledger_statement_balance()}>
        <StatementTable
          caption={m.ledger_statement_balance()}
          {...heads}
          rows={[
            ...part(balance.assets, m.ledger_statement_assets_total()),
            ...part(balance.liabilities, m.ledger_statement_liabilities_total()),
            ...rowsOf(balance.equity, m.ledger_statement_equity_total(), to, [
              { label: words.earlier, ...balance.earlierResult },
              { label: words.thisYear, ...balance.yearResult },
            ]),
            final(m.ledger_statement_funded(), balance.funded),
          ]}
        />
      </Section>
      <Section tone="flush" title={m.ledger_statement_cash()}>
        <StatementTable
          caption={m.ledger_statement_cash()}
          {...heads}
          rows={[
            { label: m.ledger_statement_opening(), ...cash.opening },
            ...cashRows(cash.came, m.ledger_statement_came_total(), m.ledger_statement_from),
            ...cashRows(cash.went, m.ledger_statement_went_total(), m.ledger_statement_for),
            final(m.ledger_statement_closing(), cash.closing),
          ]}
        />
      </Section>
    </>
  );
}

/** "Dari: Piutang", "Untuk: Utang dagang": the same account may stand on both sides of the cash. */
function cashRows(
  part: Parameters<typeof rowsOf>[0],
  total: string,
  say: (inputs: { account: string }) => string,
): StatementRow[] {
  return [
    ...part.lines.map(({ account, amount, before }) => ({
      label: say({ account: accountLabel(account) }),
      amount,
      before,
    })),
    { label: total, ...part.total, weight: "total" as const },
  ];
}

/** Every account with what it began with, what was moved on it and what is left; debit positive, and the ends come to nothing. */
export function TrialSection({
  trial,
  slug,
  periodKey,
}: {
  readonly trial: readonly AccountSums[];
  readonly slug: string;
  readonly periodKey: string;
}) {
  return (
    <Section
      tone="flush"
      title={m.ledger_trial_balance()}
      fold="closed"
      lead={m.ledger_statement_trial_lead()}
    >
      <DataTable
        caption={m.ledger_trial_balance()}
        rows={trial}
        rowKey={(row) => row.account}
        rowTo={(row) => accountPath(slug, periodKey, row.account)}
        empty={
          <EmptyState icon="book" title={m.ledger_empty_title()}>
            {m.ledger_empty_text()}
          </EmptyState>
        }
        columns={[
          { key: "account", header: m.ledger_account(), cell: (row) => accountLabel(row.account) },
          {
            key: "opening",
            header: m.ledger_statement_opening(),
            align: "end",
            cell: (row) => (row.opening === 0n ? null : rupiah(row.opening)),
          },
          {
            key: "debit",
            header: m.ledger_debit(),
            align: "end",
            cell: (row) => (row.debit === 0n ? null : rupiah(row.debit)),
          },
          {
            key: "credit",
            header: m.ledger_credit(),
            align: "end",
            cell: (row) => (row.credit === 0n ? null : rupiah(row.credit)),
          },
          {
            key: "closing",
            header: m.ledger_statement_closing(),
            align: "end",
            cell: (row) => rupiah(closingOf(row)),
          },
        ]}
        totalsLabel={m.ledger_total()}
        totals={{
          opening: rupiah(sumOf(trial.map((row) => row.opening))),
          debit: rupiah(sumOf(trial.map((row) => row.debit))),
          credit: rupiah(sumOf(trial.map((row) => row.credit))),
          closing: rupiah(sumOf(trial.map(closingOf))),
        }}
      />
    </Section>
  );
}
