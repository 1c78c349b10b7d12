import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { lotsOf } from "#app/modules/catalogue/listing-reads.server.ts";
import { reopenListing } from "#app/modules/catalogue/reopen-listing.server.ts";
import { answerCommitment } from "#app/modules/commitments/answer-commitment.server.ts";
import { creditLeft } from "#app/modules/commitments/credit.ts";
import { creditBuyers, creditStanding } from "#app/modules/commitments/credit-reads.server.ts";
import { setCreditLimit } from "#app/modules/commitments/set-credit-limit.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { marginClasses, marginDays } from "#app/modules/invoicing/margin-sheet-reads.server.ts";
import { soldOfNobody } from "#app/modules/invoicing/sold-lacking-reads.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { placeOrder } from "#app/modules/orders/place-order.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { atOnce } from "#tests/support/at-once.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { tradingIn } from "#tests/support/trading.ts";
import { type Bumd, type Koperasi, world } from "#tests/support/world.ts";

// Goal: a koperasi buys what it lacks like anybody who sells it on, of a koperasi in another city and of a BUMD, and a seller decides how
// much each of them may owe. Method: through commands only; limits are run up to by many at once, and freed by money and credit notes.
const database = await testDatabase({ poolSize: 16 });
const town = world(database);
const { handedOver, invoiced, balances } = tradingIn(town);

/** What a koperasi orders for its own shop; its chair opened the budget and approves. */
async function shopping(koperasi: Koperasi, quantityBase = "100000"): Promise<string> {
  const budgetId = await town.budget(koperasi, 500_000_000n, `Belanja ${koperasi.shortName} ${quantityBase}`);
  const { orderId } = await placeOrder(
    town.callOf(koperasi.business),
    town.orderWish(budgetId, { line: { quantityBase } }),
  );
  return orderId;
}

const handsOf = (buyer: Koperasi, seller: Koperasi | Bumd) => ({
  approves: buyer.chair,
  sends: seller.warehouse,
  takes: buyer.warehouse,
});

const standing = (seller: { id: string }, buyer: { id: string }) =>
  creditStanding({ sellerId: seller.id, buyerId: buyer.id }, town.today);

test("a koperasi buys eggs of one in another city, has them in stock at cost, and sells them on to a kitchen", async () => {
  const seller = await town.koperasi({ regionCode: "35.71.01.1001" });
  const buyer = await town.koperasi();
  expect(seller.cityCode).not.toBe(buyer.cityCode);
  const kitchen = await town.kitchen();
  const grown = await town.goods(seller);
  const orderId = await shopping(buyer);
  await town.promise(seller, orderId, { lotId: grown.lotId, priceRupiah: 26_000n });
  const inbound = await handedOver(orderId, seller, handsOf(buyer, seller), {
    loaded: 100_000n,
    accepted: 100_000n,
  });
  const PAID = 2_600_000n;
  expect(await balances(buyer.id)).toEqual({ inventory: PAID, goodsReceived: -PAID });
  await invoiced(inbound, seller.treasurer);
  expect(await balances(buyer.id)).toEqual({ inventory: PAID, payable: -PAID });
  expect(await balances(seller.id)).toMatchObject({ receivable: PAID, sales: -PAID });

  // Where it grew stays on it; whoever keeps the goods is asked for a price, and sells it like its own.
  const [shelf] = await database.sql`select id from listings where seller_id = ${buyer.id}`;
  const listingId = shelf?.["id"] as string;
  const [lot] = await lotsOf(buyer.id, listingId);
  expect(lot).toMatchObject({ originRegionCode: seller.regionCode, availableBase: 100_000n });
  const { actor } = town.callOf(buyer.business);
  const waiting = actor.kind === "member" ? await tasksFor(actor, town.at) : [];
  expect(waiting.map(({ kind }) => kind)).toContain("stock.price");
  await reopenListing(town.callOf(buyer.business), {
    listingId,
    priceRupiah: "28000",
    priceValidUntil: addDays(town.today, 5),
  });
  const soldId = await town.order(kitchen);
  await town.promise(buyer, soldId, { lotId: lot?.id ?? "", priceRupiah: 28_000n });
  const outbound = await handedOver(
    soldId,
    buyer,
    { approves: kitchen.head, sends: buyer.warehouse, takes: kitchen.field },
    { loaded: 100_000n, accepted: 100_000n },
  );
  await invoiced(outbound, buyer.treasurer);
  expect(await balances(buyer.id)).toEqual({
    payable: -PAID,
    receivable: 2_800_000n,
    sales: -2_800_000n,
    costOfGoodsSold: PAID,
  });
  // What it cost is in its margin, and not taken for goods that nobody is paid for.
  const period = { from: town.today, to: addDays(town.today, 5) };
  const margin = { sellRupiah: 2_800_000n, buyRupiah: PAID };
  expect(await marginDays(buyer.id, period)).toMatchObject([{ buyerId: kitchen.id, ...margin }]);
  expect(await marginClasses(buyer.id, period)).toEqual([{ goodsClass: "egg", ...margin }]);
  expect(await soldOfNobody({ id: buyer.id, timeZone: "Asia/Jakarta" }, period)).toBe(0n);
});

