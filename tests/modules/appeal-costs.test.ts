import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { lotsOf } from "#app/modules/catalogue/listing-reads.server.ts";
import { reopenListing } from "#app/modules/catalogue/reopen-listing.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { draftAppealInvoice } from "#app/modules/invoicing/draft-appeal-invoice.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { earnedBy, marginOfAll } from "#app/modules/invoicing/trade-stock.ts";
import { marginByGoods, marginBySale } from "#app/modules/invoicing/trade-stock-reads.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { placeOrder } from "#app/modules/orders/place-order.server.ts";
import { bandsIn } from "#app/modules/oversight/trace.ts";
import { appealAgainst } from "#app/modules/shipments/appeal-reads.server.ts";
import { decideAppeal } from "#app/modules/shipments/decide-appeal.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { openAppeal } from "#app/modules/shipments/open-appeal.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { shipmentById } from "#app/modules/shipments/shipment-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { tradingIn } from "#tests/support/trading.ts";
import { PICTURE } from "#tests/support/weighings.ts";
import { world } from "#tests/support/world.ts";

// Goal: a company that buys to sell gets back, to the rupiah, what it had written off of goods that are accepted after all, whatever
// became of its invoices; what went home stays a loss. Method: 99.999 kg of eggs bought at Rp 27.201, all loaded for a kitchen at
// Rp 29.000, 97.999 kg weighed, 5 kg of them cracked; the proofs run when the database is given back.
const database = await testDatabase({ poolSize: 8 });
const PAID = 2_720_073n;
const LOADED = 99_999n;

async function sold(disposition: "destroyed" | "returned" | "deducted") {
  const town = world(database);
  const { handedOver, balances } = tradingIn(town);
  const [koperasi, bumd, kitchen] = [await town.koperasi(), await town.bumd(), await town.kitchen()];
  const budget = await town.budget(bumd);
  const { orderId: boughtId } = await placeOrder(
    town.callOf(bumd.sales),
    town.orderWish(budget, { line: { quantityBase: LOADED.toString() } }),
  );
  const grown = await town.goods(koperasi);
  await town.promise(koperasi, boughtId, { lotId: grown.lotId, priceRupiah: 27_201n });
  const buying = { approves: bumd.finance, sends: koperasi.warehouse, takes: bumd.warehouse };
  await handedOver(boughtId, koperasi, buying, { loaded: LOADED, accepted: LOADED });
  const [shelf] = await database.sql`select id from listings where seller_id = ${bumd.id}`;
  const listingId = shelf?.["id"] as string;
  await reopenListing(town.callOf(bumd.sales), {
    listingId,
    priceRupiah: "29000",
    priceValidUntil: addDays(town.today, 5),
  });
  const [lot] = await lotsOf(bumd.id, listingId);
  const orderId = await town.order(kitchen, { line: { quantityBase: LOADED.toString() } });
  await town.promise(bumd, orderId, { lotId: lot?.id ?? "", priceRupiah: 29_000n });
  await approveOrder(town.callOf(kitchen.head), { orderId });
  const { shipmentIds } = await planShipments(town.systemCall(), { orderId });
  const shipmentId = shipmentIds[0] ?? "";
  const shipmentLineId = (await shipmentById(bumd.id, shipmentId))?.lines[0]?.id ?? "";
  await dispatchShipment(town.callOf(bumd.warehouse), {
    shipmentId,
    driverName: "Pak Joko",
    vehiclePlate: "AG 0000 XG",
    lines: [{ shipmentLineId, loadedBase: LOADED.toString() }],
  });
  const photo = { fileName: "telur.png", bytes: PICTURE };
  const seen = await uploadFile(town.callOf(kitchen.field), { purpose: "receiving_photo", ...photo });
  await receiveShipment(town.callOf(kitchen.field), {
    shipmentId,
    receiverName: "Bu Sri",
    lines: [
      {
        shipmentLineId,
        deliveredBase: "97999",
        rejectedBase: "5000",
        rejectReason: "cracked",
        disposition,
        photoId: seen.fileId,
      },
    ],
  });
  const shown = await uploadFile(town.callOf(bumd.warehouse), { purpose: "appeal_photo", ...photo });
  const ask = (by = bumd.warehouse) =>
    openAppeal(town.callOf(by), {
      shipmentId,
      lines: (["short", "refused"] as const).map((cause) => ({
        shipmentLineId,
        cause,
        askedBase: cause === "short" ? "2000" : "5000",
        reason: "Surat jalan dan foto timbangan kami",
        photoId: shown.fileId,
      })),
    });
  const answer = async (...granted: readonly string[]) => {
    const appeal = await appealAgainst(bumd.id, shipmentId);
    await decideAppeal(town.callOf(kitchen.head), {
      appealId: appeal?.id ?? "",
      words: "Timbangan kami kurang tepat",
      lines: (appeal?.lines ?? []).map((line, at) => ({
        appealLineId: line.id,
        grantedBase: granted[at] ?? "0",
      })),
    });
    return appeal?.id ?? "";
  };
  const invoiced = async (invoiceId: string | null) => {
    await issueInvoice(town.callOf(bumd.finance), { invoiceId: invoiceId ?? "" });
    return invoiceId ?? "";
  };
  const books = () => balances(bumd.id);
  return { town, bumd, kitchen, koperasi, shipmentId, ask, answer, invoiced, books };
}

