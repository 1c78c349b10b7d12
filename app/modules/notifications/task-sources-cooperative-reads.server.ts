import { waitingDistributions } from "../cooperative/shu-reads.server.ts";
import { waitingFor } from "../cooperative/waiting-reads.server.ts";
import type { Task } from "./task.ts";
import type { TaskSource } from "./task-source.server.ts";

const TWO_DAYS_MS = 48 * 3_600_000;

/** What another person asked for or proposed and waits for this one's word: leavings and payments as one task, a division of SHU as one. */
export const membersToDecide: TaskSource = async ({ organisationId, personId }, on) => {
  const { leavings, payments, since } = await waitingFor(organisationId, personId, on);
  const divisions = (await waitingDistributions(organisationId, personId, on)).map(
    ({ year, proposedAt }): Task => ({
      kind: "cooperative.divide",
      subjectId: `${organisationId}-${year}`,
      path: `shu?tahun=${year}`,
      due: new Date(proposedAt.getTime() + TWO_DAYS_MS),
      params: { year: year.toString() },
    }),
  );
  if (since === null) return divisions;
  const task: Task = {
    kind: "cooperative.decide",
    subjectId: organisationId,
    path: "simpanan",
    due: new Date(since.getTime() + TWO_DAYS_MS),
    params: { leavings: leavings.toString(), payments: payments.toString() },
  };
  return [task, ...divisions];
};
