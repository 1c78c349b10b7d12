import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { lotsOf } from "#app/modules/catalogue/listing-reads.server.ts";
import { recordLoss } from "#app/modules/catalogue/record-loss.server.ts";
import { registerLot } from "#app/modules/catalogue/register-lot.server.ts";
import { reopenListing } from "#app/modules/catalogue/reopen-listing.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { soldWithoutCost } from "#app/modules/invoicing/sold-lacking-reads.server.ts";
import { earnedBy, marginOfAll } from "#app/modules/invoicing/trade-stock.ts";
import {
  marginByGoods,
  marginBySale,
  stockAlarms,
  stockByGoods,
  stockLots,
} from "#app/modules/invoicing/trade-stock-reads.server.ts";
import { raiseNotices } from "#app/modules/notifications/raise-notices.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { placeOrder } from "#app/modules/orders/place-order.server.ts";
import { stockedGoods } from "#app/modules/shipments/received-goods-reads.server.ts";
import { redraftCreditedShipment } from "#jobs/invoicing/redraft-credited-shipment.ts";
import { testDatabase } from "#tests/support/database.ts";
import { codeOf } from "#tests/support/kad03.ts";
import type { Member } from "#tests/support/rows.ts";
import { tradingIn } from "#tests/support/trading.ts";
import { world } from "#tests/support/world.ts";

// Goal: a trade center buys for its own stock like any buyer, and sells out of it like any seller; what it bought is on an
// account until it is sold or lost, to the rupiah. Method: eggs go from a koperasi into its warehouse and on to a kitchen,
// through commands only, some are lost on the way and both invoices are taken back once; the books are looked at after each
// deed, and the proofs run when the database is given back.
const database = await testDatabase({ poolSize: 10 });
const town = world(database);
const { handedOver, invoiced, balances } = tradingIn(town);

/** What waits for a price, as whoever keeps the listings is asked. */
async function unpricedFor(member: Member): Promise<string[]> {
  const { actor } = town.callOf(member);
  const tasks = actor.kind === "member" ? await tasksFor(actor, town.at) : [];
  return tasks.filter(({ kind }) => kind === "stock.price").map(({ path }) => path);
}

