import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, ne, sql } from "drizzle-orm";
import { momentOf } from "#app/kernel/calendar.ts";
import { callOffs, contracts } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { marketDays } from "#db/schema/matching.ts";
import { orderLines, orders, priceEvidences, priceVerdicts } from "#db/schema/orders.ts";
import { paymentAllocations, payments } from "#db/schema/payments.ts";
import { shipments, trips } from "#db/schema/shipments.ts";
import { isOwnOrKitchens } from "../identity/foundation-reads.server.ts";
import { submitBy } from "../orders/cut-off.ts";
import { orderTimesFor } from "../orders/cut-off-reads.server.ts";
import { byUrgency, type Task } from "./task.ts";
import { TASKS_MAX, type TaskSource } from "./task-source.server.ts";

/**
 * Drafts that nobody has sent yet: due when their market closes, and after that when they are no longer taken. Several are one
 * task: they are looked over and sent together.
 */
export const ordersToSubmit: TaskSource = async ({ organisationId, zone, at }, on) => {
  const rows = await on
    .select({
      id: orders.id,
      deliveryDay: orders.deliveryDay,
      cityCode: orders.cityCode,
      windowStart: orders.windowStart,
    })
    .from(orders)
    .where(and(eq(orders.buyerId, organisationId), eq(orders.state, "draft")))
    .orderBy(asc(orders.deliveryDay))
    .limit(TASKS_MAX);
  const tasks = await Promise.all(
    rows.map(
      async (row): Promise<Task> => ({
        kind: "order.submit",
        subjectId: row.id,
        path: `pesanan/${row.id}`,
        due: submitBy(await orderTimesFor({ ...row, timeZone: zone }, on), at),
        params: { day: row.deliveryDay },
      }),
    ),
  );
  return together(tasks, "pesanan/kirim");
};

/** Tasks of one kind as one, as pressing as the most pressing of them; a single one stays as it is. */
function together(tasks: readonly Task[], path: string): Task[] {
  const [first] = [...tasks].sort(byUrgency);
  if (!first || tasks.length === 1) return [...tasks];
  const amount = tasks.reduce((sum, { params }) => sum + BigInt(params["amount"] ?? 0), 0n);
  return [
    {
      ...first,
      path,
      params: { ...first.params, amount: amount.toString(), count: tasks.length.toString() },
    },
  ];
}

/** Orders that wait for the word of the head, several as one task; whoever submitted one is not asked to approve it. */
export const ordersToApprove: TaskSource = async ({ organisationId, personId, zone }, on) => {
  const rows = await on
    .select({ id: orders.id, deliveryDay: orders.deliveryDay, reservedRupiah: orders.reservedRupiah })
    .from(orders)
    .where(
      and(
        eq(orders.buyerId, organisationId),
        eq(orders.state, "submitted"),
        ne(orders.submittedBy, personId),
      ),
    )
    .orderBy(asc(orders.deliveryDay))
    .limit(TASKS_MAX);
  const tasks = rows.map(
    (row): Task => ({
      kind: "order.approve",
      subjectId: row.id,
      path: `pesanan/${row.id}`,
      due: momentOf(row.deliveryDay, "00:00", zone),
      params: { day: row.deliveryDay, amount: row.reservedRupiah.toString() },
    }),
  );
  return together(tasks, "pesanan/setujui");
};

/** Dear prices of drafts for which somebody else brought evidence, and that wait for the head. */
export const pricesToDecide: TaskSource = async ({ organisationId, personId, zone, at }, on) => {
  const rows = await on
    .select({
      id: orders.id,
      deliveryDay: orders.deliveryDay,
      cityCode: orders.cityCode,
      windowStart: orders.windowStart,
      count: sql<number>`count(*)::int`,
    })
    .from(priceEvidences)
    .innerJoin(orders, and(eq(orders.id, priceEvidences.orderId), eq(orders.state, "draft")))
    .leftJoin(priceVerdicts, eq(priceVerdicts.evidenceId, priceEvidences.id))
    .where(
      and(
        eq(orders.buyerId, organisationId),
        isNull(priceVerdicts.evidenceId),
        ne(priceEvidences.writtenBy, personId),
      ),
    )
    .groupBy(orders.id)
    .orderBy(asc(orders.deliveryDay))
    .limit(TASKS_MAX);
  return Promise.all(
    rows.map(
      async (row): Promise<Task> => ({
        kind: "order.prices",
        subjectId: row.id,
        path: `pesanan/${row.id}/bukti-harga`,
        due: submitBy(await orderTimesFor({ ...row, timeZone: zone }, on), at),
        params: { day: row.deliveryDay, count: row.count.toString() },
      }),
    ),
  );
};

