import type { InferSelectModel, SQL } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { LatestTransaction } from "./transaction.server.ts";

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
