import { and, asc, eq } from "drizzle-orm";
import { organisations } from "#db/schema/identity.ts";
import { ridePlaces, rides } from "#db/schema/shipments-rides.ts";
import { ridePayables } from "../payments/payable-reads.server.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskSource } from "./task-source.server.ts";

/** Room on a neighbour's vehicle that waits for a yes or a no. */
export const ridesToAnswer: TaskSource = async ({ organisationId }, on) => {
  const rows = await on
    .selectDistinct({
      id: rides.id,
      name: organisations.name,
      day: rides.deliveryDay,
      answerBy: rides.answerBy,
    })
    .from(ridePlaces)
    .innerJoin(rides, eq(rides.id, ridePlaces.rideId))
    .innerJoin(organisations, eq(organisations.id, rides.carrierId))
    .where(
      and(
        eq(ridePlaces.koperasiId, organisationId),
        eq(ridePlaces.state, "offered"),
        eq(rides.state, "asked"),
      ),
    )
    .orderBy(asc(rides.answerBy))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "ride.answer",
      subjectId: row.id,
      path: `angkutan/${row.id}`,
      due: row.answerBy,
      params: { name: row.name, day: row.day },
    }),
  );
};

/** Rides that took place and are not paid. */
export const ridesToPay: TaskSource = async ({ organisationId }, on) => {
  const due = await ridePayables(organisationId, on);
  return due.map(
    (payable): Task => ({
      kind: "ride.pay",
      subjectId: payable.id,
      path: "bayar-produsen",
      due: null,
      params: { name: payable.name, amount: payable.dueRupiah.toString() },
    }),
  );
};