test("two officers who promise one koperasi at once never pass its limit together, however many orders it has", async () => {
  const firm = await town.bumd();
  const buyer = await town.koperasi();
  const goods = await town.goods(firm);
  await setCreditLimit(town.callOf(firm.finance), { buyerKind: "koperasi", limitRupiah: "6000000" });
  // Six orders of 2.000.000 each: three fit.
  const offers: string[] = [];
  for (let at = 0; at < 6; at++)
    offers.push(
      await town.offer(await shopping(buyer, (80_000 + at).toString()), firm, goods, {
        quantityBase: 80_000n,
        priceRupiah: 25_000n,
      }),
    );
  const answers = await atOnce(
    offers.map(
      (commitmentId) => () =>
        answerCommitment(town.callOf(firm.sales), { commitmentId, acceptedBase: "80000" }),
    ),
  );
  expect(answers).toEqual({ done: 3, "commitments.creditExceeded": 3 });
  expect(await standing(firm, buyer)).toEqual({
    limitRupiah: 6_000_000n,
    owedRupiah: 0n,
    promisedRupiah: 6_000_000n,
  });
  // What was refused holds nothing: the offer waits, and a part of it fits once the limit is raised for this buyer alone.
  const [waits] = await database.sql<{ id: string }[]>`
    select id from commitments where seller_id = ${firm.id} and state = 'offered' order by id limit 1`;
  await setCreditLimit(town.callOf(firm.finance), { buyerId: buyer.id, limitRupiah: "7000000" });
  const answer = (acceptedBase: string) =>
    answerCommitment(town.callOf(firm.sales), { commitmentId: waits?.id ?? "", acceptedBase });
  expect(await outcomeOf(answer("40001"))).toBe("commitments.creditExceeded");
  await answer("40000");
  expect(creditLeft(await standing(firm, buyer))).toBe(0n);
  // Another koperasi has its own, and a kitchen none.
  const other = await town.koperasi();
  expect((await standing(firm, other)).limitRupiah).toBe(6_000_000n);
  expect((await standing(firm, await town.kitchen())).limitRupiah).toBeNull();
});

