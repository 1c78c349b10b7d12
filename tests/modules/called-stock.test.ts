import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { lotsOf } from "#app/modules/catalogue/listing-reads.server.ts";
import { recordLoss } from "#app/modules/catalogue/record-loss.server.ts";
import { reopenListing } from "#app/modules/catalogue/reopen-listing.server.ts";
import { decideDispute } from "#app/modules/disputes/decide-dispute.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { earnedBy } from "#app/modules/invoicing/trade-stock.ts";
import { marginBySale, stockLots } from "#app/modules/invoicing/trade-stock-reads.server.ts";
import { stockedGoods } from "#app/modules/shipments/received-goods-reads.server.ts";
import { claimsOn } from "#tests/support/claims.ts";
import { testDatabase } from "#tests/support/database.ts";
import { locked } from "#tests/support/loads.ts";
import { tradingIn } from "#tests/support/trading.ts";

// Goal: what a buyer of a contract called off is its stock from the handover on, owed to the trade center, and a claim that is
// granted lowers what it cost to the rupiah. Method: a call-off of two koperasi goes to a BUMD, which sells a part and loses a part
// before the claim is granted; the books are looked at after each deed, and the proofs run when the database is given back.
const database = await testDatabase({ poolSize: 10 });
const { delivered, invoiced: calledInvoice, open, decision, settle } = claimsOn(database);

test("a call-off is the buyer's stock when it is handed over, and a granted claim lowers what is left, sold and lost of it", async () => {
  // 40 and 20 crates of 15 kg at Rp 405.000.
  const deal = await locked(database, [40, 20], { freightPaidBy: "seller" });
  const { town, buyer, hub, koperasi } = deal;
  const { handedOver, invoiced, balances } = tradingIn(town);
  const { shares } = await delivered(deal);
  const PAID = 24_300_000n;
  expect(await balances(buyer.id)).toEqual({ inventory: PAID, goodsReceived: -PAID });
  const owed = await database.sql`
    select subject_id from account_balances where organisation_id = ${buyer.id} and code = '2150'`;
  expect(owed).toEqual([{ subject_id: hub.id }]);

  const trader = { id: buyer.id, timeZone: "Asia/Makassar" as const };
  const { rows: lots } = await stockLots(trader, { limit: 10 });
  expect(lots.map(({ costRupiah, leftBase }) => ({ costRupiah, leftBase }))).toEqual(
    expect.arrayContaining([
      { costRupiah: 16_200_000n, leftBase: 600_000n },
      { costRupiah: 8_100_000n, leftBase: 300_000n },
    ]),
  );
  const lot = lots.find(({ leftBase }) => leftBase === 600_000n);
  const { listingId = "", lotId = "" } = lot ?? {};
  // Where it grew is on it, and it counts as harvested on the day that it passed the gate.
  expect((await lotsOf(buyer.id, listingId)).map((one) => one.originRegionCode).sort()).toEqual(
    koperasi.map((one) => one.regionCode).sort(),
  );
  expect((await lotsOf(buyer.id, listingId)).map((one) => one.harvestedOn)).toEqual([town.today, town.today]);
  const share = shares.find((one) => one.loadedBase === 600_000n)?.shipmentId ?? "";
  expect(await stockedGoods(buyer.id, share)).toMatchObject([{ listingId, isForSale: false }]);
  // Its people are told once a load that it waits for a price, however many koperasi brought it.
  expect(await database.sql`select 1 from outbox where name = 'stock.unpriced'`).toHaveLength(1);

  // The invoice of the trade center turns what is owed into a payable; taken back, it is owed for as before.
  const first = await calledInvoice(deal);
  expect(await balances(buyer.id)).toEqual({ inventory: PAID, payable: -PAID });
  await creditInvoice(town.callOf(hub.cashier), { invoiceId: first, reason: "Salah terbit" });
  expect(await balances(buyer.id)).toEqual({ inventory: PAID, goodsReceived: -PAID });
  await calledInvoice(deal);

  // 200 kg are sold and 100 kg spoil: half of the lot is there.
  await reopenListing(town.callOf(buyer.sales), {
    listingId,
    priceRupiah: "450000",
    priceValidUntil: addDays(town.today, 5),
  });
  const kitchen = await town.kitchen();
  const orderId = await town.order(kitchen, { line: { quantityBase: "200000" } });
  await town.promise(buyer, orderId, { lotId, quantityBase: 200_000n, priceRupiah: 420_000n });
  const hands = { approves: kitchen.head, sends: buyer.warehouse, takes: kitchen.field };
  const outbound = await handedOver(orderId, buyer, hands, { loaded: 200_000n, accepted: 200_000n });
  await invoiced(outbound, buyer.finance);
  await recordLoss(town.callOf(buyer.warehouse), { lotId, quantityBase: "100000", reason: "spoiled" });
  const SALES = 5_600_000n;
  const before = {
    inventory: PAID - 8_100_000n,
    costOfGoodsSold: 5_400_000n,
    stockLoss: 2_700_000n,
    sales: -SALES,
    receivable: SALES,
    payable: -PAID,
  };
  expect(await balances(buyer.id)).toEqual(before);

  // 60 kg are found bad, 12 the contract lets pass: Rp 1.296.000 less, of which half is there, a third was sold and a sixth is gone.
  const disputeId = await open(deal, share, { grams: 60_000n });
  await decideDispute(town.callOf(hub.head), await decision(deal, disputeId, null, "road"));
  await settle(deal, disputeId);
  expect(await balances(buyer.id)).toEqual({
    ...before,
    inventory: before.inventory - 648_000n,
    costOfGoodsSold: before.costOfGoodsSold - 432_000n,
    stockLoss: before.stockLoss - 216_000n,
    payable: -(PAID - 1_296_000n),
  });
  const left = (await stockLots(trader, { limit: 10 })).rows.find((one) => one.lotId === lotId);
  expect(left).toMatchObject({ costRupiah: 14_904_000n, valueRupiah: 7_452_000n });
});

