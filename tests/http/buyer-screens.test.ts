import { expect, test } from "vitest";
import { m } from "#app/i18n/paraglide/messages.js";
import { addDays } from "#app/kernel/calendar.ts";
import { offerByHand } from "#app/modules/commitments/offer-by-hand.server.ts";
import { voidDocument } from "#app/modules/documents/issue-document.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import type { OrderDeeds } from "#app/modules/orders/ui/order-deeds.tsx";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Answer, signedInVisitor, visitor } from "#tests/support/visitor.ts";
import { WORLD_STARTS, type World, world } from "#tests/support/world.ts";

// Goal: what a buyer does on the screens happens, and what they may not do is neither offered nor done.
// Method: real requests to the pages, as a browser without scripts sends them, over a real database.
const PHOTO = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]);

async function town(): Promise<World> {
  fixClock(WORLD_STARTS);
  return world(await testDatabase());
}

async function slugOf({ database }: World, organisationId: string): Promise<string> {
  const [row] = await database.sql`select slug from organisations where id = ${organisationId}`;
  return String(row?.["slug"]);
}

const errorsOf = (answer: Answer) => answer.body["errors"] as Record<string, string[]>;

/** An approved order of 50 kg of eggs, on its way; `receiver` stands at the door. */
async function deliveryUnderway(place: World) {
  const [kitchen, koperasi] = [await place.kitchen(), await place.koperasi()];
  const { lotId } = await place.goods(koperasi);
  const orderId = await place.order(kitchen, { line: { quantityBase: "50000" } });
  const [line] = await place.linesOf(orderId);
  await offerByHand(place.callOf(koperasi.business), {
    orderLineId: line?.id ?? "",
    lotId,
    quantityBase: "50000",
    priceRupiah: "27000",
  });
  await approveOrder(place.callOf(kitchen.head), { orderId });
  await planShipments(place.systemCall(), { orderId });
  const [shipment] = await place.database.sql`select id from shipments where order_id = ${orderId}`;
  const [load] = await place.database
    .sql`select id from shipment_lines where shipment_id = ${shipment?.["id"]}`;
  await dispatchShipment(place.callOf(koperasi.warehouse), {
    shipmentId: shipment?.["id"],
    driverName: "Pak Yono",
    vehiclePlate: "AG 1 XA",
    lines: [{ shipmentLineId: load?.["id"], loadedBase: "50000" }],
  });
  return { kitchen, koperasi, orderId, shipmentId: String(shipment?.["id"]), lineId: String(load?.["id"]) };
}

test("rows come and go without scripts, and a draft keeps what was typed", async () => {
  const place = await town();
  const kitchen = await place.kitchen();
  const at = `/${await slugOf(place, kitchen.id)}/pesanan/baru`;
  const cook = await signedInVisitor(kitchen.nutrition.personId);
  const head = { deliveryDay: place.deliveryDay, windowStart: "06:00", windowEnd: "08:00" };

  const added = await cook.post(at, { ...head, intent: "add", adding: "TLR" });
  expect(added.status).toBe(200);
  expect(added.body["draft"]).toMatchObject({ lines: [{ at: 0, commodityCode: "TLR", pack: "kg|1000" }] });
  const rows = {
    "lines[0].commodityCode": "TLR",
    "lines[0].gradeCode": "M",
    "lines[0].pack": "kg|1000",
    "lines[0].quantity": "12,5",
    "lines[0].ceiling": "29000",
    "lines[3].commodityCode": "TLR",
    "lines[3].gradeCode": "M",
    "lines[3].pack": "kg|1000",
    "lines[3].quantity": "banyak",
    "lines[3].ceiling": "29000",
  };
  const removed = await cook.post(at, { ...head, ...rows, intent: "remove-0" });
  expect(removed.body["draft"]).toMatchObject({ lines: [{ at: 3, quantity: "banyak" }] });

  const refused = await cook.post(at, { ...head, ...rows, intent: "save" });
  expect(refused.status).toBe(422);
  expect(Object.keys(errorsOf(refused))).toEqual(["lines[3].quantity"]);
  const saved = await cook.post(at, { ...head, ...rows, "lines[3].quantity": "3", intent: "save" });
  expect(saved.status).toBe(303);
  const lines = await place.linesOf(String(saved.location?.split("/").at(-1)));
  expect(lines.map((line) => line.quantityBase)).toEqual([12_500n, 3_000n]);

  // Whoever writes drafts does not send them to the market.
  expect((await cook.get(at)).body["mayPlace"]).toBe(false);
  const placed = await cook.post(at, { ...head, ...rows, "lines[3].quantity": "3", intent: "place" });
  expect(placed.status).toBe(403);
});

