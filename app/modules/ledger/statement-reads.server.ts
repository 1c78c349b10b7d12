import { sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { accountDays, accounts, entries, postings } from "#db/schema/ledger.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { accountNamed, planOf } from "./chart.ts";
import { YEAR_CLOSED } from "./closing.ts";
import { periodBefore, type ReportPeriod, reportPeriod } from "./report-period.ts";
import {
  type AccountSums,
  balanceSheet,
  type CashMove,
  cashFlow,
  incomeStatement,
  type Statements,
  withoutMoves,
} from "./statement.ts";

/**
 * All statements of an organisation's books for a period, beside the period before, as one moment saw them. They are sums of
 * days, whatever the books hold; only cash is followed entry by entry, and only within the two periods.
 */
export async function statementsOf(organisationId: string, period: ReportPeriod): Promise<Statements> {
  return inTransaction((tx) => statementsIn(organisationId, period, tx), { readOnly: true });
}

/** The same, as the caller's transaction sees the books. */
export async function statementsIn(
  organisationId: string,
  period: ReportPeriod,
  tx: Executor,
): Promise<Statements> {
  const previous = periodBefore(period);
  const now = await sumsIn(organisationId, period, tx);
  const before = await sumsIn(organisationId, previous, tx);
  const year = await sumsIn(organisationId, sinceJanuary(period), tx);
  const yearBefore = await sumsIn(organisationId, sinceJanuary(previous), tx);
  return {
    period,
    previous,
    trial: now,
    income: incomeStatement(
      withoutMoves(now, await yearEndsIn(organisationId, period, tx)),
      withoutMoves(before, await yearEndsIn(organisationId, previous, tx)),
    ),
    balance: balanceSheet(now, before, incomeStatement(year, yearBefore).result),
    cash: cashFlow(
      { sums: now, moves: await cashMovesIn(organisationId, period, tx) },
      { sums: before, moves: await cashMovesIn(organisationId, previous, tx) },
    ),
  };
}

type Span = Pick<ReportPeriod, "from" | "to">;

function sinceJanuary({ to }: ReportPeriod): Span {
  return { from: reportPeriod(to.slice(0, 4))?.from ?? to, to };
}

/** What each account of an organisation's books came to before `from`, and what was moved on it until the end of `to`. */
export async function sumsIn(
  organisationId: string,
  { from, to }: Span,
  on: Executor = db(),
): Promise<AccountSums[]> {
  const rows = await on.execute<{ code: string; opening: string; debit: string; credit: string }>(sql`
    select a.code,
      coalesce(sum(d.debit - d.credit) filter (where d.occurred_on < ${from}::date), 0)::text as opening,
      coalesce(sum(d.debit) filter (where d.occurred_on >= ${from}::date), 0)::text as debit,
      coalesce(sum(d.credit) filter (where d.occurred_on >= ${from}::date), 0)::text as credit
    from ${accounts} a join ${accountDays} d on d.account_id = a.id
    where a.organisation_id = ${organisationId} and d.occurred_on <= ${to}::date
    group by a.code order by a.code`);
  return rows.flatMap((row) => {
    const account = accountNamed(row.code);
    return account
      ? [
          {
            account,
            opening: BigInt(row.opening),
            debit: BigInt(row.debit),
            credit: BigInt(row.credit),
          },
        ]
      : [];
  });
}

/** What the closing of years moved on each account in these days: it brings what was earned to equity, and earns nothing. */
async function yearEndsIn(organisationId: string, { from, to }: Span, on: Executor): Promise<AccountSums[]> {
  const rows = await on.execute<{ code: string; debit: string; credit: string }>(sql`
    select a.code, sum(greatest(p.amount, 0))::text as debit, sum(greatest(-p.amount, 0))::text as credit
    from ${entries} e join ${postings} p on p.entry_id = e.id join ${accounts} a on a.id = p.account_id
    where e.organisation_id = ${organisationId} and e.kind = ${YEAR_CLOSED}
      and e.occurred_on between ${from}::date and ${to}::date
    group by a.code`);
  return rows.flatMap(({ code, debit, credit }) => {
    const account = accountNamed(code);
    return account ? [{ account, opening: 0n, debit: BigInt(debit), credit: BigInt(credit) }] : [];
  });
}

async function cashMovesIn(organisationId: string, { from, to }: Span, on: Executor): Promise<CashMove[]> {
  const rows = await on.execute<{ code: string; came: string; went: string }>(sql`
    with moved as materialized (
      select p.entry_id from ${postings} p join ${accounts} a on a.id = p.account_id
      where a.organisation_id = ${organisationId} and a.code = ${planOf("cash").code}
        and p.occurred_on between ${from}::date and ${to}::date
      group by p.entry_id
    )
    select a.code, coalesce(sum(-p.amount) filter (where p.amount < 0), 0)::text as came,
      coalesce(sum(p.amount) filter (where p.amount > 0), 0)::text as went
    from moved join ${postings} p on p.entry_id = moved.entry_id join ${accounts} a on a.id = p.account_id
    where a.code <> ${planOf("cash").code}
    group by a.code order by a.code`);
  return rows.flatMap((row) => {
    const account = accountNamed(row.code);
    return account ? [{ account, came: BigInt(row.came), went: BigInt(row.went) }] : [];
  });
}

/** The day of the oldest entry of an organisation's books; null while they are empty. */
export async function booksBegin(organisationId: string, on: Executor = db()): Promise<BusinessDay | null> {
  const [row] = await on.execute<{ day: BusinessDay | null }>(
    sql`select min(occurred_on)::text as day from ${entries} where organisation_id = ${organisationId}`,
  );
  return row?.day ?? null;
}
