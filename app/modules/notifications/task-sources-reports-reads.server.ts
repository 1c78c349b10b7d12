import { and, asc, eq, inArray, lt, sql } from "drizzle-orm";
import { dayOf, daysBetween } from "#app/kernel/calendar.ts";
import type { Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { payments } from "#db/schema/payments.ts";
import { storedFiles } from "#db/schema/platform.ts";
import { isOwnOrKitchens } from "../identity/foundation-reads.server.ts";
import { confirmedByPeople } from "../payments/payment-rails.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskScope, type TaskSource } from "./task-source.server.ts";

const DAY_MS = 86_400_000;

/** Reports of one side that nobody answered for so long that they come before others too, the oldest first, with the other side's name. */
async function silentReports(
  { organisationId, cityCode, today, at }: TaskScope,
  side: "payerId" | "payeeId",
  on: Executor,
) {
  const afterDays = await numberParameter(on, "payment.head_after_days", {
    regionCode: cityCode,
    day: today,
  });
  const mine =
    side === "payeeId"
      ? eq(payments.payeeId, organisationId)
      : and(
          isOwnOrKitchens(payments.payerId, organisationId, on),
          // Its own report: what the payee read in its bank is not asked about by whoever paid.
          sql`exists (select 1 from ${storedFiles} f where f.id = ${payments.proofId} and f.owner_id = ${organisationId})`,
        );
  return on
    .select({
      id: payments.id,
      name: organisations.name,
      amount: payments.amountRupiah,
      reportedAt: payments.reportedAt,
    })
    .from(payments)
    .innerJoin(organisations, eq(organisations.id, side === "payeeId" ? payments.payerId : payments.payeeId))
    .where(
      and(
        mine,
        eq(payments.state, "reported"),
        inArray(payments.rail, confirmedByPeople),
        lt(payments.reportedAt, new Date(at.getTime() - afterDays * DAY_MS)),
      ),
    )
    .orderBy(asc(payments.reportedAt))
    .limit(TASKS_MAX);
}

/**
 * A transfer that is neither verified nor rejected holds its part of the invoice for ever: after the days of the dated rule it comes before
 * the head of whoever was paid, beside the cashier's own task, and before whoever reported it, who asks or takes the report back.
 */
function silentTask(side: "payerId" | "payeeId"): TaskSource {
  return async (scope, on) => {
    const rows = await silentReports(scope, side, on);
    return rows.map(
      (row): Task => ({
        kind: "payment.silent",
        subjectId: row.id,
        path: `pembayaran-masuk/${row.id}`,
        due: new Date(row.reportedAt.getTime() + DAY_MS),
        params: {
          name: row.name,
          amount: row.amount.toString(),
          days: daysBetween(dayOf(row.reportedAt, scope.zone), scope.today).toString(),
        },
      }),
    );
  };
}

export const paymentsUnanswered = silentTask("payeeId");
export const reportsUnanswered = silentTask("payerId");
