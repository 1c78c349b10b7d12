import { and, asc, count, eq, gt, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { db, type Executor, type Transaction } from "#db/client.server.ts";
import { eventDeliveries, outbox } from "#db/schema/platform.ts";
import type { OutboxEvent } from "./outbox.server.ts";

/** One event for one reaction. Ages here are measured by the database's clock: they are the machine's, not the trade's. */
export type Delivery = { readonly eventId: string; readonly reaction: string };
export type DeliveryOutcome = "done" | "refused" | "failed";

/** Notes in the relay's transaction which reactions are owed which events. One that is noted already stays as it is. */
export async function owe(tx: Transaction, deliveries: readonly Delivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await tx
    .insert(eventDeliveries)
    .values(deliveries.map(({ eventId, reaction }) => ({ eventId, reaction })))
    .onConflictDoNothing();
}

/** How a delivery ended, or null while it is owed. */
export async function outcomeOf(delivery: Delivery, on: Executor = db()): Promise<DeliveryOutcome | null> {
  const [row] = await on
    .select({ outcome: eventDeliveries.outcome })
    .from(eventDeliveries)
    .where(
      and(eq(eventDeliveries.eventId, delivery.eventId), eq(eventDeliveries.reaction, delivery.reaction)),
    );
  return row?.outcome ?? null;
}

/** Ends a delivery. The first ending stays. A job may be faster than its relay's commit, so the row may be new. */
export async function settleDelivery(
  delivery: Delivery,
  outcome: DeliveryOutcome,
  reason: string | null = null,
  on: Executor = db(),
): Promise<void> {
  await settleDeliveries([delivery], outcome, reason, on);
}

/** As `settleDelivery`, for several that ended together. */
export async function settleDeliveries(
  deliveries: readonly Delivery[],
  outcome: DeliveryOutcome,
  reason: string | null = null,
  on: Executor = db(),
): Promise<void> {
  if (deliveries.length === 0) return;
  const ending = { outcome, reason: reason?.slice(0, 600) ?? null, settledAt: sql`now()` };
  await on
    .insert(eventDeliveries)
    .values(deliveries.map(({ eventId, reaction }) => ({ eventId, reaction, ...ending })))
    .onConflictDoUpdate({
      target: [eventDeliveries.eventId, eventDeliveries.reaction],
      set: ending,
      setWhere: isNull(eventDeliveries.outcome),
    });
}

/** Which reaction hears which event. */
export type Subscription = { readonly event: string; readonly reaction: string };

/**
 * What these reactions have still to do, the latest first and `limit` at the most: events that they are owed, and such
 * as no relay has moved yet. Who does the work of several at once settles them all.
 */
export async function stillToDo(
  subscriptions: readonly Subscription[],
  limit: number,
  on: Executor = db(),
): Promise<(Delivery & { readonly payload: Readonly<Record<string, string>> })[]> {
  const hears = sql`jsonb_to_recordset(${JSON.stringify(subscriptions)}::jsonb) as hears (event text, reaction text)`;
  const rows = await on.execute<{ eventId: string; reaction: string; payload: Record<string, string> }>(sql`
    select ${outbox.id} as "eventId", hears.reaction, ${outbox.payload} from ${outbox}
    join ${hears} on hears.event = ${outbox.name}
    left join ${eventDeliveries} on ${eventDeliveries.eventId} = ${outbox.id} and ${eventDeliveries.reaction} = hears.reaction
    where ${eventDeliveries.outcome} is null and (${outbox.relayedAt} is null
      or ${outbox.id} in (select event_id from event_deliveries where outcome is null))
    order by ${outbox.sequence} desc limit ${limit}`);
  return rows.map((row) => ({ ...row }));
}

/** Owes a delivery once more that had failed; the worker's sweep brings it back to the queue. */
export async function oweAgain(tx: Transaction, delivery: Delivery): Promise<void> {
  await tx
    .update(eventDeliveries)
    .set({ outcome: null, reason: null, settledAt: null })
    .where(
      and(
        eq(eventDeliveries.eventId, delivery.eventId),
        eq(eventDeliveries.reaction, delivery.reaction),
        eq(eventDeliveries.outcome, "failed"),
      ),
    );
}

export type OwedDelivery = { readonly reaction: string; readonly event: OutboxEvent };

/** Deliveries owed for longer than `olderThanMs`, by event and reaction; `after` goes on where a page ended. */
export async function owedDeliveries(
  page: { readonly olderThanMs: number; readonly limit: number; readonly after: Delivery | null },
  on: Executor = db(),
): Promise<OwedDelivery[]> {
  const { after } = page;
  return on
    .select({
      reaction: eventDeliveries.reaction,
      event: { id: outbox.id, name: outbox.name, payload: outbox.payload, causation: outbox.causation },
    })
    .from(eventDeliveries)
    .innerJoin(outbox, eq(outbox.id, eventDeliveries.eventId))
    .where(
      and(
        isNull(eventDeliveries.outcome),
        lt(eventDeliveries.handedAt, sql`now() - ${`${page.olderThanMs} milliseconds`}::interval`),
        after
          ? or(
              gt(eventDeliveries.eventId, after.eventId),
              and(eq(eventDeliveries.eventId, after.eventId), gt(eventDeliveries.reaction, after.reaction)),
            )
          : undefined,
      ),
    )
    .orderBy(asc(eventDeliveries.eventId), asc(eventDeliveries.reaction))
    .limit(page.limit);
}

/** How many deliveries are owed, and since how many seconds the oldest. */
export async function owedSummary(
  on: Executor = db(),
): Promise<{ readonly count: number; readonly oldestSeconds: number }> {
  const [row] = await on
    .select({
      count: count(),
      oldestSeconds: sql<number>`coalesce(extract(epoch from now() - min(${eventDeliveries.handedAt})), 0)::float8`,
    })
    .from(eventDeliveries)
    .where(isNull(eventDeliveries.outcome));
  return row ?? { count: 0, oldestSeconds: 0 };
}

/**
 * Events that no relay has moved plus deliveries that are owed, counted on one snapshot: at 0 everything that was
 * announced has been reacted to, and what the reactions announced as well.
 */
export async function unsettledNews(on: Executor = db()): Promise<number> {
  const [row] = await on.execute<{ waiting: number }>(
    sql`select (select count(*) from ${outbox} where relayed_at is null)::int
      + (select count(*) from ${eventDeliveries} where outcome is null)::int as waiting`,
  );
  return row?.waiting ?? 0;
}

/** Forgets up to `limit` events of before `before` that every reaction is done with, and how those ended. */
export async function pruneEvents(before: Date, limit: number, on: Executor = db()): Promise<number> {
  const owed = on
    .select({ one: eventDeliveries.eventId })
    .from(eventDeliveries)
    .where(and(eq(eventDeliveries.eventId, outbox.id), isNull(eventDeliveries.outcome)));
  const old = on
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(lt(outbox.relayedAt, before), sql`not exists ${owed}`))
    .limit(limit);
  const gone = await on.delete(outbox).where(inArray(outbox.id, old)).returning({ id: outbox.id });
  if (gone.length > 0)
    await on.delete(eventDeliveries).where(
      inArray(
        eventDeliveries.eventId,
        gone.map((event) => event.id),
      ),
    );
  return gone.length;
}