/** Orders whose market was cleared and that still lack goods. */
export const ordersUnfilled: TaskSource = async ({ organisationId, zone, today }, on) => {
  const rows = await on
    .select({ id: orders.id, deliveryDay: orders.deliveryDay, lines: sql<number>`count(*)::int` })
    .from(orders)
    .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
    .innerJoin(
      marketDays,
      and(
        eq(marketDays.cityCode, orders.cityCode),
        eq(marketDays.deliveryDay, orders.deliveryDay),
        isNotNull(marketDays.clearedAt),
      ),
    )
    .where(
      and(
        eq(orders.buyerId, organisationId),
        inArray(orders.state, ["submitted", "approved"]),
        sql`${orders.deliveryDay} >= ${today}`,
        lt(orderLines.promisedBase, orderLines.quantityBase),
      ),
    )
    .groupBy(orders.id, orders.deliveryDay)
    .orderBy(asc(orders.deliveryDay))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "order.unfilled",
      subjectId: row.id,
      path: `pesanan/${row.id}`,
      due: momentOf(row.deliveryDay, "00:00", zone),
      params: { day: row.deliveryDay, lines: row.lines.toString() },
    }),
  );
};

/** Goods on their way to the door. */
export const shipmentsToReceive: TaskSource = async ({ organisationId, zone }, on) => {
  const rows = await on
    .select({
      id: shipments.id,
      number: shipments.number,
      seller: organisations.name,
      deliveryDay: shipments.deliveryDay,
      windowEnd: orders.windowEnd,
    })
    .from(shipments)
    .innerJoin(organisations, eq(organisations.id, shipments.sellerId))
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .where(
      and(
        eq(shipments.buyerId, organisationId),
        eq(shipments.state, "dispatched"),
        eq(shipments.purpose, "order"),
      ),
    )
    .orderBy(asc(shipments.deliveryDay), asc(orders.windowEnd))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "shipment.receive",
      subjectId: row.id,
      path: `terima/${row.id}`,
      due: momentOf(row.deliveryDay, row.windowEnd, zone),
      params: { seller: row.seller, number: row.number ?? "", day: row.deliveryDay },
    }),
  );
};

/** Invoices that claim more than what was paid or reported as paid; for a foundation, those of its kitchens. */
export const invoicesToPay: TaskSource = async ({ organisationId, zone }, on) => {
  const reported = on
    .select({
      invoiceId: paymentAllocations.invoiceId,
      amount: sql<string>`sum(${paymentAllocations.amountRupiah})`.as("amount"),
    })
    .from(paymentAllocations)
    .innerJoin(
      payments,
      and(
        eq(payments.id, paymentAllocations.paymentId),
        eq(payments.state, "reported"),
        isOwnOrKitchens(payments.payerId, organisationId, on),
      ),
    )
    .groupBy(paymentAllocations.invoiceId)
    .as("reported");
  const open = sql<string>`(${invoices.totalRupiah} - ${invoices.advanceRupiah} - ${invoices.creditedRupiah} - ${invoices.paidRupiah} - ${invoices.heldRupiah} - coalesce(${reported.amount}, 0))`;
  const rows = await on
    .select({
      id: invoices.id,
      number: invoices.number,
      seller: organisations.name,
      dueOn: invoices.dueOn,
      open: sql<string>`${open}::bigint::text`,
    })
    .from(invoices)
    .innerJoin(organisations, eq(organisations.id, invoices.sellerId))
    .leftJoin(reported, eq(reported.invoiceId, invoices.id))
    .where(
      and(
        isOwnOrKitchens(invoices.buyerId, organisationId, on),
        eq(invoices.state, "issued"),
        gt(open, sql`0`),
      ),
    )
    .orderBy(asc(invoices.dueOn))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "invoice.pay",
      subjectId: row.id,
      path: `bayar/${row.id}`,
      due: momentOf(row.dueOn, "17:00", zone),
      params: { seller: row.seller, number: row.number ?? "", amount: row.open },
    }),
  );
};

/** Trips that are on the road to this buyer; it may write down the handover itself. */
export const tripsToTakeOver: TaskSource = async ({ organisationId, zone }, on) => {
  const rows = await on
    .select({ id: trips.id, number: callOffs.number, plannedFor: trips.plannedFor, hub: organisations.name })
    .from(trips)
    .innerJoin(callOffs, eq(callOffs.id, trips.callOffId))
    .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
    .innerJoin(organisations, eq(organisations.id, contracts.hubId))
    .where(
      and(eq(trips.state, "departed"), sql`${organisationId} in (${contracts.buyerId}, ${contracts.hubId})`),
    )
    .orderBy(asc(trips.plannedFor))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "trip.handOver",
      subjectId: row.id,
      path: `perjalanan/${row.id}`,
      due: momentOf(row.plannedFor, "23:59", zone),
      params: { number: row.number, hub: row.hub },
    }),
  );
};
