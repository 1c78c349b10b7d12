import { and, desc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { db, type Executor } from "#db/client.server.ts";
import { jobFailures } from "#db/schema/platform.ts";
import { command } from "./command.server.ts";
import { oweAgain } from "./deliveries.server.ts";
import { newId } from "./new-id.server.ts";

export type JobFailure = typeof jobFailures.$inferSelect;

export type FailedJob = {
  readonly queue: string;
  readonly job: string;
  /** `${event}.${reaction}` for a reaction; the queue's own id for a schedule. */
  readonly jobId: string;
  readonly payload: unknown;
  readonly message: string;
  readonly attempts: number;
  readonly failedAt: Date;
};

/** Keeps a job that gave up, for an operator to see. */
export async function recordJobFailure(failed: FailedJob, on: Executor = db()): Promise<void> {
  await on.insert(jobFailures).values({
    ...failed,
    id: newId("failure"),
    message: failed.message.slice(0, 2000),
  });
}

/** The newest jobs that gave up and that nobody has run again. For operators only. */
export async function openJobFailures(limit: number, on: Executor = db()): Promise<JobFailure[]> {
  return on
    .select()
    .from(jobFailures)
    .where(isNull(jobFailures.resolvedAt))
    .orderBy(desc(jobFailures.failedAt), desc(jobFailures.id))
    .limit(limit);
}

/**
 * An operator has mended the cause: the failure is resolved and, when it was a reaction, its event is owed again and
 * goes back to the queue within seconds. A schedule runs by itself when it is due.
 */
export const runFailedJobAgain = command({
  name: "platform.runFailedJobAgain",
  input: z.object({ failureId: idOf("failure") }),
  permit: async (_tx, call) => {
    if (call.actor.kind !== "member" || call.actor.organisationKind !== "operator")
      throw new Forbidden("kernel.forbidden");
  },
  run: async (tx, call, { failureId }) => {
    const by = call.actor.kind === "member" ? call.actor.personId : null;
    const [failure] = await tx
      .update(jobFailures)
      .set({ resolvedAt: call.at, resolvedBy: by })
      .where(and(eq(jobFailures.id, failureId), isNull(jobFailures.resolvedAt)))
      .returning({ jobId: jobFailures.jobId });
    if (!failure) throw new Missing("kernel.missing");
    const [eventId = "", ...reaction] = failure.jobId.split(".");
    await oweAgain(tx, { eventId, reaction: reaction.join(".") });
    return { failureId };
  },
});
