import { demandRadar } from "../commitments/demand-radar-reads.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskSource } from "./task-source.server.ts";

/** What a seller has too much of in a week to come, and what farms are paid too little for: each once, while it is so. */
export const radarToHeed: TaskSource = async ({ organisationId, at }, on) => {
  const seller = await organisationById(organisationId, on);
  if (!seller) return [];
  const { goods } = await demandRadar(seller, at, on);
  const tasks = goods.flatMap(({ commodityCode, name, isOwn, weeks, belowFloor }): Task[] => {
    const glut = weeks.find((week) => week.isGlut);
    const [paid] = belowFloor?.paid ?? [];
    const about = { path: "permintaan/radar", due: null };
    return [
      ...(isOwn && glut
        ? [
            {
              ...about,
              kind: "radar.glut" as const,
              subjectId: `${organisationId}-${commodityCode}-${glut.week}`,
              params: { goods: name, day: glut.week },
            },
          ]
        : []),
      ...(belowFloor && paid
        ? [
            {
              ...about,
              kind: "radar.floor" as const,
              subjectId: `${organisationId}-${commodityCode}`,
              params: {
                goods: name,
                paid: paid.priceRupiah.toString(),
                floor: belowFloor.floor.priceRupiah.toString(),
              },
            },
          ]
        : []),
    ];
  });
  return tasks.slice(0, TASKS_MAX);
};
