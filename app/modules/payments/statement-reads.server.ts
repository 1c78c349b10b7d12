import { and, desc, eq, inArray, isNotNull, min, ne, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Missing, RuleBroken } from "#app/kernel/errors.ts";
import type { SheetGrid } from "#app/kernel/sheet-cell.ts";
import { readSheets } from "#app/platform/read-sheets.server.ts";
import { db, type Executor } from "#db/client.server.ts";
import { persons } from "#db/schema/identity.ts";
import { bankLines, bankStatements } from "#db/schema/payments-bank.ts";
import { storedFiles } from "#db/schema/platform.ts";
import {
  type BankLine,
  type Continuity,
  continuityOf,
  isSameAccount,
  type KeyedLine,
  linesToAdd,
} from "./bank-line.ts";
import type { StatementLayoutName } from "./statement-layouts.ts";
import { type FaultyRow, readStatement, type StatementRow } from "./statement-sheet.ts";

function statements(on: Executor) {
  return on
    .select({
      id: bankStatements.id,
      organisationId: bankStatements.organisationId,
      account: bankStatements.account,
      layout: bankStatements.layout,
      fileId: bankStatements.fileId,
      fileName: storedFiles.fileName,
      sha256: storedFiles.sha256,
      broughtByName: persons.fullName,
      broughtAt: bankStatements.broughtAt,
      countedAt: bankStatements.countedAt,
      lineCount: bankStatements.lineCount,
      addedCount: bankStatements.addedCount,
    })
    .from(bankStatements)
    .innerJoin(storedFiles, eq(storedFiles.id, bankStatements.fileId))
    .innerJoin(persons, eq(persons.id, bankStatements.broughtBy))
    .$dynamic();
}

export type Statement = Awaited<ReturnType<typeof statements>>[number];

/** A statement that an organisation brought, without its bytes; null for anybody else's. */
export async function statementOf(
  organisationId: string,
  statementId: string,
  on: Executor = db(),
): Promise<Statement | null> {
  const [row] = await statements(on).where(
    and(eq(bankStatements.id, statementId), eq(bankStatements.organisationId, organisationId)),
  );
  return row ?? null;
}

/** The statements that an organisation brought last, newest first. */
export async function statementsBrought(organisationId: string, on: Executor = db()): Promise<Statement[]> {
  return statements(on)
    .where(eq(bankStatements.organisationId, organisationId))
    .orderBy(desc(bankStatements.broughtAt), desc(bankStatements.id))
    .limit(30);
}

/** The sheets of a statement, read anew from its bytes; refuses what is no table, or too large. */
export async function sheetsOfStatement(statementId: string): Promise<readonly SheetGrid[]> {
  const [row] = await db()
    .select({ bytes: storedFiles.bytes })
    .from(bankStatements)
    .innerJoin(storedFiles, eq(storedFiles.id, bankStatements.fileId))
    .where(eq(bankStatements.id, statementId));
  if (!row) throw new Missing("payments.statementMissing");
  return readSheets(Uint8Array.from(row.bytes));
}

/**
 * What a file is: the template that fits, and of which account it is, as it says itself or as whoever brings it does; null where
 * neither says. Refuses one that names another account than they do: its lines would count a second time there.
 */
export async function statementFile(
  bytes: Uint8Array,
  asked: { readonly layout: StatementLayoutName | null; readonly account: string | null },
  today: BusinessDay,
): Promise<{ readonly layout: StatementLayoutName; readonly account: string | null }> {
  const { layout, account } = firstRead(await readSheets(bytes), asked.layout, today);
  if (asked.account !== null && account !== null && !isSameAccount(asked.account, account))
    throw new RuleBroken("payments.statementOtherAccount", { field: "account", account });
  return { layout, account: asked.account ?? account };
}

function firstRead(grids: readonly SheetGrid[], asked: StatementLayoutName | null, today: BusinessDay) {
  const read = grids.map((grid) => readStatement(grid, asked, today));
  const found = read.find((one) => one.kind === "read");
  if (found?.kind === "read") return found;
  if (read.some((one) => one.kind === "unreadable" && one.because === "tooLong"))
    throw new RuleBroken("kernel.sheetTooLarge", { field: "file" });
  throw new RuleBroken("payments.statementNoHead", { field: "file" });
}

/** A statement beside what its account knows: nothing of it is stored. */
export type LookedAt = {
  /** Those that the account does not know, each with its key. */
  readonly added: readonly KeyedLine<StatementRow>[];
  /** Those that it knows: nothing of them is booked again. */
  readonly known: readonly StatementRow[];
  /** On days that came by another template before: the same line may be written otherwise there. */
  readonly otherLayout: readonly StatementRow[];
  readonly faults: readonly FaultyRow[];
  readonly fromDay: BusinessDay | null;
  readonly untilDay: BusinessDay | null;
  readonly cameSen: bigint;
  readonly wentSen: bigint;
  /** Whether opening + lines = closing, in the file itself. */
  readonly continuity: Continuity;
  /** The sheet says that it began or ended with another balance than its lines do. */
  readonly endsOtherwise: boolean;
};

/**
 * Reads a statement and holds it against what its account knows: new, known, on a day that another template brought, or unreadable.
 * Refuses a file in no sheet of which a head stands.
 */
