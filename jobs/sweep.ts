import { type Delivery, owedDeliveries } from "#app/platform/deliveries.server.ts";
import { log } from "#app/platform/log.server.ts";
import type { Catalogue } from "./catalogue.ts";
import type { JobQueue, NewJob, QueueName, Queues } from "./queues.ts";
import { jobFor } from "./relay.ts";

const PAGE = 500;
const ASKED_AT_ONCE = 25;

/**
 * Makes jobs again for deliveries that are owed for longer than `olderThanMs` and that the queue does not know any
 * more: it was wiped, or an operator wants a failed one run again. Returns how many. It may run at any time and in
 * several processes: a job that is waiting or running is left alone, and doing one twice does nothing twice.
 */
export async function restoreLostJobs(
  catalogue: Catalogue,
  queues: Queues,
  olderThanMs: number,
): Promise<number> {
  let restored = 0;
  let after: Delivery | null = null;
  for (;;) {
    const page = await owedDeliveries({ olderThanMs, limit: PAGE, after });
    const lost = new Map<QueueName, NewJob[]>();
    const known = page.flatMap(({ reaction: name, event }) => {
      const reaction = catalogue.reactions.find((one) => one.name === name);
      const queue = reaction ? queues.byName.get(reaction.queue) : undefined;
      return reaction && queue ? [{ reaction, queue, job: jobFor(reaction, event) }] : [];
    });
    for (let at = 0; at < known.length; at += ASKED_AT_ONCE)
      await Promise.all(
        known.slice(at, at + ASKED_AT_ONCE).map(async ({ reaction, queue, job }) => {
          if (await isLost(queue, job.id))
            lost.set(reaction.queue, [...(lost.get(reaction.queue) ?? []), job]);
        }),
      );
    for (const [queue, jobs] of lost) {
      await queues.add(queue, jobs);
      restored += jobs.length;
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = { eventId: last.event.id, reaction: last.reaction };
  }
  if (restored > 0) log.warn({ restored }, "jobs that the queue had lost were made again");
  return restored;
}

/** A finished job whose delivery is still owed is taken away, so that its id is free again. */
async function isLost(queue: JobQueue, jobId: string): Promise<boolean> {
  const state = await queue.getJobState(jobId);
  if (state === "failed" || state === "completed") await queue.remove(jobId);
  return state === "failed" || state === "completed" || state === "unknown";
}
