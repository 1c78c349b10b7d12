import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import type { Refusal } from "#app/kernel/errors.ts";
import { cancelOrderCommitments } from "#app/modules/commitments/lapse-commitments.server.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { linkHolder, openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { balancesOf } from "#app/modules/ledger/ledger-reads.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { cancelOrder } from "#app/modules/orders/cancel-order.server.ts";
import { cancelShipments } from "#app/modules/shipments/cancel-shipments.server.ts";
import { closeFinishedOrders } from "#app/modules/shipments/close-finished-orders.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { endMissedShipments } from "#app/modules/shipments/end-missed-shipments.server.ts";
import { keepPhoto } from "#app/modules/shipments/keep-photo.server.ts";
import { markArrival } from "#app/modules/shipments/mark-arrival.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { ShipmentFilter } from "#app/modules/shipments/shipment.schema.ts";
import {
  loadOfDriver,
  mayLookAtPhoto,
  shipmentById,
  shipmentsOf,
  shipmentsOfOrder,
} from "#app/modules/shipments/shipment-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Goods, type Kitchen, type Koperasi, world } from "#tests/support/world.ts";

const DAY_MS = 86_400_000;
const database = await testDatabase({ poolSize: 20 });
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4]);

async function codeOf(deed: Promise<unknown>): Promise<string> {
  const refusal = await deed.then(
    () => null,
    (error: unknown) => error as Refusal,
  );
  if (refusal === null) return "done";
  const fields = "fields" in refusal ? Object.entries(refusal.fields as Record<string, string[]>) : [];
  const [first] = fields;
  return first ? `${first[0]}: ${first[1][0]}` : (refusal.code ?? String(refusal));
}

async function freeVillage(): Promise<string> {
  const [row] = await database.sql`
    select code from regions where level = 4 and code like '35.05.%'
      and not exists (select 1 from organisations o where o.region_code = regions.code) order by code limit 1`;
  return row?.["code"] as string;
}

/** A kitchen that orders 100 kg of eggs and a koperasi that has promised all of it. */
async function promised(quantityBase = 100_000n) {
  const town = world(database);
  const kitchen = await town.kitchen({ regionCode: "35.72.01.1006" });
  const seller = await town.koperasi({ regionCode: await freeVillage() });
  const goods = await town.goods(seller);
  const budgetId = await town.budget(kitchen);
  const orderId = await town.order(kitchen, { budgetId });
  const commitmentId = await town.promise(seller, orderId, { lotId: goods.lotId, quantityBase });
  return { town, kitchen, seller, goods, budgetId, orderId, commitmentId };
}
type Deal = Awaited<ReturnType<typeof promised>>;

async function planned(deal: Deal): Promise<string> {
  await approveOrder(deal.town.callOf(deal.kitchen.head), { orderId: deal.orderId });
  const { shipmentIds } = await planShipments(deal.town.systemCall(), { orderId: deal.orderId });
  return shipmentIds[0] ?? "";
}

async function lineOf(deal: Deal, shipmentId: string) {
  const shipment = await shipmentById(deal.seller.id, shipmentId);
  const line = shipment?.lines[0];
  if (!line) throw new Error("the shipment has a line");
  return line;
}

async function dispatched(deal: Deal, loadedBase = 100_000n, shipmentId?: string): Promise<string> {
  const id = shipmentId ?? (await planned(deal));
  await dispatchShipment(deal.town.callOf(deal.seller.warehouse), {
    shipmentId: id,
    driverName: "Pak Min",
    vehiclePlate: "AG 0000 XF",
    lines: [{ shipmentLineId: (await lineOf(deal, id)).id, loadedBase: loadedBase.toString() }],
  });
  return id;
}

type Weighed = Omit<Parameters<typeof receiveShipment>[1]["lines"][number], "shipmentLineId">;

async function receive(deal: Deal, shipmentId: string, weighed: Weighed, key: string | null = null) {
  return receiveShipment(deal.town.callOf(deal.kitchen.field, key), {
    shipmentId,
    receiverName: "Bu Sri",
    lines: [{ shipmentLineId: (await lineOf(deal, shipmentId)).id, ...weighed }],
  });
}

