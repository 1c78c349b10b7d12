import { expect, test } from "vitest";
import { cancelOrderCommitments } from "#app/modules/commitments/lapse-commitments.server.ts";
import {
  documentByCode,
  documentForRendering,
  documentsAbout,
} from "#app/modules/documents/document-reads.server.ts";
import { voidReasonWords } from "#app/modules/documents/formal.ts";
import { paperOf } from "#app/modules/documents/paper-of.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { cancelOrder } from "#app/modules/orders/cancel-order.server.ts";
import { cancelShipments } from "#app/modules/shipments/cancel-shipments.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { endMissedShipments } from "#app/modules/shipments/end-missed-shipments.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { shipmentById, shipmentsOfOrder } from "#app/modules/shipments/shipment-reads.server.ts";
import { sheetsOf } from "#app/platform/gateways/pdf.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, deliveries, freeVillage } from "#tests/support/deliveries.ts";
import { paperIssue } from "#tests/support/papers.ts";

const DAY_MS = 86_400_000;
const database = await testDatabase();
const { promised, planned, dispatched, receive } = deliveries(database);

/** The Surat Pesanan about a shipment that this organisation may read, newest first. */
async function ordersOnPaper(organisationId: string, shipmentId: string) {
  const papers = await documentsAbout(organisationId, [shipmentId]);
  return papers.filter((paper) => paper.kind === "SP");
}

async function paperRow(documentId: string | undefined) {
  const row = await documentForRendering(documentId ?? "");
  if (!row) throw new Error("the paper is there");
  return row;
}

/** Every word that stands on the drawn page, in drawing order. */
function wordsOn(facts: unknown): string[] {
  return sheetsOf(paperOf("SP", facts, { ...paperIssue, number: "001/SP/DAPUR/VII/2026", isDemo: false }))
    .flatMap((sheet) => sheet.marks.filter((mark) => mark.kind === "text"))
    .map((mark) => mark.text);
}

/** A second seller of the same order, with what it promises. */
async function another(deal: Deal, quantityBase: bigint) {
  const seller = await deal.town.koperasi({ regionCode: await freeVillage(database) });
  const { lotId } = await deal.town.goods(seller);
  await deal.town.promise(seller, deal.orderId, { lotId, quantityBase, priceRupiah: 27_900n });
  return seller;
}

