import { and, eq, isNull, max, sql } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { shipmentLines, shipments } from "#db/schema/shipments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { voidReasonWords } from "../documents/formal.ts";
import { issueDocument, voidStandingDocuments } from "../documents/issue-document.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { holdOrder } from "../orders/known-order.server.ts";
import { purchaseOrderFactsOf } from "./purchase-order-reads.server.ts";
import { PlanShipments } from "./shipment.schema.ts";
import { orderFacts, type PromisedGoods, unplannedGoods } from "./shipment-facts-reads.server.ts";
import { shipmentPlanned } from "./shipments.events.ts";

/**
 * Prepares the shipments of an approved order: one per seller and place that its goods are fetched from, a line for each promise it accepted, and the buyer's
 * Surat Pesanan to that seller about exactly these lines. Promises that are accepted later join the shipment that is
 * still being prepared, whose paper is then voided and replaced, or open another when it has left. Running it again
 * changes nothing.
 */
export const planShipments = command({
  name: "shipments.plan",
  input: PlanShipments,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, { orderId }) => {
    // One planner of an order at a time, and none while it is being cancelled or closed: what is planned for an order
    // that has just ended would wait for a truck that never comes.
    await holdOrder(tx, orderId);
    const order = await orderFacts(orderId, tx);
    if (order?.state !== "approved") return { orderId, shipmentIds: [] };
    const goods = await unplannedGoods(orderId, tx);
    const shipmentIds: string[] = [];
    for (const own of byPlace(goods)) {
      const [{ sellerId, warehouseId }] = own;
      const from = { sellerId, warehouseId };
      const shipmentId = (await standingPlan(tx, orderId, from)) ?? (await openPlan(tx, call, order, from));
      await addLines(tx, shipmentId, own);
      await orderOnPaper(tx, call, { shipmentId, sellerId, buyerId: order.buyerId });
      shipmentIds.push(shipmentId);
    }
    return { orderId, shipmentIds };
  },
});

type From = Pick<PromisedGoods, "sellerId" | "warehouseId">;

/** Promised goods by whoever hands them out and where: sellers in the order of their ids, each one's own address first. */
function byPlace(goods: readonly PromisedGoods[]): [PromisedGoods, ...PromisedGoods[]][] {
  const places = new Map<string, [PromisedGoods, ...PromisedGoods[]]>();
  for (const one of goods) {
    const key = `${one.sellerId}/${one.warehouseId ?? ""}`;
    const known = places.get(key);
    if (known) known.push(one);
    else places.set(key, [one]);
  }
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => own);
}

/** The Surat Pesanan of a shipment as it is planned now, in place of the one before. */
async function orderOnPaper(
  tx: Transaction,
  call: Call,
  shipment: { readonly shipmentId: string; readonly sellerId: string; readonly buyerId: string },
): Promise<void> {
  const { shipmentId, sellerId, buyerId } = shipment;
  await voidStandingDocuments(tx, call, {
    kind: "SP",
    subjectIds: [shipmentId],
    reason: voidReasonWords.goodsAdded,
  });
  const on = dayOf(call.at, await clockOf(buyerId, tx));
  await issueDocument(tx, call, {
    organisationId: buyerId,
    kind: "SP",
    subjectId: shipmentId,
    facts: await purchaseOrderFactsOf(shipmentId, on, tx),
    on,
    readers: [sellerId],
  });
}

async function standingPlan(
  tx: LatestTransaction,
  orderId: string,
  { sellerId, warehouseId }: From,
): Promise<string | null> {
  const [row] = await hold(
    tx,
    shipments,
    and(
      eq(shipments.orderId, orderId),
      eq(shipments.sellerId, sellerId),
      warehouseId === null ? isNull(shipments.warehouseId) : eq(shipments.warehouseId, warehouseId),
      eq(shipments.state, "planned"),
    ),
  );
  return row?.id ?? null;
}

async function openPlan(
  tx: Transaction,
  call: Call,
  order: NonNullable<Awaited<ReturnType<typeof orderFacts>>>,
  { sellerId, warehouseId }: From,
): Promise<string> {
  const shipmentId = newId("shipment");
  await tx.insert(shipments).values({
    id: shipmentId,
    purpose: "order",
    orderId: order.id,
    sellerId,
    warehouseId,
    buyerId: order.buyerId,
    state: "planned",
    deliveryDay: order.deliveryDay,
    createdAt: call.at,
  });
  await announce(tx, call, shipmentPlanned, { shipmentId });
  return shipmentId;
}

async function addLines(tx: Transaction, shipmentId: string, goods: readonly PromisedGoods[]): Promise<void> {
  const [last] = await tx
    .select({ position: max(shipmentLines.position) })
    .from(shipmentLines)
    .where(eq(shipmentLines.shipmentId, shipmentId));
  const first = (last?.position ?? 0) + 1;
  await tx.insert(shipmentLines).values(
    goods.map((one, at) => ({
      id: newId("shipmentLine"),
      shipmentId,
      position: first + at,
      commitmentId: one.commitmentId,
      lotId: one.lotId,
      description: one.description,
      unit: one.unit,
      basePerUnit: one.basePerUnit,
      priceRupiah: one.priceRupiah,
      promisedBase: one.promisedBase,
      loadedBase: 0n,
    })),
  );
  await tx
    .update(shipments)
    .set({ version: sql`${shipments.version} + 1` })
    .where(eq(shipments.id, shipmentId));
}