async function photoOf(kitchen: Kitchen, town: Deal["town"]): Promise<string> {
  const { fileId } = await keepPhoto(town.callOf(kitchen.field), { fileName: "layu.png", bytes: PNG });
  return fileId;
}

async function lotRow(goods: Goods) {
  const [row] = await database.sql`
    select reserved_base, shipped_base, lost_base, quantity_base from lots where id = ${goods.lotId}`;
  const base = (name: string) => BigInt(row?.[name]);
  return {
    reserved: base("reserved_base"),
    shipped: base("shipped_base"),
    lost: base("lost_base"),
    available: base("quantity_base") - base("reserved_base") - base("shipped_base") - base("lost_base"),
  };
}

async function envelope(deal: Deal) {
  const found = await balancesOf(
    deal.kitchen.id,
    ["budgetAvailable", "budgetReserved", "budgetSpent"],
    deal.budgetId,
  );
  return {
    left: -(found.get("budgetAvailable") ?? 0n),
    held: -(found.get("budgetReserved") ?? 0n),
    spent: -(found.get("budgetSpent") ?? 0n),
  };
}

async function states(deal: Deal) {
  const [row] = await database.sql`
    select o.state as order_state, c.state as commitment_state from orders o, commitments c
    where o.id = ${deal.orderId} and c.id = ${deal.commitmentId}`;
  return { order: row?.["order_state"] as string, commitment: row?.["commitment_state"] as string };
}

test("from the promise to the BAST: goods leave their lot, are weighed, paid for and closed", async () => {
  const deal = await promised();
  const shipmentId = await dispatched(deal);
  expect(await lotRow(deal.goods)).toMatchObject({ reserved: 0n, shipped: 100_000n, available: 400_000n });
  await receive(deal, shipmentId, { deliveredBase: "100000" });
  expect(await states(deal)).toEqual({ order: "closed", commitment: "fulfilled" });
  // 100 kg at Rp 27.200; the rest of the Rp 29.000 ceiling that was held is free again.
  expect(await envelope(deal)).toEqual({ left: 497_280_000n, held: 0n, spent: 2_720_000n });
  const shown = await shipmentById(deal.kitchen.id, shipmentId);
  expect(shown?.shipment.state).toBe("received");
  expect(shown?.lines[0]).toMatchObject({
    deliveredBase: 100_000n,
    acceptedBase: 100_000n,
    rejectedBase: 0n,
  });
  const papers = await documentsAbout(deal.seller.id, [shipmentId]);
  expect(papers.map((paper) => paper.kind).sort()).toEqual(["BAST", "SJ"]);
  expect(papers.find((paper) => paper.kind === "BAST")?.number).toBe(shown?.receipt?.number);
  expect(papers.find((paper) => paper.kind === "SJ")?.number).toBe(shown?.shipment.number);
});

test("planning is done once, however often it is asked for and by however many", async () => {
  const deal = await promised();
  await approveOrder(deal.town.callOf(deal.kitchen.head), { orderId: deal.orderId });
  await Promise.all(
    Array.from({ length: 10 }, () => planShipments(deal.town.systemCall(), { orderId: deal.orderId })),
  );
  expect(await shipmentsOfOrder(deal.kitchen.id, deal.orderId)).toHaveLength(1);
});

test("before the order is approved nothing is prepared and nothing may leave", async () => {
  const deal = await promised();
  const { shipmentIds } = await planShipments(deal.town.systemCall(), { orderId: deal.orderId });
  expect(shipmentIds).toEqual([]);
});

