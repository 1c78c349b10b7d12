import { and, eq, sql } from "drizzle-orm";
import { Conflict, invariant, Missing } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { orderLines } from "#db/schema/orders.ts";

/** Counts goods as promised to a line, in the caller's transaction. A Conflict when the line lacks less than that by now. */
export async function promiseLine(
  tx: Transaction,
  promise: { readonly orderLineId: string; readonly addBase: bigint },
): Promise<void> {
  const promised = await tx
    .update(orderLines)
    .set({
      promisedBase: sql`${orderLines.promisedBase} + ${promise.addBase}`,
      version: sql`${orderLines.version} + 1`,
    })
    .where(
      and(
        eq(orderLines.id, promise.orderLineId),
        sql`${orderLines.promisedBase} + ${promise.addBase} <= ${orderLines.quantityBase}`,
      ),
    )
    .returning({ id: orderLines.id });
  if (promised.length === 1) return;
  const [line] = await tx
    .select({ id: orderLines.id })
    .from(orderLines)
    .where(eq(orderLines.id, promise.orderLineId));
  throw line ? new Conflict("orders.lineFull") : new Missing("orders.missing");
}

/** Takes a promise off a line again; taking off more than was promised is a fault of ours. */
export async function unpromiseLine(
  tx: Transaction,
  promise: { readonly orderLineId: string; readonly removeBase: bigint },
): Promise<void> {
  const removed = await tx
    .update(orderLines)
    .set({
      promisedBase: sql`${orderLines.promisedBase} - ${promise.removeBase}`,
      version: sql`${orderLines.version} + 1`,
    })
    .where(
      and(eq(orderLines.id, promise.orderLineId), sql`${orderLines.promisedBase} >= ${promise.removeBase}`),
    )
    .returning({ id: orderLines.id });
  invariant(removed.length === 1, "no more is taken off a line than was promised to it");
}