/** What the stock is worth while so much of it is left. */
const left = (base: bigint) => (2n * PAID * base + LOADED) / (2n * LOADED);
const share = (cost: bigint, base: bigint, of: bigint) => (2n * cost * base + of) / (2n * of);

test("granted whole, every rupiah of the write-off is the cost of a sale, whichever invoice came first or is taken back", async () => {
  const { town, bumd, koperasi, shipmentId, ask, answer, invoiced, books } = await sold("destroyed");
  const lost = PAID - left(LOADED - 5_000n);
  const short = left(LOADED - 5_000n) - left(LOADED - 7_000n);
  expect(await books()).toMatchObject({ stockLoss: lost + short, inventory: PAID - lost - short });

  const { actor } = town.callOf(bumd.sales);
  const tasks = actor.kind === "member" ? await tasksFor(actor, town.at) : [];
  expect(tasks.filter(({ kind }) => kind === "appeal.open")).toMatchObject([{ subjectId: shipmentId }]);
  expect(await outcomeOf(ask(bumd.finance))).toBe("shipments.forbidden");
  expect(await outcomeOf(ask(koperasi.chair))).toBe("shipments.missing");
  await ask();
  const appealId = await answer("2000", "5000");
  // Goods that nobody invoiced yet are stock; what was written off of them is the cost of a sale already.
  const granted = { inventory: PAID - lost - short, costOfGoodsSold: lost + short, goodsReceived: -PAID };
  expect(await books()).toEqual(granted);

  const second = await invoiced((await draftAppealInvoice(town.systemCall(), { appealId })).invoiceId);
  const first = await invoiced((await draftShipmentInvoice(town.systemCall(), { shipmentId })).invoiceId);
  const sales = (LOADED * 29_000n + 500n) / 1_000n;
  const all = { costOfGoodsSold: PAID, goodsReceived: -PAID, sales: -sales, receivable: sales };
  expect(await books()).toEqual(all);
  const trader = { id: bumd.id, timeZone: "Asia/Jakarta" as const };
  const month = { from: addDays(town.today, -30), to: town.today };
  const bySale = (await marginBySale(trader, month, { limit: 10 })).rows;
  expect(bySale.find(({ invoiceId }) => invoiceId === second)).toMatchObject({
    saleRupiah: 203_000n,
    costRupiah: lost + short,
    lostRupiah: -lost - short,
  });
  for (const margins of [bySale, await marginByGoods(trader, month)])
    expect(marginOfAll(margins)).toMatchObject({ saleRupiah: sales, costRupiah: PAID, lostRupiah: 0n });
  expect(earnedBy(marginOfAll(bySale))).toBe(sales - PAID);

  // Taken back, an invoice takes back the cost of its own goods only; what was eaten comes into no stock again.
  const reason = "Salah tanggal pada faktur";
  await creditInvoice(town.callOf(bumd.finance), { invoiceId: first, reason });
  expect(await books()).toMatchObject(granted);
  await creditInvoice(town.callOf(bumd.finance), { invoiceId: second, reason });
  expect(await books()).toEqual(granted);
  await invoiced((await draftAppealInvoice(town.systemCall(), { appealId })).invoiceId);
  await invoiced((await draftShipmentInvoice(town.systemCall(), { shipmentId })).invoiceId);
  expect(await books()).toEqual(all);
});

