import { sql } from "drizzle-orm";
import { Conflict } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { holdFound } from "#db/hold.server.ts";
import { orderLines, orders } from "#db/schema/orders.ts";

/** An order line as somebody read it without a lock. */
export type SeenLine = { readonly orderLineId: string; readonly version: number };

/**
 * Locks lines, in id order, if all of them still are what they were when they were read; a Conflict (`orders.moved`)
 * when one has changed since. Their orders are held first, as everyone does who promises to a line.
 */
export async function holdLinesAsSeen(tx: Transaction, seen: readonly SeenLine[]): Promise<void> {
  if (seen.length === 0) return;
  const ids = sql.param(seen.map((line) => line.orderLineId));
  await holdFound(
    tx,
    sql`
    select 1 from ${orders}
    where ${orders.id} in (select ${orderLines.orderId} from ${orderLines} where ${orderLines.id} = any(${ids}::text[]))
    order by ${orders.id}`,
    { keep: orders },
  );
  const held = await holdFound(
    tx,
    sql`
    select 1 from ${orderLines}
    join unnest(${ids}::text[], ${sql.param(seen.map((line) => line.version))}::int[]) as seen (line_id, version)
      on seen.line_id = ${orderLines.id}
    where ${orderLines.version} = seen.version
    order by ${orderLines.id}`,
    { change: orderLines },
  );
  if (held.length !== seen.length) throw new Conflict("orders.moved");
}