test("a promise that comes later joins the shipment while it is prepared, and opens another once it has left", async () => {
  const deal = await promised(40_000n);
  const shipmentId = await planned(deal);
  const join = (base: bigint) =>
    deal.town.promise(deal.seller, deal.orderId, { lotId: deal.goods.lotId, quantityBase: base });
  await join(30_000n);
  await planShipments(deal.town.systemCall(), { orderId: deal.orderId });
  const first = await shipmentById(deal.seller.id, shipmentId);
  expect(first?.lines.map((line) => line.promisedBase)).toEqual([40_000n, 30_000n]);
  await dispatchShipment(deal.town.callOf(deal.seller.business), {
    shipmentId,
    driverName: "Pak Min",
    vehiclePlate: "AG 0000 XF",
    lines: (first?.lines ?? []).map((line) => ({
      shipmentLineId: line.id,
      loadedBase: line.promisedBase.toString(),
    })),
  });
  await join(30_000n);
  const { shipmentIds } = await planShipments(deal.town.systemCall(), { orderId: deal.orderId });
  expect(shipmentIds).not.toContain(shipmentId);
  expect(await shipmentsOfOrder(deal.kitchen.id, deal.orderId)).toHaveLength(2);
});

test("each seller of an order has its own shipment, and sees nobody else's", async () => {
  const deal = await promised(60_000n);
  const other = await deal.town.koperasi({ regionCode: await freeVillage() });
  const more = await deal.town.goods(other);
  await deal.town.promise(other, deal.orderId, { lotId: more.lotId, quantityBase: 40_000n });
  await planned(deal);
  const all = await shipmentsOfOrder(deal.kitchen.id, deal.orderId);
  expect(all.map((one) => one.shipment.sellerId).sort()).toEqual([deal.seller.id, other.id].sort());
  const own = await shipmentsOf(other.id, ShipmentFilter.parse({}));
  expect(own.rows).toHaveLength(1);
  const foreign = all.find((one) => one.shipment.sellerId === deal.seller.id)?.shipment.id ?? "";
  expect(await shipmentById(other.id, foreign)).toBeNull();
});

test("no more leaves than was promised plus two percent, and what stays goes back to the lot", async () => {
  const deal = await promised();
  const shipmentId = await planned(deal);
  expect(await codeOf(dispatched(deal, 102_001n, shipmentId))).toBe("shipments.loadedTooMuch");
  expect(await codeOf(dispatched(deal, 0n, shipmentId))).toBe("shipments.nothingLoaded");
  await dispatched(deal, 95_000n, shipmentId);
  expect(await lotRow(deal.goods)).toMatchObject({ reserved: 0n, shipped: 95_000n, available: 405_000n });
});

test("a shipment leaves once, by the hand of its own seller", async () => {
  const deal = await promised();
  const shipmentId = await planned(deal);
  const line = await lineOf(deal, shipmentId);
  const input = {
    shipmentId,
    driverName: "Pak Min",
    vehiclePlate: "AG 0000 XF",
    lines: [{ shipmentLineId: line.id, loadedBase: "100000" }],
  };
  const stranger: Koperasi = await deal.town.koperasi({ regionCode: await freeVillage() });
  const send = (by: Parameters<typeof deal.town.callOf>[0]) =>
    codeOf(dispatchShipment(deal.town.callOf(by), input));
  expect(await send(stranger.chair)).toBe("shipments.missing");
  expect(await send(deal.kitchen.head)).toBe("shipments.forbidden");
  expect(await send(deal.seller.treasurer)).toBe("shipments.forbidden");
  const tries = await Promise.all(Array.from({ length: 5 }, () => send(deal.seller.warehouse)));
  expect(tries.sort()).toEqual(["done", ...Array.from({ length: 4 }, () => "shipments.moved")]);
  expect(await lotRow(deal.goods)).toMatchObject({ reserved: 0n, shipped: 100_000n });
  expect(
    await codeOf(
      cancelOrder(deal.town.callOf(deal.kitchen.head), { orderId: deal.orderId, reason: "Batal" }),
    ),
  ).toBe("orders.goodsUnderway");
});