test("a price above the ceiling wants its reason beside the row", async () => {
  const place = await town();
  const kitchen = await place.kitchen();
  const at = `/${await slugOf(place, kitchen.id)}/pesanan/baru`;
  const finance = await signedInVisitor(kitchen.finance.personId);
  const fields = {
    deliveryDay: place.deliveryDay,
    windowStart: "06:00",
    windowEnd: "08:00",
    budgetId: await place.budget(kitchen),
    intent: "place",
    "lines[5].commodityCode": "TLR",
    "lines[5].gradeCode": "M",
    "lines[5].pack": "kg|1000",
    "lines[5].quantity": "10",
    "lines[5].ceiling": "99000",
  };
  const refused = await finance.post(at, fields);
  expect(Object.keys(errorsOf(refused))).toEqual(["lines[5].overrideReason"]);
  expect(refused.body["tally"]).toMatchObject({ byRow: { 5: { isAbove: true } }, worstRupiah: 990_000n });
  const explained = { ...fields, "lines[5].overrideReason": "Pasar naik" };
  expect(Object.keys(errorsOf(await finance.post(at, explained)))).toEqual(["lines[5].ceiling"]);
  expect((await finance.post(at, { ...explained, intent: "save" })).status).toBe(303);
});

test("an order offers each person what they may do, and nobody both ends of it", async () => {
  const place = await town();
  const kitchen = await place.kitchen();
  const orderId = await place.order(kitchen);
  const at = `/${await slugOf(place, kitchen.id)}/pesanan/${orderId}`;
  const deeds = async (personId: string) =>
    (await (await signedInVisitor(personId)).get(at)).body["deeds"] as OrderDeeds;
  expect(await deeds(kitchen.finance.personId)).toMatchObject({
    approve: false,
    withdraw: true,
    cancel: true,
  });
  expect(await deeds(kitchen.head.personId)).toMatchObject({ approve: true, submit: false, cancel: true });
  expect(await deeds(kitchen.field.personId)).toEqual({
    submit: false,
    approve: false,
    needsSecondPerson: false,
    withdraw: false,
    match: false,
    cancel: false,
  });
  // The foundation looks over its kitchen's shoulder; a stranger's order does not exist.
  const maker = await signedInVisitor(kitchen.foundation.maker.personId);
  const foundation = await slugOf(place, kitchen.foundation.id);
  expect((await maker.get(`/${foundation}/pesanan/${orderId}`)).body["deeds"]).toMatchObject({
    cancel: false,
  });
  const other = await place.kitchen();
  const stranger = await signedInVisitor(other.head.personId);
  expect((await stranger.get(`/${await slugOf(place, other.id)}/pesanan/${orderId}`)).status).toBe(404);
});

test("the door takes everything in one tap, and only whoever receives may tap", async () => {
  const place = await town();
  const { kitchen, shipmentId } = await deliveryUnderway(place);
  const at = `/${await slugOf(place, kitchen.id)}/terima/${shipmentId}`;
  const maker = await signedInVisitor(kitchen.foundation.maker.personId);
  expect((await maker.post(at, { intent: "all", receiverName: "Sari" })).status).toBe(404);
  const field = await signedInVisitor(kitchen.field.personId);
  expect((await field.post(at, { intent: "all", receiverName: "Sari" })).status).toBe(303);
  const [line] = await place.database.sql`
    select accepted_base, rejected_base from shipment_lines where shipment_id = ${shipmentId}`;
  expect([line?.["accepted_base"], line?.["rejected_base"]].map(String)).toEqual(["50000", "0"]);
});

