import { expect, test } from "vitest";
import { breakCommitment } from "#app/modules/commitments/fulfil-commitment.server.ts";
import { documentForRendering, documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { balancesOf } from "#app/modules/ledger/ledger-reads.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { shipmentById } from "#app/modules/shipments/shipment-reads.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

// Goal: a budget holds, spends and gives back what is paid, tax included. Method: 100 kg of flour, which is taxed, ordered
// at Rp 14.000 and sold at Rp 13.333, from a seller with and without VAT; the proofs run after the file.
const database = await testDatabase({ poolSize: 8 });
const town = world(database);
const FLOUR = { commodityCode: "TPG", gradeCode: "STD" } as const;

async function bought(isVatRegistered: boolean) {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi({ isVatRegistered })];
  const budgetId = await town.budget(kitchen, 10_000_000n);
  const envelope = async () => {
    const found = await balancesOf(
      kitchen.id,
      ["budgetAvailable", "budgetReserved", "budgetSpent"],
      budgetId,
    );
    return ["budgetAvailable", "budgetReserved", "budgetSpent"].map(
      (name) => -(found.get(name as never) ?? 0n),
    );
  };
  const [grade] =
    await database.sql`select code from grades where commodity_code = ${FLOUR.commodityCode} order by rank limit 1`;
  const goods = { ...FLOUR, gradeCode: grade?.["code"] as string };
  const orderId = await town.order(kitchen, { budgetId, line: { ...goods, ceilingRupiah: "14000" } });
  const held = await envelope();
  const { lotId } = await town.goods(koperasi, { ...goods, priceRupiah: "13333", costRupiah: "12000" });
  await town.promise(koperasi, orderId, { lotId, priceRupiah: 13_333n });
  const agreed = await envelope();
  await approveOrder(town.callOf(kitchen.head), { orderId });
  const { shipmentIds } = await planShipments(town.systemCall(), { orderId });
  const shipmentId = shipmentIds[0] ?? "";
  const lines = (await shipmentById(kitchen.id, shipmentId))?.lines ?? [];
  await dispatchShipment(town.callOf(koperasi.warehouse), {
    shipmentId,
    driverName: "Pak Min",
    vehiclePlate: "AG 0000 XF",
    lines: lines.map((line) => ({ shipmentLineId: line.id, loadedBase: line.promisedBase.toString() })),
  });
  await receiveShipment(town.callOf(kitchen.field), {
    shipmentId,
    receiverName: "Bu Sri",
    lines: lines.map((line) => ({ shipmentLineId: line.id, deliveredBase: line.promisedBase.toString() })),
  });
  return { kitchen, koperasi, shipmentId, held, agreed, settled: await envelope() };
}

async function invoiced(shipmentId: string) {
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  const [row] = await database.sql`
    select goods_rupiah::text as goods, tax_rupiah::text as tax, total_rupiah::text as total from invoices where id = ${invoiceId}`;
  return row;
}

test("an order holds its ceiling with the most tax there can be, then what a registered seller agreed to with tax, which its receipt spends", async () => {
  const { shipmentId, held, agreed, settled } = await bought(true);
  expect(held).toEqual([8_446_000n, 1_554_000n, 0n]);
  expect(agreed).toEqual([8_520_037n, 1_479_963n, 0n]);
  expect(settled).toEqual([8_520_037n, 0n, 1_479_963n]);
  expect(await invoiced(shipmentId)).toEqual({ goods: "1333300", tax: "146663", total: "1479963" });
});

test("the Surat Pesanan to a seller that charges VAT names it, and comes to what its invoice will", async () => {
  const { kitchen, shipmentId } = await bought(true);
  const paper = (await documentsAbout(kitchen.id, [shipmentId])).find(({ kind }) => kind === "SP");
  const facts = (await documentForRendering(paper?.id ?? ""))?.facts;
  expect(facts).toMatchObject({
    taxes: [{ label: "PPN 12 % × DPP nilai lain 11/12", baseRupiah: "1222192", amountRupiah: "146663" }],
    totalRupiah: "1479963",
  });
});

test("once a seller that charges no VAT has accepted, the price alone is held and spent", async () => {
  const { shipmentId, held, agreed, settled } = await bought(false);
  expect(held).toEqual([8_446_000n, 1_554_000n, 0n]);
  expect(agreed).toEqual([8_666_700n, 1_333_300n, 0n]);
  expect(settled).toEqual([8_666_700n, 0n, 1_333_300n]);
  expect(await invoiced(shipmentId)).toEqual({ goods: "1333300", tax: "0", total: "1333300" });
});

test("a seller that registers for VAT between receipt and invoice claims what its receipt spent", async () => {
  const { koperasi, shipmentId } = await bought(false);
  await database.sql`update organisations set is_vat_registered = true where id = ${koperasi.id}`;
  expect(await invoiced(shipmentId)).toEqual({ goods: "1333300", tax: "0", total: "1333300" });
});

test("a promise that is broken makes the budget hold the ceiling again", async () => {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  const budgetId = await town.budget(kitchen, 10_000_000n);
  const orderId = await town.order(kitchen, { budgetId });
  const held = async () =>
    -((await balancesOf(kitchen.id, ["budgetReserved"], budgetId)).get("budgetReserved") ?? 0n);
  const before = await held();
  const { lotId } = await town.goods(koperasi);
  const commitmentId = await town.promise(koperasi, orderId, { lotId, priceRupiah: 25_000n });
  const agreed = await held();
  expect(agreed).toBeLessThan(before);
  await inTransaction((tx) => breakCommitment(tx, town.systemCall(), commitmentId, "notLoaded"), {
    isolation: "read committed",
  });
  expect(await held()).toBe(before);
});

test("a legal price is held to what is paid: with a registered seller's tax on it, and without where none is added", async () => {
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen, 10_000_000n);
  // Minyakita may cost Rp 15.700 a litre, tax included.
  const oil = { commodityCode: "MYK", gradeCode: "A", unit: "liter" };
  const sell = async (isVatRegistered: boolean, priceRupiah: string, overrideReason?: string) => {
    const seller = await town.koperasi({ isVatRegistered });
    const line = { ...oil, ceilingRupiah: "15700", ...(overrideReason ? { overrideReason } : {}) };
    const orderId = await town.order(kitchen, { budgetId, line });
    const { lotId } = await town.goods(seller, { ...oil, priceRupiah, costRupiah: "13000" });
    return town.promise(seller, orderId, { lotId, priceRupiah: BigInt(priceRupiah) });
  };
  await sell(false, "15700");
  await sell(true, "14144");
  await expect(sell(true, "14145")).rejects.toMatchObject({ code: "orders.aboveLegalWithTax" });
  await sell(true, "15700", "Tidak ada penjual lain minggu ini");
});