test("every line is filled in exactly once", async () => {
  const deal = await promised(40_000n);
  await deal.town.promise(deal.seller, deal.orderId, { lotId: deal.goods.lotId, quantityBase: 30_000n });
  const shipmentId = await planned(deal);
  const lines = (await shipmentById(deal.seller.id, shipmentId))?.lines ?? [];
  const send = (ids: readonly string[]) =>
    codeOf(
      dispatchShipment(deal.town.callOf(deal.seller.warehouse), {
        shipmentId,
        driverName: "Pak Min",
        vehiclePlate: "AG 0000 XF",
        lines: ids.map((shipmentLineId) => ({ shipmentLineId, loadedBase: "1000" })),
      }),
    );
  const [first = "", second = ""] = lines.map((line) => line.id);
  expect(await send([first])).toBe("shipments.linesDiffer");
  expect(await send([first, first])).toBe("shipments.linesDiffer");
  const foreign = await lineOf(await promisedAndPlanned(), lastPlanned);
  expect(await send([first, foreign.id])).toBe("shipments.linesDiffer");
  expect(await send([second, first])).toBe("done");
});

let lastPlanned = "";
async function promisedAndPlanned(): Promise<Deal> {
  const deal = await promised();
  lastPlanned = await planned(deal);
  return deal;
}

test("a line of which nothing was loaded breaks its promise: its goods go back and the order is open again", async () => {
  const deal = await promised(40_000n);
  const second = await deal.town.promise(deal.seller, deal.orderId, {
    lotId: deal.goods.lotId,
    quantityBase: 60_000n,
  });
  const shipmentId = await planned(deal);
  const lines = (await shipmentById(deal.seller.id, shipmentId))?.lines ?? [];
  await dispatchShipment(deal.town.callOf(deal.seller.warehouse), {
    shipmentId,
    driverName: "Pak Min",
    vehiclePlate: "AG 0000 XF",
    lines: lines.map((line) => ({
      shipmentLineId: line.id,
      loadedBase: line.commitmentId === second ? "0" : "40000",
    })),
  });
  expect(await lotRow(deal.goods)).toMatchObject({ reserved: 0n, shipped: 40_000n, available: 460_000n });
  const [line] = await deal.town.linesOf(deal.orderId);
  expect(line?.promisedBase).toBe(40_000n);
  const [told] = await database.sql`
    select count(*)::int as count from outbox where name = 'commitment.broken' and payload->>'commitmentId' = ${second}`;
  expect(told?.["count"]).toBe(1);
  await receiveShipment(deal.town.callOf(deal.kitchen.finance), {
    shipmentId,
    receiverName: "Bu Sri",
    lines: lines.map((one) => ({
      shipmentLineId: one.id,
      deliveredBase: one.commitmentId === second ? "0" : "40000",
    })),
  });
  // 60 kg are missing and the delivery day is not over: somebody else may still bring them.
  expect((await states(deal)).order).toBe("approved");
});

test("what is rejected needs a reason, an end and a photo of the kitchen's own", async () => {
  const deal = await promised();
  const shipmentId = await dispatched(deal);
  const weighed = { deliveredBase: "100000", rejectedBase: "25000" };
  const refuse = (more: Partial<Weighed>) => codeOf(receive(deal, shipmentId, { ...weighed, ...more }));
  const rotten = { rejectReason: "rotten", disposition: "returned" } as const;
  expect(await refuse({ disposition: "returned", photoId: "fil_00000000000000000000000000" })).toBe(
    "lines[0].rejectReason: shipments.reasonRequired",
  );
  expect(await refuse({ rejectReason: "rotten", photoId: "fil_00000000000000000000000000" })).toBe(
    "lines[0].disposition: shipments.dispositionRequired",
  );
  expect(await refuse(rotten)).toBe("lines[0].photoId: shipments.photoRequired");
  const foreign = await photoOf(await deal.town.kitchen({ regionCode: "35.72.01.1006" }), deal.town);
  expect(await refuse({ ...rotten, photoId: foreign })).toBe("lines[0].photoId: shipments.photoMissing");
  expect(await codeOf(receive(deal, shipmentId, { deliveredBase: "100", rejectedBase: "101" }))).toBe(
    "lines[0].rejectedBase: shipments.rejectedTooMuch",
  );
  const photoId = await photoOf(deal.kitchen, deal.town);
  expect(await refuse({ ...rotten, photoId })).toBe("done");
  expect(await mayLookAtPhoto(deal.seller.id, photoId)).toBe(true);
  expect(await mayLookAtPhoto(deal.kitchen.foundation.id, photoId)).toBe(false);
});

