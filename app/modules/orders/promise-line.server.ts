import { sql } from "drizzle-orm";
import { Conflict, invariant, Missing } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { columnRows } from "#db/column-rows.server.ts";
import { holdCounted } from "#db/hold.server.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { type LineColumns, type LinePromise, lineColumns } from "./line-columns.ts";

/**
 * Counts goods as promised to lines, in the caller's transaction: all of them or none. A Conflict when a line is no longer
 * as it was seen or its order no longer stands (`orders.moved`), or when a line lacks less than that (`orders.lineFull`).
 * Orders are held first, so that none can be taken back between the look and the promise; then lines, each in id order.
 */
export async function promiseColumns(tx: Transaction, lines: LineColumns): Promise<void> {
  if (lines.count === 0) return;
  await holdOrders(tx, lines);
  await holdLines(tx, lines);
  const [short] = await tx.execute(sql`
    with wanted as materialized (
      select * from ${columnRows([lines.orderLineId, "text"], [lines.base, "bigint"])} as wanted (line_id, base)
    ), promised as (
      update ${orderLines} set promised_base = ${orderLines.promisedBase} + wanted.base,
        version = ${orderLines.version} + 1
      from wanted
      where ${orderLines.id} = wanted.line_id
        and ${orderLines.promisedBase} + wanted.base <= ${orderLines.quantityBase}
      returning ${orderLines.id} as id)
    select wanted.line_id from wanted left join promised on promised.id = wanted.line_id
    where promised.id is null limit 1`);
  if (short) throw new Conflict("orders.lineFull");
}

/** As `promiseColumns`, for lines that nobody looked at before. */
export async function promiseLines(tx: Transaction, wanted: readonly LinePromise[]): Promise<void> {
  await promiseColumns(tx, lineColumns(wanted));
}

async function holdOrders(tx: Transaction, { orderLineId }: LineColumns): Promise<void> {
  const { found, such: gone } = await holdCounted(
    tx,
    sql`
    select ${orders.state} as state from ${orders}
    where ${orders.id} in (
      select ${orderLines.orderId} from ${orderLines}
      join ${columnRows([orderLineId, "text"])} as wanted (line_id) on wanted.line_id = ${orderLines.id})
    order by ${orders.id}`,
    { keep: orders },
    sql`state not in ('submitted', 'approved')`,
  );
  if (found === 0) throw new Missing("orders.missing");
  if (gone > 0) throw new Conflict("orders.moved");
}

/** Locks lines in id order, so that two callers whose lines overlap can wait, and never deadlock. */
async function holdLines(tx: Transaction, { count, orderLineId, version }: LineColumns): Promise<void> {
  if (version === null) {
    await holdCounted(
      tx,
      sql`
      select 1 from ${orderLines} join ${columnRows([orderLineId, "text"])} as wanted (line_id)
        on wanted.line_id = ${orderLines.id}
      order by ${orderLines.id}`,
      { change: orderLines },
    );
    return;
  }
  const { found } = await holdCounted(
    tx,
    sql`
    select 1 from ${orderLines} join ${columnRows([orderLineId, "text"], [version, "int"])} as seen (line_id, version)
      on seen.line_id = ${orderLines.id} and seen.version = ${orderLines.version}
    order by ${orderLines.id}`,
    { change: orderLines },
  );
  if (found !== count) throw new Conflict("orders.moved");
}

/** As `promiseLines`, for one. */
export async function promiseLine(
  tx: Transaction,
  promise: { readonly orderLineId: string; readonly addBase: bigint },
): Promise<void> {
  await promiseLines(tx, [{ orderLineId: promise.orderLineId, base: promise.addBase }]);
}

/** Takes promises off lines again; taking off more than was promised is a fault of ours. */
export async function unpromiseLines(tx: Transaction, given: readonly LinePromise[]): Promise<void> {
  const lines = lineColumns(given);
  if (lines.count === 0) return;
  await holdLines(tx, lines);
  const removed = await tx.execute(sql`
    update ${orderLines} set promised_base = ${orderLines.promisedBase} - given.base,
      version = ${orderLines.version} + 1
    from ${columnRows([lines.orderLineId, "text"], [lines.base, "bigint"])} as given (line_id, base)
    where ${orderLines.id} = given.line_id
      and ${orderLines.promisedBase} >= given.base
    returning ${orderLines.id} as id`);
  invariant(removed.length === lines.count, "no more is taken off a line than was promised to it");
}

/** As `unpromiseLines`, for one. */
export async function unpromiseLine(
  tx: Transaction,
  promise: { readonly orderLineId: string; readonly removeBase: bigint },
): Promise<void> {
  await unpromiseLines(tx, [{ orderLineId: promise.orderLineId, base: promise.removeBase }]);
}
