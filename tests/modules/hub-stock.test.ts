import { expect, test } from "vitest";
import { lotsOf } from "#app/modules/catalogue/listing-reads.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { trialBalance } from "#app/modules/ledger/ledger-reads.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { placeOrder } from "#app/modules/orders/place-order.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { shipmentById } from "#app/modules/shipments/shipment-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { codeOf } from "#tests/support/kad03.ts";
import type { Member } from "#tests/support/rows.ts";
import { type Seller, world } from "#tests/support/world.ts";

// Goal: a trade center buys for its own stock like any buyer, and sells out of it like any seller. Method: eggs go from a
// koperasi into its warehouse and on to a kitchen, through commands only; the proofs run when the database is given back.
const database = await testDatabase({ poolSize: 10 });
const town = world(database);

type Hands = {
  readonly approves: Member;
  readonly sends: Member;
  readonly takes: Member;
  readonly bills: Member;
};

/** A promised order is approved, sent, received whole, and invoiced. */
async function delivered(orderId: string, seller: Seller, hands: Hands): Promise<void> {
  await approveOrder(town.callOf(hands.approves), { orderId });
  const { shipmentIds } = await planShipments(town.systemCall(), { orderId });
  const shipmentId = shipmentIds[0] ?? "";
  const shipmentLineId = (await shipmentById(seller.id, shipmentId))?.lines[0]?.id ?? "";
  await dispatchShipment(town.callOf(hands.sends), {
    shipmentId,
    driverName: "Pak Joko",
    vehiclePlate: "AG 0000 XG",
    lines: [{ shipmentLineId, loadedBase: "100000" }],
  });
  await receiveShipment(town.callOf(hands.takes), {
    shipmentId,
    receiverName: "Gudang",
    lines: [{ shipmentLineId, deliveredBase: "100000", rejectedBase: "0" }],
  });
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  await issueInvoice(town.callOf(hands.bills), { invoiceId: invoiceId ?? "" });
}

test("eggs go from a koperasi into the stock of the trade center and on to a kitchen, and the books follow them", async () => {
  const [koperasi, hub, kitchen] = [await town.koperasi(), await town.hub(), await town.kitchen()];
  const budgetId = await town.budget(hub);
  const { orderId: boughtId } = await placeOrder(town.callOf(hub.logistics), town.orderWish(budgetId));
  const grown = await town.goods(koperasi);
  await town.promise(koperasi, boughtId, { lotId: grown.lotId });
  await delivered(boughtId, koperasi, {
    approves: hub.head,
    sends: koperasi.warehouse,
    takes: hub.logistics,
    bills: koperasi.treasurer,
  });
  const stock = await town.goods(
    hub,
    { priceRupiah: "28000" },
    { quantityBase: 100_000n, originRegionCode: koperasi.regionCode },
  );
  const soldId = await town.order(kitchen);
  await town.promise(hub, soldId, { lotId: stock.lotId, priceRupiah: 28_000n });
  await delivered(soldId, hub, {
    approves: kitchen.head,
    sends: hub.logistics,
    takes: kitchen.field,
    bills: hub.cashier,
  });
  // Where it grew stays written on the stock, and nothing of it is left.
  expect(await lotsOf(hub.id, stock.listingId)).toMatchObject([
    { originRegionCode: koperasi.regionCode, quantityBase: 100_000n, shippedBase: 100_000n },
  ]);
  const books = await trialBalance(hub.id);
  const balance = (account: string) => books.find((row) => row.account === account)?.balance ?? 0n;
  expect(["purchases", "payable", "receivable", "sales"].map(balance)).toEqual([
    2_720_000n,
    -2_720_000n,
    2_800_000n,
    -2_800_000n,
  ]);
});

test("who signs contracts keeps no stock, and who keeps it signs none", async () => {
  const hub = await town.hub();
  const wish = { commodityCode: "TLR", gradeCode: "M" };
  expect(await codeOf(town.listing({ ...hub, logistics: hub.contracts }, wish))).toBe("catalogue.forbidden");
  expect(await codeOf(town.listing({ ...hub, logistics: hub.cashier }, wish))).toBe("catalogue.forbidden");
});