test("a refusal at the door keeps the photo while something else is put right", async () => {
  const place = await town();
  const { kitchen, koperasi, shipmentId, lineId } = await deliveryUnderway(place);
  const at = `/${await slugOf(place, kitchen.id)}/terima/${shipmentId}`;
  const field = await signedInVisitor(kitchen.field.personId);
  const boxes = {
    intent: "weighed",
    receiverName: "Sari",
    "lines[0].shipmentLineId": lineId,
    "lines[0].delivered": "50",
    "lines[0].rejected": "1,5",
    "lines[0].disposition": "returned",
  };
  expect(errorsOf(await field.post(at, { ...boxes, "lines[0].reason": "cracked" }))).toHaveProperty(
    "lines[0].photo",
  );
  const photo = new File([PHOTO], "foto.jpg", { type: "image/jpeg" });
  const again = await field.post(at, { ...boxes, "lines[0].photo": photo });
  expect(Object.keys(errorsOf(again))).toEqual(["lines[0].reason"]);
  const photoId = (again.body["values"] as Record<string, string>)["lines[0].photoId"] ?? "";
  const done = await field.post(at, { ...boxes, "lines[0].reason": "cracked", "lines[0].photoId": photoId });
  expect(done.status).toBe(303);

  // Both sides of the handover see the photo; nobody else does.
  const seller = await signedInVisitor(koperasi.overseer.personId);
  expect((await seller.get(`/berkas/${photoId}`)).status).toBe(200);
  const stranger = await signedInVisitor((await place.koperasi()).chair.personId);
  expect((await stranger.get(`/berkas/${photoId}`)).status).toBe(404);
});

test("a proof of payment is shown only where a role shows money", async () => {
  const place = await town();
  const { kitchen, koperasi, shipmentId, lineId } = await deliveryUnderway(place);
  await receiveShipment(place.callOf(kitchen.field), {
    shipmentId,
    receiverName: "Bu Sri",
    lines: [{ shipmentLineId: lineId, deliveredBase: "50000" }],
  });
  const { invoiceId } = await draftShipmentInvoice(place.systemCall(), { shipmentId });
  await issueInvoice(place.callOf(koperasi.treasurer), { invoiceId: invoiceId ?? "" });
  const { fileId } = await uploadFile(place.callOf(kitchen.finance), {
    purpose: "payment_proof",
    fileName: "bukti.jpg",
    bytes: new Uint8Array(PHOTO),
  });
  const treasurer = await signedInVisitor(koperasi.treasurer.personId);
  expect((await treasurer.get(`/berkas/${fileId}`)).status).toBe(404);
  await reportPayment(place.callOf(kitchen.finance), {
    allocations: [{ invoiceId: invoiceId ?? "", amountRupiah: "1000000" }],
    transferredOn: place.today,
    bankName: "Bank Uji",
    bankReference: "TRX-1",
    proofId: fileId,
  });
  expect((await treasurer.get(`/berkas/${fileId}`)).status).toBe(200);
  const warehouse = await signedInVisitor(koperasi.warehouse.personId);
  expect((await warehouse.get(`/berkas/${fileId}`)).status).toBe(404);
});

test("a paper that is not drawn yet says so to its readers, and does not exist for others", async () => {
  const place = await town();
  const { kitchen, shipmentId } = await deliveryUnderway(place);
  const [paper] = await place.database.sql`
    select id, verification_code from documents where subject_id = ${shipmentId} and kind = 'SP'`;
  const head = await signedInVisitor(kitchen.head.personId);
  const waiting = await head.get(`/dokumen/${paper?.["id"]}.pdf`);
  expect(waiting.status).toBe(202);
  expect(waiting.headers.get("refresh")).toBe("3");
  const stranger = await signedInVisitor((await place.kitchen()).head.personId);
  expect((await stranger.get(`/dokumen/${paper?.["id"]}.pdf`)).status).toBe(404);
});

