import type { Call } from "#app/kernel/call.ts";
import type { QueueName } from "./queues.ts";

/** When a schedule is due: a cron pattern on the clock of a zone, or every so many milliseconds. */
export type Rhythm =
  | { readonly cron: string; readonly tz?: string; readonly queue?: QueueName }
  | { readonly everyMs: number; readonly queue?: QueueName };

export type Schedule = {
  readonly name: string;
  readonly queue: QueueName;
  readonly rhythm: { readonly pattern: string; readonly tz: string } | { readonly every: number };
  readonly run: (call: Call) => Promise<unknown>;
};

const OFFICE_ZONE = "Asia/Jakarta";

/**
 * Runs `run` as the system whenever `rhythm` says so: cron patterns are read on the clock of Jakarta unless `tz` names
 * another zone. A run that was missed while no worker lived is caught up once, at the next start. The call's key names
 * the schedule and the moment it was due, so a redelivered run repeats nothing; commands called more than once in a run
 * need a key of their own (`part`). Two runs may overlap when one takes longer than the rhythm.
 */
export function every(name: string, rhythm: Rhythm, run: (call: Call) => Promise<unknown>): Schedule {
  return {
    name,
    queue: rhythm.queue ?? "upkeep",
    rhythm:
      "cron" in rhythm ? { pattern: rhythm.cron, tz: rhythm.tz ?? OFFICE_ZONE } : { every: rhythm.everyMs },
    run,
  };
}
