import { expect, test } from "vitest";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { producersOf } from "#app/modules/catalogue/listing-reads.server.ts";
import { recordLoss } from "#app/modules/catalogue/record-loss.server.ts";
import { registerLot } from "#app/modules/catalogue/register-lot.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { producerBalance } from "#app/modules/payments/producer-balance-reads.server.ts";
import { removeProducer } from "#app/modules/payments/remove-producer.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { approvePayout, confirmPayout } from "#app/modules/payments/settle-payout.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries } from "#tests/support/deliveries.ts";
import { grownBy } from "#tests/support/growers.ts";

// Goal: nobody leaves a seller's list while anything of theirs is open, and everything about them stays when they do.
const database = await testDatabase();
const road = deliveries(database);

test("a producer is taken off the list once their goods are gone and they are paid; their history stays", async () => {
  const deal = await road.promised();
  const { town, seller, goods } = deal;
  const call = () => town.callOf(seller.business);
  const { producerId } = await addProducer(call(), { name: "Bu Lastri" });
  await grownBy(database, goods.lotId, producerId);
  const remove = () => removeProducer(call(), { producerId });
  await expect(removeProducer(town.callOf(seller.overseer), { producerId })).rejects.toMatchObject({
    kind: "forbidden",
  });
  const stranger = await town.koperasi();
  await expect(removeProducer(town.callOf(stranger.business), { producerId })).rejects.toMatchObject({
    kind: "missing",
  });
  await expect(remove()).rejects.toMatchObject({ code: "payments.producerGoods" });

  const shipmentId = await road.dispatched(deal);
  await road.receive(deal, shipmentId, { deliveredBase: "100000" });
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  await issueInvoice(town.callOf(seller.treasurer), { invoiceId: invoiceId ?? "" });
  const { dueRupiah } = (await producerBalance(seller.id, producerId)) ?? { dueRupiah: 0n };
  expect(dueRupiah).toBeGreaterThan(0n);
  const said = `Rp ${dueRupiah.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ".")}`;
  await expect(remove()).rejects.toMatchObject({ code: "payments.producerOwed", params: { amount: said } });

  const pay = { to: "producer" as const, producerId, amountRupiah: dueRupiah.toString(), purpose: "Telur" };
  const { payoutId } = await requestPayout(town.callOf(seller.treasurer), pay);
  await approvePayout(town.callOf(seller.chair), { payoutId });
  await expect(remove()).rejects.toMatchObject({ code: "payments.producerOwed" });
  const settled = { payoutId, settledOn: town.today, bankReference: "TRX-9" };
  await confirmPayout(town.callOf(seller.chair), settled);
  await expect(remove()).rejects.toMatchObject({ code: "payments.producerGoods" });
  const [lot] = await database.sql`
    select (quantity_base - reserved_base - shipped_base - lost_base)::text as left from lots where id = ${goods.lotId}`;
  await recordLoss(town.callOf(seller.warehouse), {
    lotId: goods.lotId,
    quantityBase: lot?.["left"],
    reason: "spoiled",
  });

  expect(await remove()).toEqual({ producerId });
  await expect(remove()).rejects.toMatchObject({ code: "catalogue.producerEnded" });
  expect((await producersOf(seller.id, "", { limit: 50 })).rows).toEqual([]);
  await expect(
    registerLot(town.callOf(seller.warehouse), {
      listingId: goods.listingId,
      originRegionCode: seller.regionCode,
      harvestedOn: town.today,
      availableFrom: town.today,
      expiresOn: town.deliveryDay,
      sources: [{ producerId, quantityBase: "1000" }],
    }),
  ).rejects.toMatchObject({ code: "catalogue.producerMissing" });
  const history = await producerBalance(seller.id, producerId);
  expect(history).toMatchObject({ dueRupiah: 0n, paid: [{ amountRupiah: dueRupiah }] });
  expect(history?.lots).toHaveLength(1);
});