// The first deal of this file: its parties are numbered from one, so that the page reads the same every time.
test("the surat pesanan says who orders what from whom, at which price, when, where and on which terms", async () => {
  const deal = await promised();
  const shipmentId = await planned(deal);
  const [paper] = await ordersOnPaper(deal.seller.id, shipmentId);
  const { facts } = await paperRow(paper?.id);
  expect(wordsOn(facts)).toMatchInlineSnapshot(`
    [
      "kitchen 2",
      "Satuan Pelayanan Pemenuhan Gizi",
      "Jalan Uji 1 · Kel. Bendo, Kec. Kepanjenkidul, Kota Blitar",
      "Kode wilayah 35.72.01.1006 · Telepon +6280000000001",
      "SURAT PESANAN",
      "Nomor: 001/SP/DAPUR/VII/2026",
      "KEPADA PENYEDIA",
      "koperasi 3",
      "Koperasi Kelurahan Merah Putih",
      "Jalan Uji 1",
      "Kel. Jaten, Kec. Wonodadi, Kabupaten Blitar",
      "Kode wilayah 35.05.01.2001 · Telepon +6280000000001",
      "DARI PEMESAN",
      "kitchen 2",
      "Satuan Pelayanan Pemenuhan Gizi",
      "Kel. Bendo, Kec. Kepanjenkidul, Kota Blitar",
      "Waktu kirim",
      "9 Juli 2026, 14.00–16.00 WIB",
      "Alamat kirim",
      "Jalan Uji 1",
      "Sumber dana",
      "Bahan pangan",
      "Cara bayar",
      "Transfer, paling lambat 7 hari setelah",
      "serah terima",
      "Dengan ini kami memesan barang berikut, menurut waktu, mutu, dan ketentuan dalam surat ini.",
      "No",
      "Uraian barang",
      "Jumlah",
      "Satuan",
      "Harga",
      "satuan",
      "Nilai (Rp)",
      "1",
      "Telur ayam ras M, 50–60 g",
      "100",
      "kg",
      "27.200",
      "2.720.000",
      "Jumlah pesanan",
      "Rp 2.720.000",
      "Terbilang",
      "dua juta tujuh ratus dua puluh ribu rupiah",
      "Ketentuan",
      "1.",
      "Barang ditimbang dan diperiksa di tempat serah terima. Selisih timbang sampai 2 % dari pesanan dianggap sesuai.",
      "2.",
      "Barang yang tidak memenuhi syarat ditolak dengan Berita Acara Penolakan dan tidak ditagihkan.",
      "3.",
      "Yang dibayar adalah barang yang diterima menurut Berita Acara Serah Terima. Transfer, paling lambat 7 hari setelah serah",
      "terima.",
      "4.",
      "Harga sudah termasuk ongkos antar sampai tempat serah terima.",
      "Kota Blitar, 6 Juli 2026",
      "Diajukan oleh",
      "kitchen_finance 2",
      "Pengawas Keuangan",
      "Disanggupi penyedia",
      "koperasi_business 3",
      "Koperasi Kelurahan Merah Putih",
      "Disetujui oleh",
      "kitchen_head 2",
      "Kepala",
      "Dibuat oleh sistem Lumbung · periksa keaslian di https://lumbung.example/verifikasi/7k3m9q2xab4cd5ef6g7h",
      "Sidik isi SHA-256 9f2c4e1b7a60d3588e1f0c2b4d6a79e3516c8bf02d94a7e1350bc6f88d21e4a7",
      "Halaman 1 dari 1",
    ]
  `);
});

test("every seller gets its own surat pesanan, at the price it agreed to, and reads nobody else's", async () => {
  const deal = await promised(60_000n);
  const other = await another(deal, 40_000n);
  await planned(deal);
  const found = await shipmentsOfOrder(deal.kitchen.id, deal.orderId);
  const numbers: string[] = [];
  for (const { shipment } of found) {
    const isFirst = shipment.sellerId === deal.seller.id;
    const [paper, ...rest] = await ordersOnPaper(deal.kitchen.id, shipment.id);
    expect(rest).toEqual([]);
    numbers.push(paper?.number ?? "");
    expect(await ordersOnPaper(shipment.sellerId, shipment.id)).toEqual([paper]);
    expect(await ordersOnPaper(isFirst ? other.id : deal.seller.id, shipment.id)).toEqual([]);
    const { facts } = await paperRow(paper?.id);
    expect(facts).toMatchObject({
      seller: { legalIds: expect.anything() },
      lines: [{ priceRupiah: isFirst ? "27200" : "27900", quantityBase: isFirst ? "60000" : "40000" }],
      totalRupiah: isFirst ? "1632000" : "1116000",
    });
  }
  expect(numbers.sort()).toEqual([
    `001/SP/${deal.kitchen.shortName}/VII/2026`,
    `002/SP/${deal.kitchen.shortName}/VII/2026`,
  ]);
});

