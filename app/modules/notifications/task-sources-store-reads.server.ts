import { and, eq, gt, inArray, max, min } from "drizzle-orm";
import { addDays, type BusinessDay, dayOf, daysBetween, momentOf } from "#app/kernel/calendar.ts";
import { stockEntries, stockParcels } from "#db/schema/stock.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import type { Task } from "./task.ts";
import type { TaskSource } from "./task-source.server.ts";

/**
 * A store from which nothing is said to be cooked: it looks fuller than it is, and the week's demand asks for too little. It
 * waits from so many days after the last meal, loss or count that was written down, or after the oldest goods there came.
 */
export const storeToTell: TaskSource = async ({ organisationId, cityCode, zone, today }, on) => {
  const [[there], [told]] = await Promise.all([
    on
      .select({ since: min(stockParcels.cameOn) })
      .from(stockParcels)
      .where(and(eq(stockParcels.organisationId, organisationId), gt(stockParcels.balanceBase, 0n))),
    on
      .select({ at: max(stockEntries.recordedAt) })
      .from(stockEntries)
      .where(
        and(
          eq(stockEntries.organisationId, organisationId),
          inArray(stockEntries.kind, ["used", "spoiled", "counted"]),
        ),
      ),
  ]);
  if (!there?.since) return [];
  const came = there.since as BusinessDay;
  const said = told?.at ? dayOf(told.at, zone) : came;
  const since = said > came ? said : came;
  const days = await numberParameter(on, "kitchen.store_silent_days", { regionCode: cityCode, day: today });
  if (daysBetween(since, today) < days) return [];
  const task: Task = {
    kind: "store.tell",
    subjectId: organisationId,
    path: "gudang-dapur",
    due: momentOf(addDays(since, days), "17:00", zone),
    params: { days: daysBetween(since, today).toString() },
  };
  return [task];
};