test("anyone may check a paper by its code and learns nothing more than that it is real", async () => {
  const place = await town();
  const { kitchen, shipmentId } = await deliveryUnderway(place);
  const [paper] = await place.database.sql`
    select number, verification_code, facts_hash from documents where subject_id = ${shipmentId} and kind = 'SP'`;
  const code = String(paper?.["verification_code"]);
  const passerBy = await signedInVisitor((await place.kitchen()).field.personId);
  const printed = code.toUpperCase().replace(/(.{4})(?=.)/g, "$1-");
  const found = await passerBy.get(`/verifikasi/${printed}`);
  // With the fingerprint that is printed at its foot: a forged paper under a true number has another.
  expect(found.body).toMatchObject({
    claim: null,
    number: paper?.["number"],
    state: "issued",
    factsHash: paper?.["facts_hash"],
    voidedAt: null,
  });
  expect(Object.keys(found.body).sort()).toEqual(
    [
      "claim",
      "factsHash",
      "isDemo",
      "issuedAt",
      "issuer",
      "kind",
      "number",
      "state",
      "voidReason",
      "voidedAt",
    ].sort(),
  );
  expect(JSON.stringify(found.body)).not.toContain(kitchen.id);
  expect((await passerBy.get("/verifikasi/tidakada")).status).toBe(404);
});

test("D4-14: the code of a voided paper leads anyone to DIBATALKAN, with the reason", async () => {
  const place = await town();
  const { kitchen, shipmentId } = await deliveryUnderway(place);
  const [paper] = await place.database.sql`
    select number, verification_code, organisation_id from documents where subject_id = ${shipmentId} and kind = 'SP'`;
  const reason = "Salah tulis jumlah telur";
  await inTransaction((tx) =>
    voidDocument(tx, place.callOf(kitchen.head), {
      organisationId: paper?.["organisation_id"],
      kind: "SP",
      subjectId: shipmentId,
      reason,
    }),
  );
  const found = await visitor().get(`/verifikasi/${paper?.["verification_code"]}`);
  expect(found.body).toMatchObject({ number: paper?.["number"], state: "voided", voidReason: reason });
  expect(found.body["voidedAt"]).not.toBeNull();
  expect(m.documents_check_voided({}, { locale: "id" })).toBe("Dokumen ini DIBATALKAN");
  expect(m.documents_check_voided_text({ reason }, { locale: "id" })).toContain(reason);
});

test("an order is moved to another day on its screen; a day that is none is refused beside its box, and goods on the road stay", async () => {
  const place = await town();
  const kitchen = await place.kitchen();
  const budgetId = await place.budget(kitchen);
  const orderId = await place.order(kitchen, { budgetId });
  const base = `/${await slugOf(place, kitchen.id)}/pesanan`;
  const head = await signedInVisitor(kitchen.head.personId);
  const shown = await head.get(`${base}/${orderId}/pindah`);
  expect(shown.body).toMatchObject({ order: { id: orderId }, move: { mayStay: true, kitchens: [] } });
  const send = (deliveryDay: string, moveReason = "Libur sekolah") =>
    head.post(`${base}/${orderId}/pindah`, { deliveryDay, moveReason });
  expect(errorsOf(await send("31/02/2026"))).toHaveProperty("deliveryDay");
  expect(errorsOf(await send(addDays(place.deliveryDay, 1), ""))).toHaveProperty("moveReason");
  const field = await signedInVisitor(kitchen.field.personId);
  expect((await field.get(`${base}/${orderId}/pindah`)).body).toMatchObject({ move: null });

  const moved = await send(addDays(place.deliveryDay, 1));
  expect(moved).toMatchObject({ status: 303, location: `${base}/${orderId}` });
  const rows = await place.database.sql`
    select state, delivery_day::text as day from orders where buyer_id = ${kitchen.id} order by id`;
  expect([...rows]).toMatchObject([
    { state: "cancelled" },
    { state: "submitted", day: addDays(place.deliveryDay, 1) },
  ]);

  const away = await deliveryUnderway(place);
  const theirs = await signedInVisitor(away.kitchen.head.personId);
  const page = `/${await slugOf(place, away.kitchen.id)}/pesanan/${away.orderId}/pindah`;
  expect((await theirs.get(page)).body).toMatchObject({ move: null });
  const late = await theirs.post(page, { deliveryDay: addDays(place.deliveryDay, 1), moveReason: "Libur" });
  expect(late.status).toBeGreaterThanOrEqual(400);
  expect(late.status).toBeLessThan(500);
  expect((await head.get(page)).status).toBe(404);
});
