import { type AnyColumn, type SQL, sql, type Table } from "drizzle-orm";
import { actorName, type Call } from "#app/kernel/call.ts";

/** A table whose rows are written once and corrected by further rows. */
type WrittenOnce = Table & { readonly id: AnyColumn; readonly annuls: AnyColumn };

/** What holds in a table that is written once: rows that no other row corrects, and that annul nothing. */
export function standing(table: WrittenOnce): SQL {
  return sql`(not ${table.annuls} and not exists (
    select 1 from ${table} as correcting where correcting.corrects_id = ${table.id}))`;
}

/** Who writes a row, and when. */
export function writtenBy(call: Call) {
  return { recordedAt: call.at, recordedBy: actorName(call.actor) };
}

/** What a row that corrects another says of itself, beside its figures; one that `annuls` leaves nothing in its place. */
export function correcting(
  call: Call,
  wrong: { readonly id: string },
  because: { readonly reason: string; readonly annuls: boolean },
) {
  return { ...writtenBy(call), correctsId: wrong.id, reason: because.reason, annuls: because.annuls };
}