test("a rejection writes its own paper, is not paid for, and what is spoiled is lost to the lot", async () => {
  const deal = await promised();
  const shipmentId = await dispatched(deal);
  const photoId = await photoOf(deal.kitchen, deal.town);
  const rejected = { rejectedBase: "25000", rejectReason: "rotten", disposition: "returned" } as const;
  await receive(deal, shipmentId, { deliveredBase: "100000", ...rejected, photoId });
  expect(await lotRow(deal.goods)).toEqual({
    reserved: 0n,
    shipped: 75_000n,
    lost: 25_000n,
    available: 400_000n,
  });
  expect(await envelope(deal)).toMatchObject({ spent: 75n * 27_200n, held: 0n });
  const papers = await documentsAbout(deal.seller.id, [shipmentId]);
  expect(papers.map((paper) => paper.kind).sort()).toEqual(["BAP", "BAST", "SJ"]);
  const [facts] = await database.sql`
    select facts from documents where subject_id = ${shipmentId} and kind = 'BAST'`;
  expect(facts?.["facts"]).toMatchObject({
    rejectionNumber: papers.find((paper) => paper.kind === "BAP")?.number,
    lines: [{ weighedBase: "100000", acceptedBase: "75000", rejectedBase: "25000" }],
  });
});

test("goods that are sound go back to be sold again; what the buyer keeps stays shipped", async () => {
  const [whole, kept] = [await promised(), await promised()];
  for (const [deal, rejectReason, disposition] of [
    [whole, "wrong_size", "returned"],
    [kept, "wrong_size", "deducted"],
  ] as const) {
    const shipmentId = await dispatched(deal);
    const photoId = await photoOf(deal.kitchen, deal.town);
    await receive(deal, shipmentId, {
      deliveredBase: "100000",
      rejectedBase: "10000",
      rejectReason,
      disposition,
      photoId,
    });
  }
  expect(await lotRow(whole.goods)).toMatchObject({ shipped: 90_000n, lost: 0n, available: 410_000n });
  expect(await lotRow(kept.goods)).toMatchObject({ shipped: 100_000n, lost: 0n, available: 400_000n });
});

test("two percent over is accepted and paid out of what the budget has left; more is not", async () => {
  const deal = await promised();
  const shipmentId = await dispatched(deal, 102_000n);
  expect(await codeOf(receive(deal, shipmentId, { deliveredBase: "104041" }))).toBe(
    "shipments.moreThanLoaded",
  );
  expect(await codeOf(receive(deal, shipmentId, { deliveredBase: "102001" }))).toBe(
    "shipments.overDelivered",
  );
  await receive(deal, shipmentId, { deliveredBase: "102000" });
  expect(await envelope(deal)).toMatchObject({ spent: 102n * 27_200n, held: 0n });
});

test("a shipment is received once, by its own buyer, and a redelivered form gets the same answer", async () => {
  const deal = await promised();
  const shipmentId = await dispatched(deal);
  const stranger = await deal.town.kitchen({ regionCode: "35.72.01.1006" });
  const line = await lineOf(deal, shipmentId);
  const take = (by: Parameters<typeof deal.town.callOf>[0]) =>
    codeOf(
      receiveShipment(deal.town.callOf(by), {
        shipmentId,
        receiverName: "Bu Sri",
        lines: [{ shipmentLineId: line.id, deliveredBase: "100000" }],
      }),
    );
  expect(await take(stranger.field)).toBe("shipments.missing");
  expect(await take(deal.seller.chair)).toBe("shipments.forbidden");
  expect(await take(deal.kitchen.foundation.maker)).toBe("shipments.missing");
  const first = await receive(deal, shipmentId, { deliveredBase: "100000" }, "pressed-twice");
  expect(await receive(deal, shipmentId, { deliveredBase: "100000" }, "pressed-twice")).toEqual(first);
  expect(await take(deal.kitchen.field)).toBe("shipments.moved");
  expect(await envelope(deal)).toMatchObject({ spent: 2_720_000n });
});

test("a shipment that has not left cannot be received", async () => {
  const deal = await promised();
  const shipmentId = await planned(deal);
  expect(await codeOf(receive(deal, shipmentId, { deliveredBase: "100000" }))).toBe("shipments.moved");
});

