import { UnrecoverableError } from "bullmq";
import type { Call } from "#app/kernel/call.ts";
import { Outage, Refusal } from "#app/kernel/errors.ts";
import { now } from "#app/platform/clock.server.ts";
import { type DeliveryOutcome, outcomeOf, settleDelivery } from "#app/platform/deliveries.server.ts";
import { recordJobFailure } from "#app/platform/job-failures.server.ts";
import { log, withLogContext } from "#app/platform/log.server.ts";
import { jobFailures, jobSeconds } from "#app/platform/metrics.server.ts";
import { outageIn } from "#app/platform/outage.server.ts";
import { recordScheduleRun } from "#app/platform/schedule-runs.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { Catalogue } from "./catalogue.ts";
import { jobRules, type QueuedJob, type QueueName, type ReactionLoad, type ScheduleLoad } from "./queues.ts";

const FAULTS_MAX = 3;

type Outcome = DeliveryOutcome | "repeated" | "retried";

/** What the worker of `queue` does with a job: run the reaction or schedule that it names, and judge how it went. */
export function performer(catalogue: Catalogue, queue: QueueName): (job: QueuedJob) => Promise<void> {
  return (job) => {
    const load = job.data;
    const name = load.kind === "reaction" ? load.reaction : load.schedule;
    const context = {
      jobId: job.id ?? name,
      ...(load.kind === "reaction" ? { eventId: load.eventId } : {}),
    };
    return withLogContext(context, () =>
      measured(name, async () => {
        try {
          return load.kind === "reaction"
            ? await reactTo(catalogue, load)
            : await runSchedule(catalogue, load, job.id ?? "");
        } catch (error) {
          return judge(queue, job, name, error);
        }
      }),
    );
  };
}

async function measured(
  name: string,
  work: () => Promise<{ outcome: Outcome; error?: Error }>,
): Promise<void> {
  const started = performance.now();
  const { outcome, error } = await work();
  const seconds = (performance.now() - started) / 1000;
  jobSeconds.observe({ job: name, outcome }, seconds);
  log.info({ job: name, outcome, ms: Math.round(seconds * 1000) }, "job");
  if (error) throw error;
}

async function reactTo(catalogue: Catalogue, load: ReactionLoad): Promise<{ outcome: Outcome }> {
  const reaction = catalogue.reactions.find((one) => one.name === load.reaction);
  // While versions change hands, an older worker may be given work that only a newer one knows.
  if (!reaction) throw new Outage("catalogue");
  const delivery = { eventId: load.eventId, reaction: load.reaction };
  if ((await outcomeOf(delivery)) !== null) return { outcome: "repeated" };
  const call: Call = {
    actor: { kind: "system", name: reaction.name },
    at: now(),
    key: `${load.eventId}.${reaction.name}`,
    causation: load.eventId,
  };
  await reaction.react(call, load.payload);
  await settleDelivery(delivery, "done");
  return { outcome: "done" };
}

async function runSchedule(
  catalogue: Catalogue,
  load: ScheduleLoad,
  jobId: string,
): Promise<{ outcome: Outcome }> {
  const schedule = catalogue.schedules.find((one) => one.name === load.schedule);
  if (!schedule) throw new Outage("catalogue");
  const at = now();
  await schedule.run({ actor: { kind: "system", name: schedule.name }, at, key: jobId, causation: jobId });
  await recordScheduleRun(schedule.name, at);
  return { outcome: "done" };
}

/** A refusal is an answer, an outage passes, anything else is ours: the error it returns tells the queue what to do. */
async function judge(
  queue: QueueName,
  job: QueuedJob,
  name: string,
  error: unknown,
): Promise<{ outcome: Outcome; error: Error }> {
  if (error instanceof Refusal) {
    if (job.data.kind === "reaction")
      await settleDelivery({ eventId: job.data.eventId, reaction: job.data.reaction }, "refused", error.code);
    log.info({ job: name, code: error.code, params: error.params }, "job refused");
    return { outcome: "refused", error: new UnrecoverableError(error.message) };
  }
  const tries = job.attemptsMade + 1;
  const outage = outageIn(error);
  if (outage) {
    log.warn({ job: name, tries, err: outage.cause ?? outage }, `${outage.gateway} is away`);
    if (tries < (job.opts.attempts ?? jobRules.attempts)) return { outcome: "retried", error: outage };
  } else {
    const faults = job.data.faults + 1;
    if (faults < FAULTS_MAX) {
      log.warn({ job: name, tries, err: error }, "job failed and is tried again");
      await job.updateData({ ...job.data, faults });
      return { outcome: "retried", error: asError(error) };
    }
  }
  await giveUp(queue, job, error);
  return { outcome: "failed", error: new UnrecoverableError(asError(error).message) };
}

/** Writes down, for an operator, that a job will not be tried any more, and ends what was owed. */
export async function giveUp(queue: QueueName, job: QueuedJob, error: unknown): Promise<void> {
  const load = job.data;
  const name = load.kind === "reaction" ? load.reaction : load.schedule;
  const message = asError(error).message;
  await inTransaction(async (tx) => {
    await recordJobFailure(
      {
        queue,
        job: name,
        jobId: load.kind === "reaction" ? `${load.eventId}.${load.reaction}` : (job.id ?? name),
        payload: load.kind === "reaction" ? load.payload : {},
        message,
        attempts: job.attemptsMade + 1,
        failedAt: now(),
      },
      tx,
    );
    if (load.kind === "reaction")
      await settleDelivery({ eventId: load.eventId, reaction: load.reaction }, "failed", message, tx);
  });
  jobFailures.inc({ job: name });
  log.error({ job: name, err: error }, "job gave up");
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
