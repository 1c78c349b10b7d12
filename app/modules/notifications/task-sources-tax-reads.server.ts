import { and, asc, eq, inArray } from "drizzle-orm";
import { addDays, momentOf } from "#app/kernel/calendar.ts";
import { taxRemittances } from "#db/schema/payments-taxes.ts";
import { owedTaxes } from "../payments/tax-remittance-reads.server.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskSource } from "./task-source.server.ts";

/** Tax of months that are over and not remitted yet: due on the last day that the rules give. The running month can still change. */
export const taxesToRemit: TaskSource = async ({ organisationId, today, at, zone }, on) => {
  const { months } = await owedTaxes(organisationId, at, on);
  return months
    .filter(({ month, openRupiah }) => openRupiah > 0n && month < today.slice(0, 7))
    .reverse()
    .slice(0, TASKS_MAX)
    .map(
      ({ kind, month, dueOn, openRupiah }): Task => ({
        kind: "tax.remit",
        subjectId: `${organisationId}-${kind}-${month}`,
        path: "setor-pajak",
        due: momentOf(dueOn, "23:59", zone),
        params: { tax: kind, month, day: dueOn, amount: openRupiah.toString() },
      }),
    );
};

/** Tax that somebody says was paid, or doubts: a second person looks by the end of the next day. Nobody checks what they said. */
export const taxesToConfirm: TaskSource = async ({ organisationId, personId, zone }, on) => {
  const rows = await on
    .select()
    .from(taxRemittances)
    .where(
      and(
        eq(taxRemittances.organisationId, organisationId),
        inArray(taxRemittances.state, ["reported", "doubted"]),
      ),
    )
    .orderBy(asc(taxRemittances.paidOn), asc(taxRemittances.id))
    .limit(TASKS_MAX);
  return rows
    .filter((row) => (row.state === "doubted" ? row.doubtedBy : row.reportedBy) !== personId)
    .map(
      (row): Task => ({
        kind: "tax.confirm",
        subjectId: row.id,
        path: `setor-pajak/${row.id}`,
        due: momentOf(addDays(row.paidOn, 1), "17:00", zone),
        params: {
          state: row.state,
          tax: row.kind,
          month: row.month.slice(0, 7),
          amount: row.amountRupiah.toString(),
        },
      }),
    );
};
