import { expect, test } from "vitest";
import { answerCommitment } from "#app/modules/commitments/answer-commitment.server.ts";
import { breakCommitment } from "#app/modules/commitments/fulfil-commitment.server.ts";
import { cancelOrderCommitments } from "#app/modules/commitments/lapse-commitments.server.ts";
import { documentByCode, documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { factsOf } from "#app/modules/documents/paper-of.ts";
import { cancelOrder } from "#app/modules/orders/cancel-order.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { atOnce } from "#tests/support/at-once.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { type Koperasi, world } from "#tests/support/world.ts";

// Goal: what a seller takes on of an order is on paper for its buyer at once: what, how much, at which price, for when, and what it left. One paper
// stands for a seller and an order. Method: eggs offered to one koperasi, and to two, answered through the command.
const database = await testDatabase({ poolSize: 12 });
const town = world(database);

async function offered(times = 1) {
  const kitchen = await town.kitchen();
  const koperasi = await town.koperasi();
  const goods = await town.goods(koperasi, {}, { quantityBase: 300_000n });
  const orderId = await town.order(kitchen);
  const commitmentIds = [];
  for (let at = 0; at < times; at += 1)
    commitmentIds.push(
      await town.offer(orderId, koperasi, goods, { quantityBase: 100_000n / BigInt(times) }),
    );
  return { kitchen, koperasi, orderId, commitmentIds };
}

const answer = (koperasi: Koperasi, commitmentId: string | undefined, base: bigint, reason?: string) =>
  answerCommitment(town.callOf(koperasi.business), {
    commitmentId: commitmentId ?? "",
    acceptedBase: base.toString(),
    reason,
  });
const papersOf = (orderId: string) => database.sql<
  { number: string; state: string; facts: unknown; code: string; organisation_id: string }[]
>`
  select number, state, facts, verification_code as code, organisation_id from documents
  where subject_id = ${orderId} and kind = 'KP' order by issued_at, serial`;

test("70 of 100 kg taken on are confirmed at the offered price, and the 30 kg left with the reason, to the buyer and nobody else", async () => {
  const { kitchen, koperasi, orderId, commitmentIds } = await offered();
  await answer(koperasi, commitmentIds[0], 70_000n, "Ayam sedang ganti bulu");
  const [paper, ...more] = await papersOf(orderId);
  expect(more).toEqual([]);
  expect(paper?.number).toMatch(/^001\/KP\//);
  const facts = factsOf("KP", paper?.facts);
  expect(facts.lines).toMatchObject([{ quantityBase: 70_000n, unit: { size: 1000n } }]);
  const [line] = facts.lines;
  expect(facts.totalRupiah).toBe((line?.priceRupiah ?? 0n) * 70n);
  expect(facts.delivery.day).toBe(town.deliveryDay);
  expect(facts.left).toMatchObject([
    { askedBase: 100_000n, leftBase: 30_000n, reason: "Ayam sedang ganti bulu" },
  ]);
  const seen = async (id: string) => (await documentsAbout(id, [orderId])).map(({ kind }) => kind);
  expect(await seen(kitchen.id)).toEqual(["KP"]);
  expect(await seen(koperasi.id)).toEqual(["KP"]);
  expect(await seen((await town.koperasi()).id)).toEqual([]);
});

test("four lines answered at the same moment, one of them with no, are one paper that stands and says all four", async () => {
  const { koperasi, orderId, commitmentIds } = await offered(4);
  await atOnce(
    commitmentIds.map((id, at) => () => answer(koperasi, id, at === 0 ? 0n : 25_000n, "Tidak ada truk")),
  );
  const papers = await papersOf(orderId);
  const standing = papers.filter(({ state }) => state === "issued");
  expect(standing).toHaveLength(1);
  const facts = factsOf("KP", standing[0]?.facts);
  expect(facts.lines.map((line) => line.quantityBase)).toEqual([25_000n, 25_000n, 25_000n]);
  expect(facts.left.map((line) => line.leftBase)).toEqual([25_000n]);
  // Numbers run without a gap, and whoever scans an older one reads that another took its place.
  expect(papers.map(({ number }) => Number(number.slice(0, 3)))).toEqual(papers.map((_, at) => at + 1));
  const old = papers.find(({ state }) => state === "voided");
  expect(old && (await documentByCode(old.code))?.voidReason).toContain("menjawab lagi");
});

test("a no to everything confirms nothing, and is answered twice for nobody", async () => {
  const { koperasi, orderId, commitmentIds } = await offered();
  await answer(koperasi, commitmentIds[0], 0n, "Kandang kosong");
  expect(await papersOf(orderId)).toEqual([]);
  expect(await outcomeOf(answer(koperasi, commitmentIds[0], 10_000n))).toBe("commitments.moved");
  expect(await papersOf(orderId)).toEqual([]);
});

test("an order that is cancelled, or whose only promise is broken, voids what was confirmed of it; while another promise stands, the paper does", async () => {
  const one = await offered();
  await answer(one.koperasi, one.commitmentIds[0], 100_000n);
  await cancelOrder(town.callOf(one.kitchen.finance), { orderId: one.orderId, reason: "Sekolah libur" });
  for (const _again of [1, 2]) await cancelOrderCommitments(town.systemCall(), { orderId: one.orderId });
  const [cancelled] = await papersOf(one.orderId);
  expect(cancelled?.state).toBe("voided");
  expect((await documentByCode(cancelled?.code ?? ""))?.voidReason).toContain("tidak berlaku lagi");

  const two = await offered(2);
  for (const id of two.commitmentIds) await answer(two.koperasi, id, 50_000n);
  const states = async () => (await papersOf(two.orderId)).map(({ state }) => state);
  const broken = (id: string | undefined) =>
    inTransaction((tx) => breakCommitment(tx, town.systemCall(), id ?? "", "Truk mogok"), {
      isolation: "read committed",
    });
  expect(await states()).toEqual(["voided", "issued"]);
  await broken(two.commitmentIds[0]);
  expect(await states()).toEqual(["voided", "issued"]);
  await broken(two.commitmentIds[1]);
  expect(await states()).toEqual(["voided", "voided"]);
});