test("the driver's link shows the load and says that it has arrived, and nothing else", async () => {
  const deal = await promised();
  const shipmentId = await dispatched(deal);
  const subject = { purpose: "drive" as const, subjectId: shipmentId };
  const token = await openLinkToken(deal.seller.id, subject, deal.town.at);
  const holder = await linkHolder(token ?? "", deal.town.at);
  if (!holder) throw new Error("the link opens");
  const [load] = await loadOfDriver(holder.actor);
  expect(load?.lines).toHaveLength(1);
  const call = { actor: holder.actor, at: deal.town.at, key: null, causation: null };
  expect(await markArrival(call, {})).toMatchObject({ arrived: 1 });
  expect(await markArrival(call, {})).toMatchObject({ arrived: 0 });
  expect((await shipmentById(deal.kitchen.id, shipmentId))?.shipment.arrivedAt).toEqual(deal.town.at);
  expect(await codeOf(markArrival(deal.town.callOf(deal.seller.chair), {}))).toBe("shipments.forbidden");
  expect(
    await codeOf(
      receiveShipment(call, {
        shipmentId,
        receiverName: "Sopir",
        lines: [{ shipmentLineId: load?.lines[0]?.id ?? "", deliveredBase: "1" }],
      }),
    ),
  ).toBe("shipments.missing");
});

test("when an order is called off, what was prepared for it stays at home", async () => {
  const deal = await promised();
  const shipmentId = await planned(deal);
  await cancelShipments(deal.town.systemCall(), { orderId: deal.orderId });
  expect((await shipmentById(deal.seller.id, shipmentId))?.shipment.state).toBe("planned");
  await cancelOrder(deal.town.callOf(deal.kitchen.head), { orderId: deal.orderId, reason: "Dapur libur" });
  await cancelOrderCommitments(deal.town.systemCall(), { orderId: deal.orderId });
  expect(await codeOf(dispatched(deal, 100_000n, shipmentId))).toBe("shipments.orderNotApproved");
  await cancelShipments(deal.town.systemCall(), { orderId: deal.orderId });
  expect((await shipmentById(deal.seller.id, shipmentId))?.shipment.state).toBe("cancelled");
});

test("dispatching and calling off at the same instant: one of them wins, and the books hold", async () => {
  for (let round = 0; round < 4; round += 1) {
    const deal = await promised();
    const shipmentId = await planned(deal);
    const [sent, cancelled] = await Promise.all([
      codeOf(dispatched(deal, 100_000n, shipmentId)),
      codeOf(cancelOrder(deal.town.callOf(deal.kitchen.head), { orderId: deal.orderId, reason: "Batal" })),
    ]);
    expect([sent, cancelled].filter((code) => code === "done")).toHaveLength(1);
    if (cancelled === "done") await cancelOrderCommitments(deal.town.systemCall(), { orderId: deal.orderId });
  }
});

test("goods that never left are given up a day after, and an order for which nothing comes is closed", async () => {
  const deal = await promised();
  const shipmentId = await planned(deal);
  deal.town.advance(4 * DAY_MS);
  expect(deal.town.today).toBe(addDays("2026-07-06" as typeof deal.town.today, 4));
  await endMissedShipments(deal.town.systemCall(), {});
  expect((await shipmentById(deal.seller.id, shipmentId))?.shipment.state).toBe("planned");
  await closeFinishedOrders(deal.town.systemCall(), {});
  expect((await states(deal)).order).toBe("approved");
  deal.town.advance(DAY_MS);
  await endMissedShipments(deal.town.systemCall(), {});
  expect((await shipmentById(deal.seller.id, shipmentId))?.shipment.state).toBe("cancelled");
  expect(await lotRow(deal.goods)).toMatchObject({ reserved: 0n, shipped: 0n, available: 500_000n });
  await closeFinishedOrders(deal.town.systemCall(), {});
  expect(await states(deal)).toEqual({ order: "closed", commitment: "broken" });
  expect(await envelope(deal)).toEqual({ left: 500_000_000n, held: 0n, spent: 0n });
});
