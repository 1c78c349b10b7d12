import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { entries } from "#db/schema/ledger.ts";
import { bookClosings, bookPeriods } from "#db/schema/ledger-closings.ts";

const SHOWN_CLOSINGS = 60;

export type Closing = typeof bookClosings.$inferSelect;

/** Until when the books of an organisation are closed; null before the first closing. */
export async function closedThrough(
  organisationId: string,
  on: Executor = db(),
): Promise<BusinessDay | null> {
  return (await closedThroughs([organisationId], on)).get(organisationId) ?? null;
}

/** The same of several organisations; those that never closed are left out. */
export async function closedThroughs(
  organisationIds: readonly string[],
  on: Executor = db(),
): Promise<ReadonlyMap<string, BusinessDay>> {
  const rows = await on
    .select()
    .from(bookPeriods)
    .where(inArray(bookPeriods.organisationId, [...organisationIds]));
  return new Map(rows.flatMap((row) => (row.closedThrough ? [[row.organisationId, row.closedThrough]] : [])));
}

/** What was asked and decided about an organisation's months, the newest first. */
export async function closingsOf(organisationId: string, on: Executor = db()): Promise<Closing[]> {
  return on
    .select()
    .from(bookClosings)
    .where(eq(bookClosings.organisationId, organisationId))
    .orderBy(desc(bookClosings.through), desc(bookClosings.askedAt))
    .limit(SHOWN_CLOSINGS);
}

/** One closing of an organisation; null for another's. */
export async function closingOfBook(
  organisationId: string,
  closingId: string,
  on: Executor = db(),
): Promise<Closing | null> {
  const [row] = await on
    .select()
    .from(bookClosings)
    .where(and(eq(bookClosings.id, closingId), eq(bookClosings.organisationId, organisationId)));
  return row ?? null;
}

/** How many entries an organisation's books hold until the end of a day, and what they debit in all, in rupiah. */
export async function bookedUntil(
  organisationId: string,
  through: BusinessDay,
  on: Executor = db(),
): Promise<{ readonly entryCount: bigint; readonly debitRupiah: bigint }> {
  const [row] = await on.execute<{ count: string; debit: string }>(sql`
    select (select count(*) from ${entries} where organisation_id = ${organisationId} and occurred_on <= ${through}::date)::text as count,
      (select coalesce(sum(d.debit), 0) from account_days d join accounts a on a.id = d.account_id
        where a.organisation_id = ${organisationId} and d.occurred_on <= ${through}::date)::text as debit`);
  return { entryCount: BigInt(row?.count ?? "0"), debitRupiah: BigInt(row?.debit ?? "0") };
}
