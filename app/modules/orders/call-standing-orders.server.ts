import { inArray, isNull } from "drizzle-orm";
import { addDays, type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announceAll } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { standingDays as days, standingOrders } from "#db/schema/orders-standing.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { standingDue } from "./orders.events.ts";
import { CallStandingOrders } from "./standing.schema.ts";
import { standingDays } from "./standing.ts";

/** A house that slept longer has other things to tell than each day of it. */
const LOOKED_BACK_DAYS = 30;

/**
 * Calls up every day of every standing order whose time to be written has come, also those whose time came while nobody looked:
 * each gets one row and one piece of news, so that each is written by a job of its own and never twice. A day that is over
 * already is missed, and says so.
 */
export const callStandingOrders = command({
  name: "orders.callStanding",
  input: CallStandingOrders,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call) => {
    const standing = await tx.select().from(standingOrders).where(isNull(standingOrders.endedAt));
    const called = await calledDays(tx, standing);
    const rows: (typeof days.$inferInsert)[] = [];
    for (const one of standing) {
      const today = dayOf(call.at, await clockOf(one.buyerId, tx));
      const rhythm = { ...one, weekdays: [...one.weekdays].map(Number) };
      for (const deliveryDay of standingDays(rhythm, addDays(today, -LOOKED_BACK_DAYS), today)) {
        if (called.has(keyOf(one.id, deliveryDay))) continue;
        const isOver = deliveryDay < today;
        rows.push({
          standingOrderId: one.id,
          buyerId: one.buyerId,
          deliveryDay,
          outcome: isOver ? "missed" : "due",
          calledAt: call.at,
          settledAt: isOver ? call.at : null,
        });
      }
    }
    if (rows.length === 0) return { called: 0 };
    const written = await tx.insert(days).values(rows).onConflictDoNothing().returning();
    const due = written.filter(({ outcome }) => outcome === "due");
    await announceAll(
      tx,
      call,
      standingDue,
      due.map(({ standingOrderId, deliveryDay }) => ({ standingOrderId, deliveryDay })),
    );
    return { called: written.length };
  },
});

function keyOf(standingOrderId: string, day: BusinessDay): string {
  return `${standingOrderId}/${day}`;
}

async function calledDays(
  tx: Transaction,
  standing: readonly { readonly id: string }[],
): Promise<ReadonlySet<string>> {
  if (standing.length === 0) return new Set();
  const ids = standing.map(({ id }) => id);
  const rows = await tx
    .select({ id: days.standingOrderId, day: days.deliveryDay })
    .from(days)
    .where(inArray(days.standingOrderId, ids));
  return new Set(rows.map(({ id, day }) => keyOf(id, day)));
}
