import { turnoverOf } from "../invoicing/turnover-reads.server.ts";
import type { Task } from "./task.ts";
import type { TaskSource } from "./task-source.server.ts";

/** A seller that is not registered for VAT and whose year comes near the threshold, or is past it. */
export const turnoverToWatch: TaskSource = async ({ organisationId, today }, on) => {
  const turnover = await turnoverOf(organisationId, today, on);
  if (!turnover || turnover.isVatRegistered || turnover.standing === "far") return [];
  const task: Task = {
    kind: "turnover.watch",
    subjectId: `${organisationId}-${turnover.year}`,
    path: "omzet",
    due: null,
    params: {
      amount: turnover.totalRupiah.toString(),
      threshold: turnover.thresholdRupiah.toString(),
      standing: turnover.standing,
    },
  };
  return [task];
};