export async function lookAt(
  grids: readonly SheetGrid[],
  about: Pick<Statement, "organisationId" | "account" | "layout"> & { readonly today: BusinessDay },
  on: Executor = db(),
): Promise<LookedAt> {
  const read = firstRead(grids, about.layout, about.today);
  const days = [...new Set(read.rows.map((row) => row.onDay))].sort();
  const known = await knownLines(about, days, on);
  const others = new Set(known.filter((line) => line.layout !== about.layout).map((line) => line.onDay));
  const own = read.rows.filter((row) => !others.has(row.onDay));
  const added = linesToAdd(
    known.filter((line) => !others.has(line.onDay)),
    own,
  );
  const continuity = continuityOf(read.rows);
  const places = new Set(added.map((line) => line.place));
  const sum = (rows: readonly BankLine[]) => rows.reduce((total, row) => total + row.amountSen, 0n);
  return {
    added,
    known: own.filter((row) => !places.has(row.place)),
    otherLayout: read.rows.filter((row) => others.has(row.onDay)),
    faults: read.faults,
    fromDay: days[0] ?? null,
    untilDay: days.at(-1) ?? null,
    cameSen: sum(read.rows.filter((row) => row.amountSen > 0n)),
    wentSen: -sum(read.rows.filter((row) => row.amountSen < 0n)),
    continuity,
    endsOtherwise:
      read.openingSen !== null && read.closingSen !== null
        ? read.openingSen + sum(read.rows) !== read.closingSen
        : continuity.kind === "whole" &&
          ((read.openingSen !== null && read.openingSen !== continuity.openingSen) ||
            (read.closingSen !== null && read.closingSen !== continuity.closingSen)),
  };
}

/** What an account knows of these days. */
async function knownLines(
  about: Pick<Statement, "organisationId" | "account">,
  days: readonly BusinessDay[],
  on: Executor,
): Promise<(BankLine & { readonly layout: StatementLayoutName })[]> {
  if (days.length === 0) return [];
  return on
    .select({
      onDay: bankLines.onDay,
      words: bankLines.description,
      amountSen: bankLines.amountSen,
      balanceSen: bankLines.balanceSen,
      layout: bankLines.layout,
    })
    .from(bankLines)
    .where(
      and(
        eq(bankLines.organisationId, about.organisationId),
        eq(bankLines.account, about.account),
        inArray(bankLines.onDay, [...days]),
      ),
    );
}

/** An account as its statements tell it: since when, until when, and how often its balances do not carry on. */
type AccountTold = {
  readonly account: string;
  readonly fromDay: BusinessDay;
  readonly untilDay: BusinessDay;
  readonly lineCount: number;
  /** Null where a line says no balance. */
  readonly breaks: number | null;
};

/** The accounts of an organisation of which lines are known; balances are added up by the database, however many lines there are. */
export async function accountsTold(organisationId: string, on: Executor = db()): Promise<AccountTold[]> {
  const rows = await on.execute<{
    account: string;
    from_day: BusinessDay;
    until_day: BusinessDay;
    line_count: number;
    breaks: number | null;
  }>(sql`
    with own as (select * from ${bankLines} where organisation_id = ${organisationId}),
    ends as (select account, sen, sum(side) as net from (
        select account, balance_sen - amount_sen as sen, 1 as side from own where balance_sen is not null
        union all select account, balance_sen, -1 from own where balance_sen is not null) e group by account, sen),
    broken as (select account, greatest(coalesce(sum(net) filter (where net > 0), 0)::int - 1, 0) as breaks from ends group by account)
    select o.account, min(o.on_day)::text as from_day, max(o.on_day)::text as until_day, count(*)::int as line_count,
      case when bool_and(o.balance_sen is not null) then max(b.breaks) end as breaks
    from own o left join broken b on b.account = o.account group by o.account order by o.account`);
  return rows.map((row) => ({
    account: row.account,
    fromDay: row.from_day,
    untilDay: row.until_day,
    lineCount: row.line_count,
    breaks: row.breaks,
  }));
}

/** The account that an organisation's lines came from last; null while there are none. */
export async function usualAccount(organisationId: string, on: Executor = db()): Promise<string | null> {
  const [row] = await on
    .select({ account: bankStatements.account, first: min(bankStatements.broughtAt) })
    .from(bankStatements)
    .where(eq(bankStatements.organisationId, organisationId))
    .groupBy(bankStatements.account)
    .orderBy(desc(sql`max(${bankStatements.broughtAt})`))
    .limit(1);
  return row?.account ?? null;
}

/** The other accounts for which the very bytes of a statement were counted too: one of them is a mistake. */
export async function countedElsewhere(statement: Statement, on: Executor = db()): Promise<string[]> {
  const rows = await on
    .selectDistinct({ account: bankStatements.account })
    .from(bankStatements)
    .innerJoin(storedFiles, eq(storedFiles.id, bankStatements.fileId))
    .where(
      and(
        eq(bankStatements.organisationId, statement.organisationId),
        ne(bankStatements.account, statement.account),
        eq(storedFiles.sha256, statement.sha256),
        isNotNull(bankStatements.countedAt),
      ),
    )
    .orderBy(bankStatements.account);
  return rows.map(({ account }) => account);
}

/** The statement of an account that was brought with these very bytes before, or null. */
export async function sameStatement(
  organisationId: string,
  account: string,
  sha256: string,
  on: Executor = db(),
): Promise<string | null> {
  const [row] = await on
    .select({ id: bankStatements.id })
    .from(bankStatements)
    .innerJoin(storedFiles, eq(storedFiles.id, bankStatements.fileId))
    .where(
      and(
        eq(bankStatements.organisationId, organisationId),
        eq(bankStatements.account, account),
        eq(storedFiles.sha256, sha256),
      ),
    );
  return row?.id ?? null;
}
