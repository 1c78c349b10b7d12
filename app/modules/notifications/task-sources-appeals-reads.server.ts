import { and, asc, desc, eq, gte, isNull, sql } from "drizzle-orm";
import { organisations } from "#db/schema/identity.ts";
import { orders } from "#db/schema/orders.ts";
import { receipts, secondWeighings, shipmentLines, shipments } from "#db/schema/shipments.ts";
import { appeals } from "#db/schema/shipments-appeals.ts";
import { numberParameter, numberParameters } from "../regions/parameter-reads.server.ts";
import { goodsWords, hoursAfter } from "../shipments/appeal.ts";
import { appealLinesOf } from "../shipments/appeal-facts-reads.server.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskSource } from "./task-source.server.ts";

/** Appeals that wait for this kitchen, for whoever did not weigh the delivery. */
export const appealsToAnswer: TaskSource = async ({ organisationId, personId, at }, on) => {
  const rows = await on
    .select({ appeal: appeals, number: receipts.number, name: organisations.name })
    .from(appeals)
    .innerJoin(receipts, eq(receipts.shipmentId, appeals.shipmentId))
    .innerJoin(organisations, eq(organisations.id, appeals.sellerId))
    .where(
      and(
        eq(appeals.buyerId, organisationId),
        eq(appeals.state, "open"),
        gte(appeals.dueAt, at),
        sql`${receipts.receivedBy} is distinct from ${personId}`,
      ),
    )
    .orderBy(asc(appeals.dueAt), asc(appeals.id))
    .limit(TASKS_MAX);
  return Promise.all(
    rows.map(async ({ appeal, number, name }): Promise<Task> => {
      const lines = await appealLinesOf(appeal.id, on);
      return {
        kind: "appeal.answer",
        subjectId: appeal.id,
        path: `terima/${appeal.shipmentId}/banding`,
        due: appeal.dueAt,
        params: { number, name, goods: goodsWords(lines.map((line) => ({ ...line, base: line.askedBase }))) },
      };
    }),
  );
};

/** Goods of this seller that a kitchen refused, while there is time to appeal. What weighed a little less is no task. */
export const weighingsToAppeal: TaskSource = async ({ organisationId, at, today }, on) => {
  const knownAt = sql<Date>`coalesce(${receipts.toldAt}, ${receipts.receivedAt})`;
  const rows = await on
    .select({
      shipmentId: shipments.id,
      cityCode: orders.cityCode,
      number: receipts.number,
      name: organisations.name,
      knownAt: knownAt.mapWith(receipts.receivedAt),
      description: shipmentLines.description,
      unit: shipmentLines.unit,
      basePerUnit: shipmentLines.basePerUnit,
      base: sql<string>`${shipmentLines.rejectedBase}::text`,
    })
    .from(shipments)
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .innerJoin(receipts, eq(receipts.shipmentId, shipments.id))
    .innerJoin(
      shipmentLines,
      and(eq(shipmentLines.shipmentId, shipments.id), sql`${shipmentLines.rejectedBase} > 0`),
    )
    .innerJoin(organisations, and(eq(organisations.id, shipments.buyerId), eq(organisations.kind, "kitchen")))
    .leftJoin(appeals, eq(appeals.shipmentId, shipments.id))
    .where(and(eq(shipments.sellerId, organisationId), isNull(appeals.id)))
    .orderBy(desc(shipments.id), asc(shipmentLines.position))
    .limit(TASKS_MAX);
  if (rows.length === 0) return [];
  const scope = { regionCodes: [...new Set(rows.map(({ cityCode }) => cityCode))], day: today };
  const hours = await numberParameters(on, "receiving.appeal_hours", scope);
  return [...new Set(rows.map(({ shipmentId }) => shipmentId))].flatMap((shipmentId): Task[] => {
    const lines = rows.filter((row) => row.shipmentId === shipmentId);
    const [first] = lines;
    if (!first) return [];
    const due = hoursAfter(first.knownAt, hours.get(first.cityCode) ?? 0);
    if (due < at) return [];
    const goods = goodsWords(lines.map((line) => ({ ...line, base: BigInt(line.base) })));
    return [
      {
        kind: "appeal.open",
        subjectId: shipmentId,
        path: `kirim/${shipmentId}/banding`,
        due,
        params: { number: first.number, name: first.name, goods },
      },
    ];
  });
};

/**
 * Deliveries that two phones weighed differently: the receipt stands, and whoever answers for the kitchen looks at both while the
 * seller may still appeal against it.
 */
export const weighingsToCompare: TaskSource = async ({ organisationId, cityCode, at, today }, on) => {
  const hours = await numberParameter(on, "receiving.appeal_hours", { regionCode: cityCode, day: today });
  const rows = await on
    .selectDistinct({
      shipmentId: shipments.id,
      number: receipts.number,
      name: organisations.name,
      toldAt: secondWeighings.toldAt,
    })
    .from(secondWeighings)
    .innerJoin(receipts, eq(receipts.id, secondWeighings.receiptId))
    .innerJoin(shipments, eq(shipments.id, receipts.shipmentId))
    .innerJoin(shipmentLines, eq(shipmentLines.id, secondWeighings.shipmentLineId))
    .innerJoin(organisations, eq(organisations.id, shipments.sellerId))
    .where(
      and(
        eq(shipments.buyerId, organisationId),
        gte(secondWeighings.toldAt, hoursAfter(at, -hours)),
        sql`(${secondWeighings.deliveredBase}, ${secondWeighings.rejectedBase}) is distinct from (${shipmentLines.deliveredBase}, ${shipmentLines.rejectedBase})`,
      ),
    )
    .orderBy(asc(secondWeighings.toldAt), asc(shipments.id))
    .limit(TASKS_MAX);
  const once = new Map(rows.map((row) => [row.shipmentId, row]));
  return [...once.values()].map(
    ({ shipmentId, number, name, toldAt }): Task => ({
      kind: "weighing.compare",
      subjectId: shipmentId,
      path: `terima/${shipmentId}/hasil`,
      due: hoursAfter(toldAt, hours),
      params: { number, name },
    }),
  );
};