test("eggs go from a koperasi into the stock of the trade center and on to a kitchen, and the books follow every gram", async () => {
  const [koperasi, hub, kitchen] = [await town.koperasi(), await town.hub(), await town.kitchen()];
  const trader = { id: hub.id, timeZone: "Asia/Jakarta" as const };
  const budgetId = await town.budget(hub);
  const { orderId: boughtId } = await placeOrder(
    town.callOf(hub.logistics),
    town.orderWish(budgetId, { line: { quantityBase: "99999" } }),
  );
  const grown = await town.goods(koperasi);
  await town.promise(koperasi, boughtId, { lotId: grown.lotId, priceRupiah: 27_201n });
  const buying = { approves: hub.head, sends: koperasi.warehouse, takes: hub.logistics };
  const inbound = await handedOver(boughtId, koperasi, buying, { loaded: 99_999n, accepted: 99_999n });
  // 99,999 g × 27,201 = 2,720,072.8 rupiah: on an account at once, and owed for before there is an invoice.
  const PAID = 2_720_073n;
  expect(await balances(hub.id)).toEqual({ inventory: PAID, goodsReceived: -PAID });

  // Nobody wrote a quantity twice: the lot is there, where it grew is on it, and it waits for a price.
  const [shelf] = await database.sql`select id, state, title from listings where seller_id = ${hub.id}`;
  const listingId = shelf?.["id"] as string;
  expect(shelf).toMatchObject({ state: "withdrawn" });
  const [lot] = await lotsOf(hub.id, listingId);
  const lotId = lot?.id ?? "";
  expect(lot).toMatchObject({ originRegionCode: koperasi.regionCode, availableBase: 99_999n });
  // It waits for a price: its keeper is asked, told once, and led there from the page of the delivery.
  expect(await unpricedFor(hub.logistics)).toEqual([`barang/${listingId}`]);
  expect(await unpricedFor(hub.cashier)).toEqual([]);
  const news = { kind: "stock.unpriced" as const, subjectId: inbound };
  expect(await raiseNotices(town.systemCall(), news)).toEqual({ told: 1 });
  expect(await stockedGoods(hub.id, inbound)).toMatchObject([{ listingId, isForSale: false }]);
  expect(await stockedGoods(koperasi.id, inbound)).toEqual([]);
  expect(await stockAlarms(trader, town.today)).toEqual({ unpriced: 1, over: 0 });
  const price = { listingId, priceRupiah: "28000", priceValidUntil: addDays(town.today, 5) };
  expect(await codeOf(reopenListing(town.callOf(hub.cashier), price))).toBe("catalogue.forbidden");
  await reopenListing(town.callOf(hub.logistics), price);
  expect(await codeOf(reopenListing(town.callOf(hub.logistics), price))).toBe("catalogue.moved");

  expect(await unpricedFor(hub.logistics)).toEqual([]);

  // Whoever writes it down by hand as well is told that it is there already.
  const again = {
    listingId,
    originRegionCode: koperasi.regionCode,
    harvestedOn: lot?.harvestedOn ?? town.today,
    availableFrom: town.today,
    expiresOn: lot?.expiresOn ?? town.today,
    quantityBase: "99999",
  };
  expect(await codeOf(registerLot(town.callOf(hub.logistics), again))).toBe("catalogue.alreadyStocked");
  expect(await lotsOf(hub.id, listingId)).toHaveLength(1);

  // Sold before it was invoiced; a third of a gram's rupiah is nobody's to lose.
  await recordLoss(town.callOf(hub.logistics), { lotId, quantityBase: "333", reason: "damaged" });
  const left = (base: bigint) => (2n * PAID * base + 99_999n) / (2n * 99_999n);
  expect(await balances(hub.id)).toEqual({
    inventory: left(99_666n),
    stockLoss: PAID - left(99_666n),
    goodsReceived: -PAID,
  });
  const soldId = await town.order(kitchen, { line: { quantityBase: "60000" } });
  await town.promise(hub, soldId, { lotId, priceRupiah: 28_000n });
  const selling = { approves: kitchen.head, sends: hub.logistics, takes: kitchen.field };
  const outbound = await handedOver(soldId, hub, selling, { loaded: 60_000n, accepted: 59_500n });
  // Half a kilo never arrived and is a loss at the door; the rest is stock until its invoice is out.
  const lost = PAID - left(99_666n) + left(99_666n) - left(99_166n);
  expect(await balances(hub.id)).toEqual({ inventory: left(99_166n), stockLoss: lost, goodsReceived: -PAID });

  // On the road or accepted without an invoice it is stock still, and not in the store any more.
  expect(await stockByGoods(trader)).toMatchObject([
    { commodityCode: "TLR", lots: 1, leftBase: 99_166n, valueRupiah: left(99_166n) },
  ]);
  expect((await stockLots(trader, { limit: 10 })).rows).toMatchObject([
    {
      lotId,
      isForSale: true,

      leftBase: 99_166n,
      storedBase: 39_666n,
      costRupiah: PAID,
    },
  ]);

  const sale = await invoiced(outbound, hub.cashier);
  const SALES = 1_666_000n;
  const sold = left(99_166n) - left(39_666n);
  const afterSale = {
    inventory: left(39_666n),
    stockLoss: lost,
    costOfGoodsSold: sold,
    sales: -SALES,
    receivable: SALES,
  };
  expect(await balances(hub.id)).toEqual({ ...afterSale, goodsReceived: -PAID });
  // What the sale earned is what the books say of it: sales − cost of goods − what was lost with its delivery.
  const month = { from: addDays(town.today, -30), to: town.today };
  const [margin] = (await marginBySale(trader, month, { limit: 10 })).rows;
  expect(margin).toMatchObject({ invoiceId: sale, saleRupiah: SALES, costRupiah: sold, freightRupiah: 0n });
  expect(margin?.lostRupiah).toBe(left(99_666n) - left(99_166n));
  expect(margin && earnedBy(margin)).toBe(SALES - sold - (left(99_666n) - left(99_166n)));
  const goods = await marginByGoods(trader, month);
  expect(goods).toMatchObject([{ commodityCode: "TLR", soldBase: 59_500n, sales: 1 }]);
  expect(margin).toMatchObject(marginOfAll(goods));
  expect(await soldWithoutCost(trader, month)).toBe(0n);
  expect(await marginByGoods(trader, { from: addDays(town.today, 1), to: addDays(town.today, 2) })).toEqual(
    [],
  );
  expect(await marginByGoods({ ...trader, id: koperasi.id }, month)).toEqual([]);
  const purchase = await invoiced(inbound, koperasi.treasurer);
  expect(await balances(hub.id)).toEqual({ ...afterSale, payable: -PAID });
  expect(await balances(kitchen.id)).toEqual({ purchases: SALES, payable: -SALES });

  // The koperasi takes its invoice back: the goods are still there and still owed for. Written anew, it is as before.
  await creditInvoice(town.callOf(koperasi.treasurer), {
    invoiceId: purchase,
    reason: "Nomor pesanan keliru",
  });
  expect(await balances(hub.id)).toEqual({ ...afterSale, goodsReceived: -PAID });
  // What is owed for goods without an invoice does not stay so unseen: the seller is asked for a right one.
  await redraftCreditedShipment.react(town.systemCall(), { invoiceId: purchase });
  const seller = town.callOf(koperasi.treasurer).actor;
  const asked = seller.kind === "member" ? await tasksFor(seller, town.at) : [];
  expect(asked.map(({ kind }) => kind)).toContain("invoice.issue");
  await invoiced(inbound, koperasi.treasurer);
  // The trade center takes its own back: not sold, so not a cost, until it is written anew.
  await creditInvoice(town.callOf(hub.cashier), { invoiceId: sale, reason: "Salah alamat" });
  expect(await balances(hub.id)).toEqual({ inventory: left(99_166n), stockLoss: lost, payable: -PAID });
  await invoiced(outbound, hub.cashier);
  expect(await balances(hub.id)).toEqual({ ...afterSale, payable: -PAID });

  // The last gram takes the last rupiah.
  await recordLoss(town.callOf(hub.logistics), { lotId, quantityBase: "39666", reason: "spoiled" });
  expect(await stockByGoods(trader)).toEqual([]);
  expect((await stockLots(trader, { limit: 10 })).rows).toEqual([]);
  expect(await balances(hub.id)).toEqual({
    stockLoss: PAID - sold,
    costOfGoodsSold: sold,
    sales: -SALES,
    receivable: SALES,
    payable: -PAID,
  });

  // The database keeps the cost of a lot from every other hand.
  for (const statement of [
    database.sql`update lot_costs set value_rupiah = value_rupiah + 1 where lot_id = ${lotId}`,
    database.sql`delete from lot_cost_moves where lot_id = ${lotId}`,
    database.sql`insert into lot_cost_moves (id, lot_id, kind, out_base, cost_rupiah, value_rupiah, entry_id, moved_at)
      select 'lcm_x', lot_id, 'unsold', -1000, 0, value_rupiah, entry_id, moved_at from lot_cost_moves where lot_id = ${lotId} limit 1`,
  ])
    await expect(statement).rejects.toThrow();
});

