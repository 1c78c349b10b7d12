import { asc, isNull, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Call } from "#app/kernel/call.ts";
import { db, type Transaction } from "#db/client.server.ts";
import { takeFree } from "#db/hold.server.ts";
import { outbox } from "#db/schema/platform.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { newId } from "./new-id.server.ts";

/** Puts news into the outbox of the caller's transaction: it is told if, and only if, the deed is done. */
export async function announce<Payload extends z.ZodType<Record<string, string>>>(
  tx: Transaction,
  call: Call,
  event: { readonly name: string; readonly payload: Payload },
  payload: z.output<Payload>,
): Promise<void> {
  await tx.insert(outbox).values({
    id: newId("event"),
    name: event.name,
    payload: event.payload.parse(payload),
    causation: call.causation,
    occurredAt: call.at,
  });
}

/** News written in one statement; more would only make one statement wait longer for the next. */
const NEWS_AT_ONCE = 2_000;

/** As `announce`, for several payloads of one kind of news: in the order given, a few thousand to a statement. */
export async function announceAll<Payload extends z.ZodType<Record<string, string>>>(
  tx: Transaction,
  call: Call,
  event: { readonly name: string; readonly payload: Payload },
  payloads: readonly z.output<Payload>[],
): Promise<void> {
  for (let from = 0; from < payloads.length; from += NEWS_AT_ONCE) {
    const some = payloads.slice(from, from + NEWS_AT_ONCE);
    const texts = some.map((payload) => JSON.stringify(event.payload.parse(payload)));
    await tx.execute(sql`
      insert into ${outbox} (id, name, payload, causation, occurred_at)
      select news.id, ${event.name}, news.payload::jsonb, ${call.causation}, ${call.at.toISOString()}
      from unnest(${sql.param(some.map(() => newId("event")))}::text[], ${sql.param(texts)}::text[])
        with ordinality as news (id, payload, at)
      order by news.at`);
  }
}

export type OutboxEvent = {
  readonly id: string;
  readonly name: string;
  readonly payload: Record<string, string>;
  readonly causation: string | null;
};

/**
 * Takes up to `limit` waiting events, oldest first, gives them to `hand`, and settles them when it returns. Several
 * relays may run: rows another one holds are skipped. When `hand` throws, or the process dies, they wait again:
 * delivery is at least once, and the jobs' ids make it once. What `hand` writes through `tx` stands or falls with it.
 */
export async function drainOutbox(
  limit: number,
  hand: (events: OutboxEvent[], tx: Transaction) => Promise<void>,
  at: Date,
): Promise<number> {
  return inTransaction(
    async (tx) => {
      const waiting = isNull(outbox.relayedAt);
      const rows = await takeFree(tx, outbox, waiting, { by: [outbox.sequence], limit });
      if (rows.length === 0) return 0;
      await hand(rows, tx);
      await tx.execute(
        sql`update ${outbox} set relayed_at = ${at.toISOString()} where id = any(${sql.param(rows.map((row) => row.id))})`,
      );
      return rows.length;
    },
    { isolation: "read committed" },
  );
}

/** Seconds that the oldest waiting event has waited; 0 when none waits. */
export async function outboxAge(at: Date): Promise<number> {
  const rows = await db()
    .select({ occurredAt: outbox.occurredAt })
    .from(outbox)
    .where(isNull(outbox.relayedAt))
    .orderBy(asc(outbox.sequence))
    .limit(1);
  const oldest = rows[0];
  return oldest ? Math.max(0, (at.getTime() - oldest.occurredAt.getTime()) / 1000) : 0;
}