test("goods that are added void the paper with its reason and replace it; later papers name the one that stands", async () => {
  const deal = await promised(40_000n);
  const shipmentId = await planned(deal);
  const [first] = await ordersOnPaper(deal.kitchen.id, shipmentId);
  await deal.town.promise(deal.seller, deal.orderId, { lotId: deal.goods.lotId, quantityBase: 30_000n });
  await planShipments(deal.town.systemCall(), { orderId: deal.orderId });
  await planShipments(deal.town.systemCall(), { orderId: deal.orderId });
  const papers = await ordersOnPaper(deal.seller.id, shipmentId);
  expect(papers.map(({ number, state }) => ({ number, state }))).toEqual([
    { number: `002/SP/${deal.kitchen.shortName}/VII/2026`, state: "issued" },
    { number: `001/SP/${deal.kitchen.shortName}/VII/2026`, state: "voided" },
  ]);
  const voided = await paperRow(first?.id);
  expect(await documentByCode(voided.verificationCode)).toMatchObject({
    state: "voided",
    voidReason: voidReasonWords.goodsAdded,
  });
  const standing = await paperRow(papers[0]?.id);
  expect(standing.facts).toMatchObject({ totalRupiah: "1904000" });

  const lines = (await shipmentById(deal.seller.id, shipmentId))?.lines ?? [];
  await dispatchShipment(deal.town.callOf(deal.seller.warehouse), {
    shipmentId,
    driverName: "Pak Min",
    vehiclePlate: "AG 0000 XF",
    lines: lines.map((line) => ({ shipmentLineId: line.id, loadedBase: line.promisedBase.toString() })),
  });
  const note = (await documentsAbout(deal.kitchen.id, [shipmentId])).find((paper) => paper.kind === "SJ");
  expect((await paperRow(note?.id)).facts).toMatchObject({ orderNumber: standing.number });
});

test("delivery note, handover minutes and invoice all name the surat pesanan they go back to", async () => {
  const deal = await promised();
  const shipmentId = await dispatched(deal);
  await receive(deal, shipmentId, { deliveredBase: "100000" });
  const { invoiceId } = await draftShipmentInvoice(deal.town.systemCall(), { shipmentId });
  await issueInvoice(deal.town.callOf(deal.seller.treasurer), { invoiceId: invoiceId ?? "" });
  const papers = await documentsAbout(deal.seller.id, [shipmentId, invoiceId ?? ""]);
  const order = papers.find((paper) => paper.kind === "SP")?.number;
  const others = papers.filter((paper) => paper.kind !== "SP");
  expect(others.map((paper) => paper.kind).sort()).toEqual(["BAST", "INV", "SJ"]);
  for (const paper of others)
    expect((await paperRow(paper.id)).facts, paper.kind).toMatchObject({ orderNumber: order });
});

test("a cancelled order calls off the papers of every seller, with the reason that was given", async () => {
  const deal = await promised(60_000n);
  await another(deal, 40_000n);
  await planned(deal);
  await cancelShipments(deal.town.systemCall(), { orderId: deal.orderId });
  const found = await shipmentsOfOrder(deal.kitchen.id, deal.orderId);
  const statesNow = async () =>
    (await Promise.all(found.map(({ shipment }) => ordersOnPaper(shipment.sellerId, shipment.id)))).flatMap(
      (papers) => papers.map((paper) => paper.state),
    );
  expect(await statesNow()).toEqual(["issued", "issued"]);
  await cancelOrder(deal.town.callOf(deal.kitchen.head), { orderId: deal.orderId, reason: "Libur sekolah" });
  await cancelOrderCommitments(deal.town.systemCall(), { orderId: deal.orderId });
  for (let round = 0; round < 2; round += 1)
    await cancelShipments(deal.town.systemCall(), { orderId: deal.orderId });
  expect(await statesNow()).toEqual(["voided", "voided"]);
  const [paper] = await ordersOnPaper(deal.seller.id, found[0]?.shipment.id ?? "");
  const row = paper ?? (await ordersOnPaper(deal.seller.id, found[1]?.shipment.id ?? ""))[0];
  expect(await documentByCode((await paperRow(row?.id)).verificationCode)).toMatchObject({
    state: "voided",
    voidReason: "Libur sekolah",
  });
});

test("a shipment that never left takes its surat pesanan with it", async () => {
  const deal = await promised();
  const shipmentId = await planned(deal);
  deal.town.advance(5 * DAY_MS);
  await endMissedShipments(deal.town.systemCall(), {});
  const [paper] = await ordersOnPaper(deal.seller.id, shipmentId);
  expect(await documentByCode((await paperRow(paper?.id)).verificationCode)).toMatchObject({
    state: "voided",
    voidReason: voidReasonWords.notDispatched,
  });
});
