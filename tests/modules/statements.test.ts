import { buffer } from "node:stream/consumers";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { addDays, type BusinessDay, businessDay } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import { accountSheets, statementSheets } from "#app/modules/accountability/statement-sheets.ts";
import { proveBook } from "#app/modules/ledger/book-proof-reads.server.ts";
import { entryOf } from "#app/modules/ledger/entry.ts";
import { postEntry } from "#app/modules/ledger/post-entry.server.ts";
import { type ReportPeriod, reportPeriod } from "#app/modules/ledger/report-period.ts";
import { closingOf } from "#app/modules/ledger/statement.ts";
import { statementsOf } from "#app/modules/ledger/statement-reads.server.ts";
import { accountPage, accountsOf } from "#app/modules/oversight/account-book-reads.server.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { systemCall } from "#tests/support/rows.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

const START = businessDay("2026-05-03");

function month(key: string): ReportPeriod {
  const period = reportPeriod(key);
  if (period === null) throw new Error(`${key} is no period`);
  return period;
}

/** A sale on credit, what came of it in cash, and what was paid on: three entries of one day. */
function dealOf(organisationId: string, buyerId: string, n: number, on: BusinessDay) {
  const worth = BigInt(10_000 + n * 977);
  const head = { organisationId, occurredOn: on, narration: n === 0 ? '=HYPERLINK("x")' : `Urusan ${n}` };
  return [
    entryOf({
      ...head,
      kind: "test.sold",
      subjectId: `sold_${n}`,
      lines: [
        { account: "receivable", of: buyerId, debit: worth },
        { account: "sales", credit: worth },
      ],
    }),
    entryOf({
      ...head,
      kind: "test.paid",
      subjectId: `paid_${n}`,
      lines: [
        { account: "cash", debit: worth / 2n },
        { account: "receivable", of: buyerId, credit: worth / 2n },
      ],
    }),
    entryOf({
      ...head,
      kind: "test.bought",
      subjectId: `bought_${n}`,
      lines: [
        { account: "purchases", debit: worth / 3n },
        { account: "cash", credit: worth / 3n },
      ],
    }),
  ];
}

// Goal: statements drawn from days say what the postings say, month by month and over the year, and the proof finds what does
// not. Method: deals over seventy days written in random order; every figure beside a sum of our own.
test("statements of a month are the sums of its postings, and the proof names the first day that is not", async () => {
  const database = await testDatabase({ proofs: false });
  const { sql } = database;
  const town = world(database);
  const koperasi = await town.koperasi();
  const kitchen = await town.kitchen();
  const deals = Array.from({ length: 36 }, (_one, n) => ({ n, on: addDays(START, (n * 29) % 70) }));
  for (const { n, on } of deals)
    await inTransaction(async (tx) => {
      for (const entry of dealOf(koperasi.id, kitchen.id, n, on))
        await postEntry(tx, systemCall("test", WORLD_STARTS), entry);
    });
  const worth = (n: number) => BigInt(10_000 + n * 977);
  const within = (period: ReportPeriod) => deals.filter(({ on }) => period.from <= on && on <= period.to);
  const soldIn = (period: ReportPeriod) => sumOf(within(period).map(({ n }) => worth(n)));
  const boughtIn = (period: ReportPeriod) => sumOf(within(period).map(({ n }) => worth(n) / 3n));
  const cameIn = (period: ReportPeriod) => sumOf(within(period).map(({ n }) => worth(n) / 2n));

  for (const key of ["2026-05", "2026-06", "2026-07", "2026"]) {
    const period = month(key);
    const said = await statementsOf(koperasi.id, period);
    expect(sumOf(said.trial.map(closingOf))).toBe(0n);
    expect(sumOf(said.trial.map((row) => row.debit))).toBe(sumOf(said.trial.map((row) => row.credit)));
    expect(said.income.income.total).toEqual({ amount: soldIn(period), before: soldIn(said.previous) });
    expect(said.income.expense.total.amount).toBe(boughtIn(period));
    expect(said.balance.funded).toEqual(said.balance.assets.total);
    expect(said.balance.yearResult.amount).toBe(
      sumOf(deals.filter(({ on }) => on <= period.to).map(({ n }) => worth(n) - worth(n) / 3n)),
    );
    expect(said.cash.came.total.amount).toBe(cameIn(period));
    expect(said.cash.went.total.amount).toBe(boughtIn(period));
    expect(said.cash.closing.amount - said.cash.opening.amount).toBe(
      said.cash.came.total.amount - said.cash.went.total.amount,
    );
  }

  // The ledger of one account comes to the line of the statement, and another's account is not found.
  const june = month("2026-06");
  const accounts = await accountsOf(koperasi.id, "receivable", june);
  expect(accounts).toHaveLength(1);
  const page = await accountPage(accounts, null, june, { limit: 200 });
  const receivable = (await statementsOf(koperasi.id, june)).trial.find(
    (row) => row.account === "receivable",
  );
  expect(page?.rows[0]?.balance).toBe(receivable && closingOf(receivable));
  expect(page?.rows.every(({ occurredOn }) => occurredOn >= june.from && occurredOn <= june.to)).toBe(true);
  expect(await accountPage(accounts, "acc_of_nobody", june, { limit: 10 })).toBeNull();

  // What a spreadsheet shows as a text stays one, whatever it begins with.
  const may = month("2026-05");
  const first = await accountPage(accounts, null, may, { limit: 200 });
  if (first === null) throw new Error("the account has a page");
  const sheets = [
    ...accountSheets(first, "Piutang"),
    ...statementSheets(await statementsOf(koperasi.id, month("2026")), "koperasi"),
  ];
  const parts = Object.entries(unzipSync(Uint8Array.from(await buffer(xlsxOf(sheets)))))
    .filter(([name]) => name.startsWith("xl/worksheets/sheet"))
    .map(([, bytes]) => strFromU8(bytes));
  expect(parts).toHaveLength(5);
  expect(first.rows.map((row) => row.narration)).toContain('=HYPERLINK("x")');
  expect(parts.some((part) => /<f[ >]/.test(part))).toBe(false);

  const until = businessDay("2026-12-31");
  expect(await proveBook(koperasi.id, until)).toEqual({ lines: 36 * 6, flaw: null });
  const [row] = await sql`
    select d.account_id, d.occurred_on::text as day from account_days d join accounts a on a.id = d.account_id
    where a.organisation_id = ${koperasi.id} and a.code = '4100' order by d.occurred_on desc limit 1`;
  await sql`update account_days set credit = credit + 5 where account_id = ${row?.["account_id"]} and occurred_on = ${row?.["day"]}`;
  const { flaw } = await proveBook(koperasi.id, until);
  expect(flaw).toMatchObject({ what: "account", account: "sales", day: row?.["day"] });
  expect(flaw?.what === "account" && flaw.linesSay - flaw.booksSay).toBe(5n);
  expect((await proveBook(koperasi.id, addDays(businessDay(row?.["day"]), -1))).flaw).toBeNull();
  expect((await proveBook(kitchen.id, until)).flaw).toBeNull();
});