test("what is invoiced is owed and no longer promised, once; money frees the limit, and a credit note makes it a promise again", async () => {
  const firm = await town.bumd();
  const buyer = await town.koperasi();
  const goods = await town.goods(firm);
  await setCreditLimit(town.callOf(firm.finance), { buyerKind: "koperasi", limitRupiah: "3000000" });
  const orderId = await shopping(buyer);
  await town.promise(firm, orderId, { lotId: goods.lotId, priceRupiah: 26_000n });
  const promised = { limitRupiah: 3_000_000n, owedRupiah: 0n, promisedRupiah: 2_600_000n };
  expect(await standing(firm, buyer)).toEqual(promised);
  const shipmentId = await handedOver(orderId, firm, handsOf(buyer, firm), {
    loaded: 100_000n,
    accepted: 90_000n,
  });
  // What was refused at the door will not be invoiced, so it is promised no more.
  const received = { ...promised, promisedRupiah: 2_340_000n };
  expect(await standing(firm, buyer)).toEqual(received);
  const invoiceId = await invoiced(shipmentId, firm.finance);
  const owed = { limitRupiah: 3_000_000n, owedRupiah: 2_340_000n, promisedRupiah: 0n };
  expect(await standing(firm, buyer)).toEqual(owed);
  await creditInvoice(town.callOf(firm.finance), { invoiceId, reason: "Salah alamat" });
  expect(await standing(firm, buyer)).toEqual(received);
  const again = await invoiced(shipmentId, firm.finance);
  expect(await standing(firm, buyer)).toEqual(owed);
  expect(await creditBuyers(firm.id, town.today)).toMatchObject([
    { buyerId: buyer.id, isOwn: false, ...owed },
  ]);

  const next = await shopping(buyer, "50000");
  const take = () => town.promise(firm, next, { lotId: goods.lotId, priceRupiah: 26_000n });
  expect(await outcomeOf(take())).toBe("commitments.creditExceeded");
  const { fileId } = await uploadFile(town.callOf(buyer.treasurer), {
    purpose: "payment_proof",
    fileName: "bukti.pdf",
    bytes: new TextEncoder().encode("%PDF-1.7 bukti"),
  });
  const { paymentId } = await reportPayment(town.callOf(buyer.treasurer), {
    allocations: [{ invoiceId: again, amountRupiah: "2340000" }],
    transferredOn: town.today,
    bankName: "Bank Uji",
    bankReference: "TRX-1",
    proofId: fileId,
  });
  // Reported is not paid.
  expect(await outcomeOf(take())).toBe("commitments.creditExceeded");
  await verifyPayment(town.callOf(firm.finance), { paymentId });
  await take();
  expect(creditLeft(await standing(firm, buyer))).toBe(1_700_000n);
});

test("goods that were all refused free the limit, a lifted limit refuses nothing, and nobody else sets one", async () => {
  const firm = await town.bumd();
  const buyer = await town.koperasi();
  const goods = await town.goods(firm);
  const set = (limitRupiah?: string) =>
    setCreditLimit(town.callOf(firm.finance), { buyerId: buyer.id, ...(limitRupiah ? { limitRupiah } : {}) });
  await set("2600000");
  const orderId = await shopping(buyer);
  await town.promise(firm, orderId, { lotId: goods.lotId, priceRupiah: 26_000n });
  const shipmentId = await handedOver(orderId, firm, handsOf(buyer, firm), {
    loaded: 100_000n,
    accepted: 0n,
  });
  await invoiced(shipmentId, firm.finance).catch(() => null);
  expect(await standing(firm, buyer)).toMatchObject({ owedRupiah: 0n, promisedRupiah: 0n });

  await set("0");
  const more = await shopping(buyer, "99000");
  const take = () => town.promise(firm, more, { lotId: goods.lotId, priceRupiah: 26_000n });
  expect(await outcomeOf(take())).toBe("commitments.creditExceeded");
  await set();
  await take();
  expect(await standing(firm, buyer)).toMatchObject({ limitRupiah: null, promisedRupiah: 2_574_000n });

  for (const [member, wish, code] of [
    [firm.sales, { buyerId: buyer.id, limitRupiah: "1" }, "commitments.forbidden"],
    [buyer.overseer, { buyerKind: "kitchen", limitRupiah: "1" }, "commitments.forbidden"],
    [firm.finance, { buyerId: firm.id, limitRupiah: "1" }, "commitments.buyerMissing"],
    [firm.finance, { buyerId: "org_nobody", limitRupiah: "1" }, "commitments.buyerMissing"],
  ] as const)
    expect(await outcomeOf(setCreditLimit(town.callOf(member), wish))).toBe(code);
  for (const [wish, code] of [
    [{ buyerKind: "kitchen", limitRupiah: "-1" }, "limitRupiah: kernel.notPositive"],
    [{ buyerKind: "kitchen", limitRupiah: "1.5e9" }, "limitRupiah: kernel.notRupiah"],
    [{ limitRupiah: "1" }, "buyerKind: kernel.required"],
  ] as const)
    expect(await outcomeOf(setCreditLimit(town.callOf(firm.finance), wish))).toBe(code);
});
