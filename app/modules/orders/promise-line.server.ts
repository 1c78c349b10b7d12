import { type SQL, sql } from "drizzle-orm";
import { Conflict, invariant, Missing } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { holdFound } from "#db/hold.server.ts";
import { orderLines, orders } from "#db/schema/orders.ts";

type LinePromise = { readonly orderLineId: string; readonly base: bigint };

/** What is promised to each line, once per line and in the order in which lines are locked. */
function addedUp(promises: readonly LinePromise[]): LinePromise[] {
  const sums = new Map<string, bigint>();
  for (const { orderLineId, base } of promises) sums.set(orderLineId, (sums.get(orderLineId) ?? 0n) + base);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([orderLineId, base]) => ({ orderLineId, base }));
}

/** Promises as a table expression of (line_id, base). */
function promiseRows(promises: readonly LinePromise[]): SQL {
  return sql`unnest(${sql.param(promises.map((promise) => promise.orderLineId))}::text[],
    ${sql.param(promises.map((promise) => promise.base.toString()))}::text[]::bigint[])`;
}

/**
 * Counts goods as promised to lines, in the caller's transaction: all of them or none. A Conflict when a line lacks
 * less than that by now (`orders.lineFull`), or when its order no longer stands (`orders.moved`): orders are held
 * first, so that none can be taken back between the look and the promise.
 */
export async function promiseLines(tx: Transaction, wanted: readonly LinePromise[]): Promise<void> {
  const promises = addedUp(wanted);
  if (promises.length === 0) return;
  const held = await holdFound(
    tx,
    sql`
    select ${orders.state} as state from ${orders}
    where ${orders.id} in (
      select ${orderLines.orderId} from ${orderLines}
      join ${promiseRows(promises)} as wanted (line_id, base) on wanted.line_id = ${orderLines.id})
    order by ${orders.id}`,
    { keep: orders },
  );
  if (held.length === 0) throw new Missing("orders.missing");
  if (held.some((order) => order["state"] !== "submitted" && order["state"] !== "approved"))
    throw new Conflict("orders.moved");
  await holdLines(tx, promises);
  const promised = await tx.execute(sql`
    update ${orderLines} set promised_base = ${orderLines.promisedBase} + wanted.base,
      version = ${orderLines.version} + 1
    from ${promiseRows(promises)} as wanted (line_id, base)
    where ${orderLines.id} = wanted.line_id
      and ${orderLines.promisedBase} + wanted.base <= ${orderLines.quantityBase}
    returning ${orderLines.id} as id`);
  if (promised.length !== promises.length) throw new Conflict("orders.lineFull");
}

/** Locks lines in id order, so that two callers whose lines overlap can wait, and never deadlock. */
async function holdLines(tx: Transaction, promises: readonly LinePromise[]): Promise<void> {
  const ids = promises.map((promise) => promise.orderLineId);
  await holdFound(
    tx,
    sql`
    select 1 from ${orderLines} where ${orderLines.id} = any(${sql.param(ids)}::text[])
    order by ${orderLines.id}`,
    { change: orderLines },
  );
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
  const promises = addedUp(given);
  if (promises.length === 0) return;
  await holdLines(tx, promises);
  const removed = await tx.execute(sql`
    update ${orderLines} set promised_base = ${orderLines.promisedBase} - given.base,
      version = ${orderLines.version} + 1
    from ${promiseRows(promises)} as given (line_id, base)
    where ${orderLines.id} = given.line_id
      and ${orderLines.promisedBase} >= given.base
    returning ${orderLines.id} as id`);
  invariant(removed.length === promises.length, "no more is taken off a line than was promised to it");
}

/** As `unpromiseLines`, for one. */
export async function unpromiseLine(
  tx: Transaction,
  promise: { readonly orderLineId: string; readonly removeBase: bigint },
): Promise<void> {
  await unpromiseLines(tx, [{ orderLineId: promise.orderLineId, base: promise.removeBase }]);
}
