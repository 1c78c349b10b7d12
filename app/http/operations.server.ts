import { Missing } from "#app/kernel/errors.ts";
import { env } from "#app/platform/env.server.ts";
import { type HouseHealth, houseHealth } from "#app/platform/house-health.server.ts";
import { type JobFailure, openJobFailures, runFailedJobAgain } from "#app/platform/job-failures.server.ts";
import { type Mail, newestMails } from "#app/platform/mail-out.server.ts";
import { outboxAge } from "#app/platform/outbox.server.ts";
import type { Member } from "./actor.server.ts";

const FAILURES_SHOWN = 200;
const MAILS_SHOWN = 100;

export type Operation = {
  readonly health: HouseHealth;
  /** Seconds that the oldest news has waited to be passed on. */
  readonly newsWaitsSeconds: number;
  readonly failures: readonly JobFailure[];
};

/** How the house runs, for its operators: a member of the operator is the only key to it. */
export async function operationSeenBy(operator: Member): Promise<Operation> {
  const [health, newsWaitsSeconds, failures] = await Promise.all([
    houseHealth(),
    outboxAge(operator.call.at),
    openJobFailures(FAILURES_SHOWN),
  ]);
  return { health, newsWaitsSeconds, failures };
}

/** Has a job that gave up run again, once its cause is mended. */
export const runAgain = runFailedJobAgain;

/** True where mails land on a page instead of in somebody's post: development and demo. */
export function hasLocalOutbox(): boolean {
  const { DEMO, NODE_ENV } = env();
  return DEMO === "1" || NODE_ENV === "development";
}

/** The newest mails of a house that has no post; elsewhere this page does not exist. */
export async function localOutbox(): Promise<Mail[]> {
  if (!hasLocalOutbox()) throw new Missing("kernel.missing");
  return newestMails(MAILS_SHOWN);
}
