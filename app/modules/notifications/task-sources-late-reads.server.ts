import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { organisations } from "#db/schema/identity.ts";
import { shipments } from "#db/schema/shipments.ts";
import { lateDeliveries } from "#db/schema/shipments-door.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskSource } from "./task-source.server.ts";

/** Deliveries that were due and do not stand at the door: wait, or ask somebody else. */
export const deliveriesLate: TaskSource = async ({ organisationId }, on) => {
  const rows = await on
    .select({ id: shipments.id, seller: organisations.name, dueAt: lateDeliveries.dueAt })
    .from(lateDeliveries)
    .innerJoin(shipments, eq(shipments.id, lateDeliveries.shipmentId))
    .innerJoin(organisations, eq(organisations.id, shipments.sellerId))
    .where(
      and(
        eq(shipments.buyerId, organisationId),
        inArray(shipments.state, ["planned", "dispatched"]),
        isNull(shipments.arrivedAt),
      ),
    )
    .orderBy(asc(lateDeliveries.dueAt))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "shipment.late",
      subjectId: row.id,
      path: `terima/${row.id}/terlambat`,
      due: row.dueAt,
      params: { seller: row.seller },
    }),
  );
};
