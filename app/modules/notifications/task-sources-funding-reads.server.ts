import { and, asc, eq, inArray } from "drizzle-orm";
import { addDays, momentOf } from "#app/kernel/calendar.ts";
import { fundings } from "#db/schema/payments-fundings.ts";
import { kitchenCash } from "../payments/funding-reads.server.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskSource } from "./task-source.server.ts";

/** Kitchens whose books say that more was paid than ever came: money came that nobody has written down. */
export const fundingsToReport: TaskSource = async ({ organisationId, today }, on) => {
  const kitchens = await kitchenCash(organisationId, today, on);
  return kitchens
    .filter(({ standing }) => standing === "missing")
    .slice(0, TASKS_MAX)
    .map(
      (kitchen): Task => ({
        kind: "funding.report",
        subjectId: kitchen.kitchenId,
        path: "dana",
        due: null,
        params: { name: kitchen.name, amount: (-kitchen.cashRupiah).toString() },
      }),
    );
};

/** Money that came, or is doubted, and waits for the head's word: by the end of the next day. Nobody checks what they said. */
export const fundingsToConfirm: TaskSource = async ({ organisationId, personId, zone }, on) => {
  const rows = await on
    .select()
    .from(fundings)
    .where(and(eq(fundings.kitchenId, organisationId), inArray(fundings.state, ["reported", "doubted"])))
    .orderBy(asc(fundings.receivedOn), asc(fundings.id))
    .limit(TASKS_MAX);
  return rows
    .filter((row) => (row.state === "doubted" ? row.doubtedBy : row.reportedBy) !== personId)
    .map(
      (row): Task => ({
        kind: "funding.confirm",
        subjectId: row.id,
        path: `dana/${row.id}`,
        due: momentOf(addDays(row.receivedOn, 1), "17:00", zone),
        params: { state: row.state, number: row.reference, amount: row.amountRupiah.toString() },
      }),
    );
};
