import { and, asc, eq, gte, inArray, isNull } from "drizzle-orm";
import { organisations } from "#db/schema/identity.ts";
import { shipmentLines, shipments } from "#db/schema/shipments.ts";
import { lateDeliveries, replacements } from "#db/schema/shipments-door.ts";
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

/** Refused goods that this seller is to bring anew: it says from which lot while there is time. */
export const replacementsToPromise: TaskSource = async ({ organisationId, at }, on) => {
  const rows = await on
    .select({
      id: replacements.shipmentLineId,
      shipmentId: replacements.shipmentId,
      buyer: organisations.name,
      goods: shipmentLines.description,
      dueAt: replacements.dueAt,
    })
    .from(replacements)
    .innerJoin(shipmentLines, eq(shipmentLines.id, replacements.shipmentLineId))
    .innerJoin(shipments, eq(shipments.id, replacements.shipmentId))
    .innerJoin(organisations, eq(organisations.id, shipments.buyerId))
    .where(
      and(
        eq(shipments.sellerId, organisationId),
        eq(replacements.state, "asked"),
        gte(replacements.dueAt, at),
      ),
    )
    .orderBy(asc(replacements.dueAt))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "replacement.promise",
      subjectId: row.id,
      path: `kirim/${row.shipmentId}`,
      due: row.dueAt,
      params: { goods: row.goods, buyer: row.buyer },
    }),
  );
};
