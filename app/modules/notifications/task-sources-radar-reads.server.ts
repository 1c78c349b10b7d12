import { alarmsFor } from "../commitments/radar-watch-reads.server.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskSource } from "./task-source.server.ts";

/** What a seller has too much of in a week to come, and what farms are paid too little for, as the radar saw it last night. */
export const radarToHeed: TaskSource = async ({ organisationId, at }, on) => {
  const alarms = await alarmsFor(organisationId, at, on);
  return alarms.slice(0, TASKS_MAX).map((alarm): Task => {
    const about = { path: "permintaan/radar", due: null };
    return alarm.kind === "glut"
      ? {
          ...about,
          kind: "radar.glut",
          subjectId: `${organisationId}-${alarm.commodityCode}-${alarm.week}`,
          params: { goods: alarm.goods, day: alarm.week },
        }
      : {
          ...about,
          kind: "radar.floor",
          subjectId: `${organisationId}-${alarm.commodityCode}`,
          params: { goods: alarm.goods, paid: alarm.paid, floor: alarm.floor },
        };
  });
};
