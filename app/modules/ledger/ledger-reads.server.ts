import { and, asc, desc, eq, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Invalid } from "#app/kernel/errors.ts";
import { type Page, type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { accountBalances, accounts, entries, postings } from "#db/schema/ledger.ts";
import { type AccountName, accountNamed, planOf } from "./chart.ts";

/** The balance of one account, debit positive, in rupiah; nothing when it was never used. */
export async function accountBalance(
  organisationId: string,
  account: AccountName,
  subjectId: string | null,
  on: Executor = db(),
): Promise<bigint> {
  const [row] = await on
    .select({ balance: accountBalances.balance })
    .from(accountBalances)
    .where(
      and(
        eq(accountBalances.organisationId, organisationId),
        eq(accountBalances.code, planOf(account).code),
        subjectId === null
          ? sql`${accountBalances.subjectId} is null`
          : eq(accountBalances.subjectId, subjectId),
      ),
    );
  return row?.balance ?? 0n;
}

/** What one deed of an organisation moved on an account, debit positive; nothing when it was never booked. */
export async function movedBy(
  deed: { readonly organisationId: string; readonly kind: string; readonly subjectId: string },
  account: AccountName,
  on: Executor = db(),
): Promise<bigint> {
  const [row] = await on
    .select({ amount: sql<string>`coalesce(sum(${postings.amount}), 0)::text` })
    .from(entries)
    .innerJoin(postings, eq(postings.entryId, entries.id))
    .innerJoin(accounts, eq(accounts.id, postings.accountId))
    .where(
      and(
        eq(entries.organisationId, deed.organisationId),
        eq(entries.kind, deed.kind),
        eq(entries.subjectId, deed.subjectId),
        eq(accounts.code, planOf(account).code),
      ),
    );
  return BigInt(row?.amount ?? "0");
}

/** Balances of several accounts of one subject at once, by account name. */
export async function balancesOf(
  organisationId: string,
  names: readonly AccountName[],
  subjectId: string,
  on: Executor = db(),
): Promise<Map<AccountName, bigint>> {
  const each = await balancesOfEach(organisationId, names, [subjectId], on);
  return each.get(subjectId) ?? new Map();
}

/** As `balancesOf`, for several subjects in one question, by subject: every one of them, every account of it. */
export async function balancesOfEach(
  organisationId: string,
  names: readonly AccountName[],
  subjectIds: readonly string[],
  on: Executor = db(),
): Promise<Map<string, Map<AccountName, bigint>>> {
  if (subjectIds.length === 0) return new Map();
  const rows = await on
    .select({
      subjectId: accountBalances.subjectId,
      code: accountBalances.code,
      balance: accountBalances.balance,
    })
    .from(accountBalances)
    .where(
      and(
        eq(accountBalances.organisationId, organisationId),
        inArray(accountBalances.subjectId, [...new Set(subjectIds)]),
        inArray(
          accountBalances.code,
          names.map((name) => planOf(name).code),
        ),
      ),
    );
  const found = new Map(rows.map((row) => [`${row.subjectId}/${row.code}`, row.balance]));
  const of = (subjectId: string, name: AccountName) => found.get(`${subjectId}/${planOf(name).code}`) ?? 0n;
  return new Map(subjectIds.map((id) => [id, new Map(names.map((name) => [name, of(id, name)]))]));
}

export type TrialBalanceRow = {
  readonly account: AccountName;
  readonly code: string;
  readonly balance: bigint;
};

/** One row per account code of an organisation's books, debit positive; the rows add up to nothing. */
export async function trialBalance(organisationId: string, on: Executor = db()): Promise<TrialBalanceRow[]> {
  const rows = await on
    .select({ code: accountBalances.code, balance: sql<string>`sum(${accountBalances.balance})::text` })
    .from(accountBalances)
    .where(eq(accountBalances.organisationId, organisationId))
    .groupBy(accountBalances.code)
    .orderBy(asc(accountBalances.code));
  return rows.flatMap((row) => {
    const account = accountNamed(row.code);
    return account ? [{ account, code: row.code, balance: BigInt(row.balance) }] : [];
  });
}

export type BookedEntry = {
  readonly id: string;
  readonly sequence: bigint;
  readonly organisationId: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly occurredOn: string;
  readonly recordedAt: Date;
  readonly narration: string;
  readonly reversesId: string | null;
  readonly lines: readonly {
    readonly account: AccountName;
    readonly subjectId: string | null;
    readonly amount: bigint;
  }[];
};

/** The newest entries of an organisation's books, page by page. Refuses to start after what is no sequence. */
export async function entriesOf(
  organisationId: string,
  page: PageRequest,
  on: Executor = db(),
): Promise<Page<BookedEntry>> {
  if (page.after !== undefined && !/^\d{1,18}$/.test(page.after))
    throw new Invalid({ after: ["kernel.badValue"] });
  const rows = await on
    .select()
    .from(entries)
    .where(
      and(
        eq(entries.organisationId, organisationId),
        page.after ? lt(entries.sequence, BigInt(page.after)) : undefined,
      ),
    )
    .orderBy(desc(entries.sequence))
    .limit(page.limit + 1);
  const cut = pageOf(rows, page.limit, (row) => row.sequence.toString());
  return { rows: await withLines(cut.rows, on), next: cut.next };
}

/** Everything that was booked about these subjects, in all the books that `organisationIds` may show, oldest first. */
export async function entriesAbout(
  organisationIds: readonly string[],
  subjectIds: readonly string[],
  on: Executor = db(),
): Promise<BookedEntry[]> {
  if (organisationIds.length === 0 || subjectIds.length === 0) return [];
  const rows = await on
    .select()
    .from(entries)
    .where(
      and(inArray(entries.organisationId, [...organisationIds]), inArray(entries.subjectId, [...subjectIds])),
    )
    .orderBy(asc(entries.sequence))
    .limit(500);
  return withLines(rows, on);
}

/** Whatever of these kinds was booked about these subjects in these books, all of it, oldest first. */
export function entriesOfKinds(
  organisationIds: readonly string[],
  subjectIds: readonly string[],
  kinds: readonly string[],
  on: Executor = db(),
): Promise<BookedEntry[]> {
  return allOfKinds(organisationIds, kinds, inArray(entries.subjectId, [...subjectIds]), on);
}

/** Whatever of these kinds was booked for this day in these books, all of it, oldest first. */
export function entriesOfDay(
  organisationIds: readonly string[],
  day: BusinessDay,
  kinds: readonly string[],
  on: Executor = db(),
): Promise<BookedEntry[]> {
  return allOfKinds(organisationIds, kinds, eq(entries.occurredOn, day), on);
}

async function allOfKinds(
  organisationIds: readonly string[],
  kinds: readonly string[],
  which: SQL,
  on: Executor,
): Promise<BookedEntry[]> {
  const rows = await on
    .select()
    .from(entries)
    .where(
      and(inArray(entries.organisationId, [...organisationIds]), inArray(entries.kind, [...kinds]), which),
    )
    .orderBy(asc(entries.sequence));
  return withLines(rows, on);
}

async function withLines(
  rows: readonly (typeof entries.$inferSelect)[],
  on: Executor,
): Promise<BookedEntry[]> {
  if (rows.length === 0) return [];
  const lines = await on
    .select({
      entryId: postings.entryId,
      code: accounts.code,
      subjectId: accounts.subjectId,
      amount: postings.amount,
    })
    .from(postings)
    .innerJoin(accounts, eq(accounts.id, postings.accountId))
    .where(
      inArray(
        postings.entryId,
        rows.map((row) => row.id),
      ),
    )
    .orderBy(asc(postings.entryId), asc(postings.position));
  const byEntry = groupByEntry(lines);
  return rows.map((row) => ({
    ...row,
    lines: (byEntry.get(row.id) ?? []).flatMap((line) => {
      const account = accountNamed(line.code);
      return account ? [{ account, subjectId: line.subjectId, amount: line.amount }] : [];
    }),
  }));
}

function groupByEntry<Line extends { readonly entryId: string }>(
  lines: readonly Line[],
): Map<string, Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) groups.set(line.entryId, [...(groups.get(line.entryId) ?? []), line]);
  return groups;
}