test("granted in part, the rest stays a loss", async () => {
  const { town, bumd, shipmentId, ask, answer, invoiced, books } = await sold("destroyed");
  const lost = PAID - left(LOADED - 5_000n);
  const short = left(LOADED - 5_000n) - left(LOADED - 7_000n);
  await invoiced((await draftShipmentInvoice(town.systemCall(), { shipmentId })).invoiceId);
  const { appealId } = await ask();
  // Nobody writes down that a loss is none without booking it.
  await expect(
    database.sql`update appeal_lines set granted_base = 2000, goods_rupiah = 0, tax_rupiah = 0, cost_rupiah = 5
      where appeal_id = ${appealId} and cause = 'short'`,
  ).rejects.toThrow(/does not book/);
  await answer("1333", "0");
  const back = share(short, 1_333n, 2_000n);
  expect(await books()).toMatchObject({
    stockLoss: lost + short - back,
    costOfGoodsSold: PAID - lost - short + back,
  });
  const entries = await database.sql`
    select kind from entries where subject_id = ${appealId} and organisation_id = ${bumd.id}`;
  expect(entries.map((entry) => entry["kind"])).toEqual(["goods.granted"]);
});

test("what the kitchen kept unpaid was short together with what the scale missed", async () => {
  const { ask, answer, books } = await sold("deducted");
  await ask();
  await answer("2000", "4999");
  const gone = PAID - left(LOADED - 7_000n);
  const given = share(gone, 6_999n, 7_000n);
  expect(await books()).toMatchObject({ stockLoss: gone - given, costOfGoodsSold: given });
});

test("what went home only loses its mark", async () => {
  const { ask, answer, books } = await sold("returned");
  const before = await books();
  await ask();
  await answer("0", "5000");
  expect(await books()).toEqual(before);
  expect(before.stockLoss).toBe(PAID - left(LOADED - 7_000n));
});

test("on the trace of a purchase, what was written off left the stock for the sale that its appeal brought", () => {
  const lines = (entries: readonly (readonly [string, string | null, bigint])[]) =>
    entries.map(([account, subjectId, amount]) => ({ account, subjectId, amount }));
  const entries = [
    {
      id: "e1",
      kind: "invoice.issued",
      lines: lines([
        ["receivable", "kit", 136_000n],
        ["sales", null, -136_000n],
      ]),
    },
    {
      id: "e2",
      kind: "goods.granted",
      lines: lines([
        ["costOfGoodsSold", null, 54_000n],
        ["stockLoss", null, -54_000n],
      ]),
    },
  ].map((entry) => ({ ...entry, organisationId: "bumd" })) as unknown as Parameters<typeof bandsIn>[0];
  const bands = bandsIn(entries, () => "whole");
  expect(bands.map(({ from, to, amount }) => [from, to, amount])).toEqual([
    ["bumd", "kept", 82_000n],
    ["bumd", "stock", 54_000n],
    ["kit", "bumd", 136_000n],
  ]);
});
