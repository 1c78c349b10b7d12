import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { type AccountKind, type AccountName, accountNames, planOf } from "./chart.ts";
import type { ReportPeriod } from "./report-period.ts";

/**
 * The statements of one organisation's books, drawn from its accounts and nothing else: whatever stands in the ledger stands
 * in a statement, so assets always equal what they were paid with. Each line comes with the same line of the period before.
 */
export type AccountSums = {
  readonly account: AccountName;
  /** Debit positive: what the account came to before the first day. */
  readonly opening: Rupiah;
  readonly debit: Rupiah;
  readonly credit: Rupiah;
};

export type Compared = { readonly amount: Rupiah; readonly before: Rupiah };
export type StatementLine = Compared & { readonly account: AccountName };
export type StatementPart = { readonly lines: readonly StatementLine[]; readonly total: Compared };

export type IncomeStatement = {
  readonly income: StatementPart;
  readonly expense: StatementPart;
  /** Income less expense: the surplus of the period, negative for a loss. */
  readonly result: Compared;
};

export type BalanceSheet = {
  readonly assets: StatementPart;
  readonly liabilities: StatementPart;
  readonly equity: StatementPart;
  /** What earlier years earned and nobody booked over to equity. */
  readonly earlierResult: Compared;
  /** What the year of the last day earned until then. */
  readonly yearResult: Compared;
  /** Liabilities, equity and results: equal to the assets. */
  readonly funded: Compared;
};

/** What cash came from and went to: the other side of every entry that moved cash. */
export type CashMove = { readonly account: AccountName; readonly came: Rupiah; readonly went: Rupiah };

export type CashFlow = {
  readonly came: StatementPart;
  readonly went: StatementPart;
  readonly opening: Compared;
  readonly closing: Compared;
};

export type Statements = {
  readonly period: ReportPeriod;
  readonly previous: ReportPeriod;
  readonly trial: readonly AccountSums[];
  readonly income: IncomeStatement;
  readonly balance: BalanceSheet;
  readonly cash: CashFlow;
};

export function closingOf(sums: AccountSums): Rupiah {
  return sums.opening + sums.debit - sums.credit;
}

/** The sums without what some entries moved. */
export function withoutMoves(
  sums: readonly AccountSums[],
  moves: readonly AccountSums[],
): readonly AccountSums[] {
  const taken = new Map(moves.map((move) => [move.account, move]));
  return sums.map((one) => ({
    ...one,
    debit: one.debit - (taken.get(one.account)?.debit ?? 0n),
    credit: one.credit - (taken.get(one.account)?.credit ?? 0n),
  }));
}

type Figures = ReadonlyMap<AccountName, Rupiah>;

/** Lines of the accounts of one kind, in the order of the chart; those that say nothing in either period fall away. */
function partOf(kind: AccountKind, amount: Figures, before: Figures): StatementPart {
  return partAmong(
    accountNames.filter((account) => planOf(account).kind === kind),
    amount,
    before,
  );
}

function partAmong(accounts: readonly AccountName[], amount: Figures, before: Figures): StatementPart {
  const lines = accounts
    .map((account) => ({ account, amount: amount.get(account) ?? 0n, before: before.get(account) ?? 0n }))
    .filter((line) => line.amount !== 0n || line.before !== 0n);
  return {
    lines,
    total: {
      amount: sumOf(lines.map((line) => line.amount)),
      before: sumOf(lines.map((line) => line.before)),
    },
  };
}

function figures(sums: readonly AccountSums[], of: (one: AccountSums) => Rupiah): Figures {
  return new Map(sums.map((one) => [one.account, of(one)]));
}

const combined = (one: Compared, other: Compared, sign: 1n | -1n = 1n): Compared => ({
  amount: one.amount + sign * other.amount,
  before: one.before + sign * other.before,
});

/** What was earned and what it cost, in this period and the one before. */
export function incomeStatement(
  now: readonly AccountSums[],
  before: readonly AccountSums[],
): IncomeStatement {
  const earned = (one: AccountSums) => one.credit - one.debit;
  const spent = (one: AccountSums) => one.debit - one.credit;
  const income = partOf("income", figures(now, earned), figures(before, earned));
  const expense = partOf("expense", figures(now, spent), figures(before, spent));
  return { income, expense, result: combined(income.total, expense.total, -1n) };
}

/** What is owned and what it was paid with, at the end of both periods. `yearResult` is income less expense since its January. */
export function balanceSheet(
  now: readonly AccountSums[],
  before: readonly AccountSums[],
  yearResult: Compared,
): BalanceSheet {
  const owed = (one: AccountSums) => -closingOf(one);
  const of = (kind: AccountKind) => partOf(kind, figures(now, owed), figures(before, owed));
  const assets = partOf("asset", figures(now, closingOf), figures(before, closingOf));
  const liabilities = of("liability");
  const equity = of("equity");
  const results = combined(of("income").total, of("expense").total);
  return {
    assets,
    liabilities,
    equity,
    yearResult,
    earlierResult: combined(results, yearResult, -1n),
    funded: combined(combined(liabilities.total, equity.total), results),
  };
}

/** The direct method: cash by what it was for. Opening and closing are the balances of the cash account itself. */
export function cashFlow(
  now: { readonly sums: readonly AccountSums[]; readonly moves: readonly CashMove[] },
  before: { readonly sums: readonly AccountSums[]; readonly moves: readonly CashMove[] },
): CashFlow {
  const came = (moves: readonly CashMove[]) => new Map(moves.map((move) => [move.account, move.came]));
  const went = (moves: readonly CashMove[]) => new Map(moves.map((move) => [move.account, move.went]));
  const cash = (sums: readonly AccountSums[], of: (one: AccountSums) => Rupiah) =>
    sumOf(sums.filter((one) => one.account === "cash").map(of));
  return {
    came: partAmong(accountNames, came(now.moves), came(before.moves)),
    went: partAmong(accountNames, went(now.moves), went(before.moves)),
    opening: {
      amount: cash(now.sums, (one) => one.opening),
      before: cash(before.sums, (one) => one.opening),
    },
    closing: { amount: cash(now.sums, closingOf), before: cash(before.sums, closingOf) },
  };
}
