import { m } from "#app/i18n/paraglide/messages.js";
import type { OrganisationKind } from "#app/kernel/call.ts";
import { sumOf } from "#app/kernel/money.ts";
import type { AccountPage, BookedAccount } from "../ledger/account-book.ts";
import { planOf } from "../ledger/chart.ts";
import {
  type AccountSums,
  type Compared,
  closingOf,
  type StatementPart,
  type Statements,
} from "../ledger/statement.ts";
import { accountLabel, deedLabel } from "../ledger/ui/account-words.tsx";
import { periodName, statementWords } from "../ledger/ui/statement-words.tsx";
import type { Sheet, SheetCell } from "../oversight/sheet.ts";

/** The statements as sheets of typed cells: a text is a text, whatever it begins with, and amounts can be added up. */
const text = (value: string): SheetCell => ({ kind: "text", value });
const rupiah = (value: bigint): SheetCell => ({ kind: "rupiah", value });
const EMPTY: SheetCell = { kind: "empty" };

const totalRow = (label: string, { amount, before }: Compared): SheetCell[] => [
  EMPTY,
  text(label),
  rupiah(amount),
  rupiah(before),
];

function partRows(
  title: string,
  { lines, total }: StatementPart,
  besides: readonly (readonly [string, Compared])[] = [],
): SheetCell[][] {
  const whole = besides.reduce(
    (sum, [, { amount, before }]) => ({ amount: sum.amount + amount, before: sum.before + before }),
    total,
  );
  return [
    ...lines.map(({ account, amount, before }) => [
      text(planOf(account).code),
      text(accountLabel(account)),
      rupiah(amount),
      rupiah(before),
    ]),
    ...besides.map(([label, of]) => totalRow(label, of)),
    totalRow(title, whole),
  ];
}

/** Income statement, balance sheet, cash flow and trial balance, in the language of whoever asks. */
export function statementSheets(statements: Statements, kind: OrganisationKind): Sheet[] {
  const { period, previous, income, balance, cash, trial } = statements;
  const words = statementWords(kind);
  const head = [
    m.ledger_statement_code(),
    m.ledger_account(),
    periodName(period.key),
    periodName(previous.key),
  ];
  return [
    {
      name: words.income,
      head,
      rows: [
        ...partRows(m.ledger_statement_income_total(), income.income),
        ...partRows(m.ledger_statement_expense_total(), income.expense),
        totalRow(words.result, income.result),
      ],
    },
    {
      name: m.ledger_statement_balance(),
      head,
      rows: [
        ...partRows(m.ledger_statement_assets_total(), balance.assets),
        ...partRows(m.ledger_statement_liabilities_total(), balance.liabilities),
        ...partRows(m.ledger_statement_equity_total(), balance.equity, [
          [words.earlier, balance.earlierResult],
          [words.thisYear, balance.yearResult],
        ]),
        totalRow(m.ledger_statement_funded(), balance.funded),
      ],
    },
    {
      name: m.ledger_statement_cash(),
      head,
      rows: [
        totalRow(m.ledger_statement_opening(), cash.opening),
        ...partRows(m.ledger_statement_came_total(), cash.came),
        ...partRows(m.ledger_statement_went_total(), cash.went),
        totalRow(m.ledger_statement_closing(), cash.closing),
      ],
    },
    trialSheet(trial),
  ];
}

function trialSheet(trial: readonly AccountSums[]): Sheet {
  return {
    name: m.ledger_trial_balance(),
    head: [
      m.ledger_statement_code(),
      m.ledger_account(),
      m.ledger_statement_opening(),
      m.ledger_debit(),
      m.ledger_credit(),
      m.ledger_statement_closing(),
    ],
    rows: [
      ...trial.map((row) => [
        text(planOf(row.account).code),
        text(accountLabel(row.account)),
        ...[row.opening, row.debit, row.credit, closingOf(row)].map(rupiah),
      ]),
      [
        EMPTY,
        text(m.ledger_total()),
        ...[
          trial.map((row) => row.opening),
          trial.map((row) => row.debit),
          trial.map((row) => row.credit),
          trial.map(closingOf),
        ].map((column) => rupiah(sumOf(column))),
      ],
    ],
  };
}

/** The ledger of one account: what it began with, and every line with the balance that it left, the newest first. */
export function accountSheets({ account, rows }: AccountPage, title: string): Sheet[] {
  return [
    {
      name: title,
      head: [
        m.ledger_line_day(),
        m.ledger_line_deed(),
        m.ledger_line_text(),
        m.ledger_debit(),
        m.ledger_credit(),
        m.ledger_line_balance(),
      ],
      rows: [
        ...rows.map((row): SheetCell[] => [
          { kind: "day", value: row.occurredOn },
          text(deedLabel(row.kind)),
          text(row.narration),
          row.amount > 0n ? rupiah(row.amount) : EMPTY,
          row.amount < 0n ? rupiah(-row.amount) : EMPTY,
          rupiah(row.balance),
        ]),
        [EMPTY, text(m.ledger_statement_opening()), EMPTY, EMPTY, EMPTY, rupiah(account.opening)],
      ],
    },
  ];
}

/** The accounts of one code, a line for each whom or what it follows. */
export function subjectSheets(accounts: readonly BookedAccount[], title: string): Sheet[] {
  return [
    {
      name: title,
      head: [
        m.ledger_line_of(),
        m.ledger_statement_opening(),
        m.ledger_debit(),
        m.ledger_credit(),
        m.ledger_statement_closing(),
      ],
      rows: accounts.map(({ name, opening, debit, credit }) => [
        text(name ?? title),
        rupiah(opening),
        rupiah(debit),
        rupiah(credit),
        rupiah(opening + debit - credit),
      ]),
    },
  ];
}
