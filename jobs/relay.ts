import { setTimeout as sleep } from "node:timers/promises";
import { now } from "#app/platform/clock.server.ts";
import { owe } from "#app/platform/deliveries.server.ts";
import { log } from "#app/platform/log.server.ts";
import { drainOutbox, type OutboxEvent } from "#app/platform/outbox.server.ts";
import type { Catalogue } from "./catalogue.ts";
import type { NewJob, QueueName, Queues } from "./queues.ts";
import type { Reaction } from "./reaction.ts";
import type { Tempo } from "./tempo.ts";

const BATCH = 200;
const PAUSE_MS_MAX = 10_000;

/** The job of one reaction for one event. Its id is made of both, so that adding it twice adds it once. */
export function jobFor(reaction: Reaction, event: OutboxEvent): NewJob {
  return {
    id: `${event.id}.${reaction.name}`,
    name: reaction.name,
    load: {
      kind: "reaction",
      reaction: reaction.name,
      eventId: event.id,
      payload: event.payload,
      causation: event.causation,
      faults: 0,
    },
  };
}

/**
 * Moves one batch from the outbox to the queues and returns how many events it moved. In one transaction the events
 * are settled and what they set going is noted as owed; the jobs are added before it commits. When the queue is away
 * everything stays as it was; when the process dies in between, the next relay adds the same jobs under the same ids.
 */
export async function relayOnce(catalogue: Catalogue, queues: Pick<Queues, "add">): Promise<number> {
  return drainOutbox(
    BATCH,
    async (events, tx) => {
      const deliveries = events.flatMap((event) =>
        catalogue.reactions
          .filter((reaction) => reaction.event === event.name)
          .map((reaction) => ({ reaction, event })),
      );
      await owe(
        tx,
        deliveries.map(({ reaction, event }) => ({ eventId: event.id, reaction: reaction.name })),
      );
      const byQueue = new Map<QueueName, NewJob[]>();
      for (const { reaction, event } of deliveries)
        byQueue.set(reaction.queue, [...(byQueue.get(reaction.queue) ?? []), jobFor(reaction, event)]);
      for (const [queue, jobs] of byQueue) await queues.add(queue, jobs);
    },
    now(),
  );
}

/**
 * Keeps moving events until it is stopped: at once while batches are full, soon after it found some, and ever more
 * slowly (up to `relayIdleMs`) while there are none. A failure is waited out with doubling pauses, never given up.
 */
export function startRelay(
  catalogue: Catalogue,
  queues: Pick<Queues, "add">,
  tempo: Tempo,
): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  let idleMs = tempo.relayBusyMs;
  let failures = 0;

  async function pauseAfterRound(): Promise<number> {
    try {
      const moved = await relayOnce(catalogue, queues);
      failures = 0;
      if (moved === BATCH) return 0;
      idleMs = moved > 0 ? tempo.relayBusyMs : Math.min(idleMs * 1.5, tempo.relayIdleMs);
      return idleMs;
    } catch (error) {
      failures += 1;
      log.warn({ err: error, failures }, "events wait: they could not be handed on");
      return Math.min(tempo.relayIdleMs * 2 ** failures, PAUSE_MS_MAX);
    }
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      const pauseMs = await pauseAfterRound();
      if (pauseMs > 0) await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