test("goods that come again lie with the same goods and are for sale at once", async () => {
  const [koperasi, bumd] = [await town.koperasi(), await town.bumd()];
  const listingId = await town.listing(bumd, { priceRupiah: "29000" });
  const { orderId } = await placeOrder(town.callOf(bumd.sales), town.orderWish(await town.budget(bumd)));
  const grown = await town.goods(koperasi);
  await town.promise(koperasi, orderId, { lotId: grown.lotId });
  const hands = { approves: bumd.finance, sends: koperasi.warehouse, takes: bumd.warehouse };
  await handedOver(orderId, koperasi, hands, { loaded: 100_000n, accepted: 100_000n });
  expect(await lotsOf(bumd.id, listingId)).toMatchObject([{ availableBase: 100_000n }]);
  expect(await balances(bumd.id)).toEqual({ inventory: 2_720_000n, goodsReceived: -2_720_000n });
});

test("who signs contracts keeps no stock, and who keeps it signs none", async () => {
  const hub = await town.hub();
  const wish = { commodityCode: "TLR", gradeCode: "M" };
  expect(await codeOf(town.listing({ ...hub, logistics: hub.contracts }, wish))).toBe("catalogue.forbidden");
  expect(await codeOf(town.listing({ ...hub, logistics: hub.cashier }, wish))).toBe("catalogue.forbidden");
});