test("what was claimed at the handover never comes into stock, and nobody owes for it", async () => {
  const deal = await locked(database, [40, 20], { freightPaidBy: "seller" });
  const { balances } = tradingIn(deal.town);
  const { shares } = await delivered(deal, { brokenBase: 60_000n });
  const [first] = shares;
  const [line] = await database.sql`
    select accepted_base, rejected_base from shipment_lines where shipment_id = ${first?.shipmentId ?? ""}`;
  const accepted = BigInt(String(line?.["accepted_base"]));
  expect(accepted).toBeLessThan(first?.loadedBase ?? 0n);
  const [row] = await database.sql`
    select sum(accepted_base)::text as base from shipment_lines l join shipments s on s.id = l.shipment_id
    where s.call_off_id = ${deal.callOffId}`;
  const cost = (BigInt(String(row?.["base"])) * 405_000n) / 15_000n;
  expect(await balances(deal.buyer.id)).toEqual({ inventory: cost, goodsReceived: -cost });
  await calledInvoice(deal);
  expect(await balances(deal.buyer.id)).toEqual({ inventory: cost, payable: -cost });
});

test("freight that the buyer of a call-off is charged is on its own account, and in the margin of what it sells of it", async () => {
  // 10 crates for Rp 4.050.000; two thirds of them are sold.
  const deal = await locked(database, [10], { freightPaidBy: "buyer" });
  const { town, buyer } = deal;
  const { handedOver, invoiced, balances } = tradingIn(town);
  const { trip } = await delivered(deal);
  await calledInvoice(deal);
  const freight = trip.costRupiah;
  expect(freight).toBeGreaterThan(0n);
  expect(await balances(buyer.id)).toEqual({
    inventory: 4_050_000n,
    freightCost: freight,
    payable: -(4_050_000n + freight),
  });
  const trader = { id: buyer.id, timeZone: "Asia/Makassar" as const };
  const [lot] = (await stockLots(trader, { limit: 1 })).rows;
  const { listingId = "", lotId = "" } = lot ?? {};
  await reopenListing(town.callOf(buyer.sales), {
    listingId,
    priceRupiah: "450000",
    priceValidUntil: addDays(town.today, 5),
  });
  const kitchen = await town.kitchen();
  const orderId = await town.order(kitchen, { line: { quantityBase: "100000" } });
  await town.promise(buyer, orderId, { lotId, quantityBase: 100_000n, priceRupiah: 420_000n });
  const hands = { approves: kitchen.head, sends: buyer.warehouse, takes: kitchen.field };
  await invoiced(
    await handedOver(orderId, buyer, hands, { loaded: 100_000n, accepted: 100_000n }),
    buyer.finance,
  );
  const month = { from: addDays(town.today, -30), to: addDays(town.today, 1) };
  const [margin] = (await marginBySale(trader, month, { limit: 10 })).rows;
  const part = (4n * freight + 3n) / 6n;
  expect(margin).toMatchObject({ saleRupiah: 2_800_000n, costRupiah: 2_700_000n, freightRupiah: part });
  expect(margin && earnedBy(margin)).toBe(100_000n - part);
});
