import { expect, test } from "vitest";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { registerLot } from "#app/modules/catalogue/register-lot.server.ts";
import { cancelOrderCommitments } from "#app/modules/commitments/lapse-commitments.server.ts";
import { purchaseNotesOf } from "#app/modules/commitments/purchase-note-reads.server.ts";
import { writePurchaseNotes } from "#app/modules/commitments/write-purchase-notes.server.ts";
import { documentByCode } from "#app/modules/documents/document-reads.server.ts";
import { factsOf } from "#app/modules/documents/paper-of.ts";
import { cancelOrder } from "#app/modules/orders/cancel-order.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { visitor } from "#tests/support/visitor.ts";
import { type Koperasi, WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: an accepted promise becomes one Nota Beli for each producer, for their part at their price, that they read by their own link and
// nobody else does; written again it is the same paper, or another one in its place. Method: 100 kg of eggs of two breeders, through commands.
const database = await testDatabase({ poolSize: 8 });
fixClock(WORLD_STARTS);
const town = world(database);

async function promised(costRupiah: string | undefined = "26000") {
  const kitchen = await town.kitchen();
  const koperasi = await town.koperasi();
  const call = town.callOf(koperasi.business);
  const { producerId: first } = await addProducer(call, { name: "Pak Darmo", phone: "081200000001" });
  const { producerId: second } = await addProducer(call, { name: "Bu Ririn" });
  const listingId = await town.listing(koperasi, { costRupiah });
  const { lotId } = await registerLot(town.callOf(koperasi.warehouse), {
    listingId,
    originRegionCode: koperasi.regionCode,
    harvestedOn: town.today,
    availableFrom: town.today,
    expiresOn: town.deliveryDay,
    sources: [
      { producerId: first, quantityBase: "300000" },
      { producerId: second, quantityBase: "200000" },
    ],
  });
  const orderId = await town.order(kitchen);
  return { kitchen, koperasi, first, second, listingId, lotId, orderId };
}

const write = (koperasi: Koperasi, commitmentId: string) =>
  writePurchaseNotes(town.callOf(koperasi.business), { commitmentId });
const papersOf = async (koperasi: Koperasi) =>
  database.sql<{ number: string; state: string; facts: unknown; code: string }[]>`
    select number, state, facts, verification_code as code from documents
    where organisation_id = ${koperasi.id} and kind = 'NB' order by serial`;

test("100 kg promised of two harvests are two notes, of 60 and 40 kg at Rp 26.000, however often and by how many they are written", async () => {
  const { koperasi, first, second, lotId, orderId } = await promised();
  const commitmentId = await town.promise(koperasi, orderId, { lotId });
  await Promise.all([write(koperasi, commitmentId), write(koperasi, commitmentId)]);
  await write(koperasi, commitmentId);
  const notes = await purchaseNotesOf(koperasi.id, commitmentId, town.at);
  expect(notes).toMatchObject([
    { producerId: second, name: "Bu Ririn", quantityBase: 40_000n, totalRupiah: 1_040_000n },
    { producerId: first, name: "Pak Darmo", quantityBase: 60_000n, totalRupiah: 1_560_000n },
  ]);
  const papers = await papersOf(koperasi);
  expect(papers.map((paper) => paper.state)).toEqual(["issued", "issued"]);
  const said = papers.map((paper) => factsOf("NB", paper.facts));
  expect(said.map((facts) => facts.producer.name).sort()).toEqual(["Bu Ririn", "Pak Darmo"]);
  expect(said[0]).toMatchObject({ deliveryDay: town.deliveryDay, payDays: null });
  // What the paper says to a producer is not to whom their goods go.
  expect(JSON.stringify(papers)).not.toContain("SPPG");

  // By their link each opens their own note and not the other's.
  const phone = visitor();
  const [ririn, darmo] = notes;
  if (!ririn || !darmo) throw new Error("two notes stand");
  const opened = (token: string | null, documentId: string) =>
    phone.get(`/t/saldo/${token}/${documentId}.pdf`).then((answer) => answer.status);
  expect(await opened(darmo.token, darmo.documentId)).toBeLessThan(400);
  expect(await opened(darmo.token, ririn.documentId)).toBe(404);
  expect(await opened(ririn.token, darmo.documentId)).toBe(404);
  // The public page says that it is genuine, and no more than that; what it is about stays on the server (http/buyer-screens).
  const shown = await documentByCode(papers[0]?.code ?? "");
  expect(Object.keys(shown ?? {}).sort()).toEqual(
    [
      "factsHash",
      "isDemo",
      "issuedAt",
      "issuer",
      "kind",
      "number",
      "state",
      "subjectId",
      "voidReason",
      "voidedAt",
    ].sort(),
  );
});

test("another price to producers voids the note that stands, which says so, and writes the next number", async () => {
  const { koperasi, listingId, lotId, orderId } = await promised();
  const commitmentId = await town.promise(koperasi, orderId, { lotId });
  await write(koperasi, commitmentId);
  await database.sql`update listings set cost_rupiah = 26500 where id = ${listingId}`;
  await write(koperasi, commitmentId);
  const papers = await papersOf(koperasi);
  expect(papers.map((paper) => paper.state)).toEqual(["voided", "voided", "issued", "issued"]);
  const totals = (await purchaseNotesOf(koperasi.id, commitmentId, town.at)).map((note) => note.totalRupiah);
  expect(totals).toEqual([1_060_000n, 1_590_000n]);
  expect((await documentByCode(papers[0]?.code ?? ""))?.voidReason).toContain("jumlah atau harganya");
});

test("an order that is cancelled voids the notes that were written for it, and nothing is noted any more", async () => {
  const { kitchen, koperasi, lotId, orderId } = await promised();
  const commitmentId = await town.promise(koperasi, orderId, { lotId });
  await write(koperasi, commitmentId);
  await cancelOrder(town.callOf(kitchen.finance), { orderId, reason: "Sekolah diliburkan" });
  for (const _again of [1, 2]) await cancelOrderCommitments(town.systemCall(), { orderId });
  const papers = await papersOf(koperasi);
  expect(papers.map((paper) => paper.state)).toEqual(["voided", "voided"]);
  expect((await documentByCode(papers[0]?.code ?? ""))?.voidReason).toContain("tidak berlaku lagi");
  expect(await purchaseNotesOf(koperasi.id, commitmentId, town.at)).toEqual([]);
  expect(await outcomeOf(write(koperasi, commitmentId))).toBe("commitments.noteNotStanding");
});

test("no note is written of what is not promised yet, of nobody's harvest, without a price, or by somebody else", async () => {
  const { kitchen, koperasi, listingId, lotId, orderId } = await promised();
  const offered = await town.offer(orderId, koperasi, { listingId, lotId });
  expect(await outcomeOf(write(koperasi, offered))).toBe("commitments.noteNotStanding");

  const nobodys = await town.goods(koperasi);
  const plain = await town.promise(koperasi, await town.order(kitchen), { lotId: nobodys.lotId });
  expect(await outcomeOf(write(koperasi, plain))).toBe("commitments.noteNobody");

  const cheap = await promised();
  await database.sql`update listings set cost_rupiah = null where id = ${cheap.listingId}`;
  const priceless = await town.promise(cheap.koperasi, cheap.orderId, { lotId: cheap.lotId });
  expect(await outcomeOf(write(cheap.koperasi, priceless))).toBe("commitments.notePriceless");
  expect(await papersOf(cheap.koperasi)).toEqual([]);

  expect(await outcomeOf(write(koperasi, priceless))).toBe("commitments.missing");
  const commitmentId = await town.promise(koperasi, await town.order(kitchen), { lotId });
  const byWarehouse = writePurchaseNotes(town.callOf(koperasi.warehouse), { commitmentId });
  expect(await outcomeOf(byWarehouse)).toBe("commitments.forbidden");
  expect(await purchaseNotesOf(kitchen.id, commitmentId, town.at)).toEqual([]);
});
