import type { z } from "zod";
import type { Call } from "#app/kernel/call.ts";
import type { QueueName } from "./queues.ts";

/** What one event sets going: its event, the queue it waits in, and what is done. Made with `on`. */
export type Reaction = {
  readonly name: string;
  readonly queue: QueueName;
  readonly event: string;
  readonly react: (call: Call, payload: unknown) => Promise<unknown>;
};

/**
 * Subscribes `react` to an event. It runs at least once for every event announced from the moment it is in the
 * catalogue, and its commands act once: the call's key is `${event}.${name}`, so a command that has already answered
 * answers the same again. A reaction that calls one command several times gives each a key of its own with `part`.
 *
 * A Refusal ends it quietly. An Outage is tried again with growing pauses for hours. Anything else is a bug: three
 * tries, then a row in `job_failures` and an alarm. `name` is part of that key and of the queue's job id: it is
 * kebab-case, unique in the catalogue, and does not change once it has run.
 */
export function on<Payload extends z.ZodType<Record<string, string>>>(
  event: { readonly name: string; readonly payload: Payload },
  place: { readonly queue: QueueName; readonly name: string },
  react: (call: Call, payload: z.output<Payload>) => Promise<unknown>,
): Reaction {
  return {
    name: place.name,
    queue: place.queue,
    event: event.name,
    react: (call, payload) => react(call, event.payload.parse(payload)),
  };
}

/** The same call for one of several commands of a reaction or schedule: same cause, a key that names the part. */
export function part(call: Call, name: string): Call {
  return { ...call, key: call.key === null ? null : `${call.key}.${name}` };
}
