import { type InferSelectModel, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Transaction } from "./client.server.ts";
import type { LatestTransaction } from "./transaction.server.ts";

// The only file that locks rows: waiting for a row helps only whoever then sees what was decided meanwhile, and each of
// these doors says how that is made sure. tests/laws/locks.test.ts refuses `.for("update")` and its SQL anywhere else.

/**
 * Takes the rows that `where` finds for the rest of this transaction and answers them as they are now, in the order of
 * `by`. Whoever wants one of them waits, and then sees what was decided here. It is for deciding one at a time about
 * something that other rows say (what is reported on an invoice, which shares a call-off has); what is decided must
 * be read after this call.
 */
export async function hold<Table extends PgTable>(
  tx: LatestTransaction,
  table: Table,
  where: SQL | undefined,
  by?: SQL,
): Promise<InferSelectModel<Table>[]> {
  const found = tx
    .select()
    .from(table as PgTable)
    .where(where);
  const rows = await (by ? found.orderBy(by).for("no key update") : found.for("no key update"));
  return rows as InferSelectModel<Table>[];
}

/**
 * As `hold`, and also whoever writes a row that points at one of these waits (a foreign key takes its row along): for
 * deciding by a sum over such rows, as the balance of an account is one over its postings.
 */
export async function holdWithPointers<Table extends PgTable>(
  tx: LatestTransaction,
  table: Table,
  where: SQL | undefined,
  by?: SQL,
): Promise<InferSelectModel<Table>[]> {
  const found = tx
    .select()
    .from(table as PgTable)
    .where(where);
  const rows = await (by ? found.orderBy(by).for("update") : found.for("update"));
  return rows as InferSelectModel<Table>[];
}

/**
 * Takes those of the rows that nobody else holds, in the order of `by` and at most `limit`, and answers them. It is for
 * rounds that work off what is due, several at once if need be: what another round, or a person, has in hand is
 * passed over and waits for the next one. Nothing may be decided from a row being absent here.
 */
export async function takeFree<Table extends PgTable>(
  tx: LatestTransaction,
  table: Table,
  where: SQL | undefined,
  order: { readonly by: readonly PgColumn[]; readonly limit?: number },
): Promise<InferSelectModel<Table>[]> {
  const due = tx
    .select()
    .from(table as PgTable)
    .where(where)
    .orderBy(...order.by)
    .$dynamic();
  const some = order.limit === undefined ? due : due.limit(order.limit);
  const rows = await some.for("no key update", { skipLocked: true });
  return rows as InferSelectModel<Table>[];
}

/**
 * Takes, in the order of `query`, what it finds: the rows of `change` for whoever is about to write them, those of
 * `keep` so that they stay as they are. It is for many rows at once whose own columns decide (a version, what is left,
 * a state): whoever changes those writes the row, so at any isolation one who waited either sees the new row or is sent
 * back by the database (40001). Never for deciding by other rows: that is `hold`.
 */
export function holdFound(
  tx: Transaction,
  query: SQL,
  locks: Locks,
): Promise<readonly Record<string, unknown>[]> {
  return tx.execute(locking(query, locks));
}

/** As `holdFound`, for rows by the hundred thousand: answers only how many were found, and for how many of them `isSuch` holds. */
export async function holdCounted(
  tx: Transaction,
  query: SQL,
  locks: Locks,
  isSuch: SQL = sql`true`,
): Promise<{ readonly found: number; readonly such: number }> {
  const [counted] = await tx.execute<{ found: number; such: number }>(sql`
    select count(*)::int as found, (count(*) filter (where ${isSuch}))::int as such
    from (${locking(query, locks)}) as held`);
  return counted ?? { found: 0, such: 0 };
}

type Locks = { readonly change?: PgTable; readonly keep?: PgTable };

function locking(query: SQL, { change, keep }: Locks): SQL {
  const changed = change ? sql` for no key update of ${change}` : sql``;
  const kept = keep ? sql` for share of ${keep}` : sql``;
  return sql`${query}${changed}${kept}`;
}
