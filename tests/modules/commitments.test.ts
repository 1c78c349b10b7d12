import { expect, test } from "vitest";
import { time } from "#app/i18n/format.ts";
import { addDays } from "#app/kernel/calendar.ts";
import { answerCommitment } from "#app/modules/commitments/answer-commitment.server.ts";
import {
  commitmentsForOrder,
  commitmentsOfSeller,
  commitmentVisibleTo,
} from "#app/modules/commitments/commitment-reads.server.ts";
import { breakCommitment, fulfilCommitments } from "#app/modules/commitments/fulfil-commitment.server.ts";
import {
  cancelOrderCommitments,
  lapseCommitments,
} from "#app/modules/commitments/lapse-commitments.server.ts";
import { offerByHand } from "#app/modules/commitments/offer-by-hand.server.ts";
import { openDemandFor } from "#app/modules/commitments/open-demand-reads.server.ts";
import { remindOfOffers } from "#app/modules/commitments/remind-of-offers.server.ts";
import { handInPaper } from "#app/modules/identity/hand-in-paper.server.ts";
import { noticeFacts } from "#app/modules/notifications/notice-facts-reads.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { cancelOrder } from "#app/modules/orders/cancel-order.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

const database = await testDatabase({ poolSize: 20 });
const town = world(database);

async function trade(offered = 100_000n) {
  const kitchen = await town.kitchen();
  const koperasi = await town.koperasi();
  const goods = await town.goods(koperasi, {}, { quantityBase: 300_000n });
  const orderId = await town.order(kitchen);
  const commitmentId = await town.offer(orderId, koperasi, goods, { quantityBase: offered });
  return { kitchen, koperasi, goods, orderId, commitmentId };
}

type Trade = Awaited<ReturnType<typeof trade>>;

async function held({ goods, orderId }: Trade) {
  const [lot] = await database.sql`select reserved_base from lots where id = ${goods.lotId}`;
  const [day] = await database.sql`
    select coalesce(sum(used_base), 0)::bigint as used from seller_days where listing_id = ${goods.listingId}`;
  const [line] = await town.linesOf(orderId);
  return { lot: BigInt(lot?.["reserved_base"]), day: BigInt(day?.["used"]), line: line?.promisedBase };
}

const all = (base: bigint) => ({ lot: base, day: base, line: base });

async function newsOf(commitmentId: string): Promise<string[]> {
  const rows = await database.sql`
    select name from outbox where payload->>'commitmentId' = ${commitmentId} order by sequence`;
  return rows.map((row) => row["name"]);
}

test("an offer holds the goods, the seller's day and the line until it is answered", async () => {
  const one = await trade(60_000n);
  expect(await held(one)).toEqual(all(60_000n));
  await answerCommitment(town.callOf(one.koperasi.chair), {
    commitmentId: one.commitmentId,
    acceptedBase: "60000",
  });
  expect(await held(one)).toEqual(all(60_000n));
  expect(await newsOf(one.commitmentId)).toEqual(["commitment.accepted"]);
});

test("what a seller does not take on is free again", async () => {
  const one = await trade();
  await answerCommitment(town.callOf(one.koperasi.business), {
    commitmentId: one.commitmentId,
    acceptedBase: "70000",
  });
  expect(await held(one)).toEqual(all(70_000n));
  expect(await newsOf(one.commitmentId)).toEqual(["commitment.accepted", "commitment.declined"]);
  const two = await trade();
  await expect(
    answerCommitment(town.callOf(two.koperasi.chair), { commitmentId: two.commitmentId, acceptedBase: "0" }),
  ).rejects.toMatchObject({ code: "commitments.reasonNeeded" });
  await answerCommitment(town.callOf(two.koperasi.chair), {
    commitmentId: two.commitmentId,
    acceptedBase: "0",
    reason: "Ayam belum bertelur",
  });
  expect(await held(two)).toEqual(all(0n));
  expect(await newsOf(two.commitmentId)).toEqual(["commitment.declined"]);
});

test("two officers who answer at once: one is heard, the other is told", async () => {
  for (let round = 0; round < 3; round += 1) {
    const one = await trade();
    const answer = (member: typeof one.koperasi.chair, acceptedBase: string) =>
      answerCommitment(town.callOf(member), { commitmentId: one.commitmentId, acceptedBase, reason: "uji" });
    const tries = await Promise.allSettled([
      answer(one.koperasi.chair, "100000"),
      answer(one.koperasi.business, "50000"),
      answer(one.koperasi.warehouse, "0"),
    ]);
    expect(tries.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    for (const each of tries)
      if (each.status === "rejected")
        expect(each.reason).toMatchObject({ kind: "conflict", code: "commitments.moved" });
  }
});

test("an answer repeated under its key is the same answer; another under it is a conflict", async () => {
  const one = await trade();
  const call = town.callOf(one.koperasi.chair, "answer");
  const input = { commitmentId: one.commitmentId, acceptedBase: "100000" };
  const first = await answerCommitment(call, input);
  expect(await answerCommitment(call, input)).toEqual(first);
  await expect(answerCommitment(call, { ...input, acceptedBase: "1" })).rejects.toMatchObject({
    code: "kernel.keyReused",
  });
  expect(await held(one)).toEqual(all(100_000n));
});

test("only the seller's own people answer, in time, and for no more than was offered", async () => {
  const one = await trade();
  const stranger = await town.koperasi();
  const bumd = await town.bumd();
  const answer = (member: typeof stranger.chair, acceptedBase = "1000") =>
    answerCommitment(town.callOf(member), { commitmentId: one.commitmentId, acceptedBase });
  for (const member of [stranger.chair, bumd.sales])
    await expect(answer(member)).rejects.toMatchObject({ kind: "missing", code: "commitments.missing" });
  for (const member of [one.kitchen.head, one.koperasi.overseer, one.koperasi.treasurer])
    await expect(answer(member)).rejects.toMatchObject({ kind: "forbidden" });
  await expect(answer(one.koperasi.chair, "100001")).rejects.toMatchObject({
    code: "commitments.moreThanOffered",
    params: { offered: "100 kg" },
  });
  town.goTo(new Date(WORLD_STARTS.getTime() + 2 * 3_600_000 + 1));
  await expect(answer(one.koperasi.chair)).rejects.toMatchObject({ code: "commitments.tooLate" });
  town.goTo(WORLD_STARTS);
  expect(await held(one)).toEqual(all(100_000n));
});

test("an offer that nobody answered lapses once and gives everything back", async () => {
  const one = await trade();
  const two = await trade();
  await answerCommitment(town.callOf(two.koperasi.chair), {
    commitmentId: two.commitmentId,
    acceptedBase: "100000",
  });
  await expect(lapseCommitments(town.callOf(one.koperasi.chair), {})).rejects.toMatchObject({
    kind: "forbidden",
  });
  town.goTo(new Date(WORLD_STARTS.getTime() + 2 * 3_600_000));
  await lapseCommitments(town.systemCall(), {});
  expect(await held(one)).toEqual(all(100_000n));
  town.advance(1_000);
  await Promise.all(Array.from({ length: 4 }, () => lapseCommitments(town.systemCall(), {})));
  expect(await held(one)).toEqual(all(0n));
  expect(await held(two)).toEqual(all(100_000n));
  expect(await newsOf(one.commitmentId)).toEqual(["commitment.lapsed"]);
  town.goTo(WORLD_STARTS);
});

test("a seller is reminded once, half an hour before the first of its offers lapses; who answered or was asked just now is not", async () => {
  const one = await trade();
  const other = await trade();
  const second = await town.offer(await town.order(one.kitchen), one.koperasi, one.goods);
  await answerCommitment(town.callOf(other.koperasi.chair), {
    commitmentId: other.commitmentId,
    acceptedBase: "100000",
  });
  await expect(remindOfOffers(town.callOf(one.koperasi.chair), {})).rejects.toMatchObject({
    kind: "forbidden",
  });
  const early = WORLD_STARTS.getTime() + 89 * 60_000;
  town.goTo(new Date(early));
  expect(await remindOfOffers(town.systemCall(), {})).toEqual({ reminded: 0 });
  town.goTo(new Date(early + 61_000));
  const late = await trade();
  const rounds = await Promise.all(Array.from({ length: 4 }, () => remindOfOffers(town.systemCall(), {})));
  expect(rounds.reduce((sum, { reminded }) => sum + reminded, 0)).toBe(2);
  expect(await remindOfOffers(town.systemCall(), {})).toEqual({ reminded: 0 });
  const told = (await Promise.all([one.commitmentId, second].map(newsOf))).flat();
  expect(told).toEqual(["commitment.due"]);
  expect(await newsOf(late.commitmentId)).toEqual([]);
  expect(await newsOf(other.commitmentId)).not.toContain("commitment.due");
  // What the seller reads: how many wait, and until when; once it has answered all, nothing is told any more.
  const [due] = await database.sql`
    select payload->>'commitmentId' as id from outbox where name = 'commitment.due' and payload->>'commitmentId' in (${one.commitmentId}, ${second})`;
  const facts = () => noticeFacts("commitment.due", due?.["id"] as string);
  const ends = new Date(WORLD_STARTS.getTime() + 120 * 60_000);
  expect(await facts()).toEqual([
    {
      organisationId: one.koperasi.id,
      subjectId: due?.["id"],
      path: "pesanan-masuk",
      params: { offers: "2", hour: time(ends, "Asia/Jakarta") },
    },
  ]);
  for (const commitmentId of [one.commitmentId, second])
    await answerCommitment(town.callOf(one.koperasi.chair), {
      commitmentId,
      acceptedBase: "0",
      reason: "Panen gagal",
    });
  expect(await facts()).toEqual([]);
  town.goTo(WORLD_STARTS);
});

test("when an order is cancelled its sellers' goods are free, and news that comes late harms nothing", async () => {
  const one = await trade();
  await answerCommitment(town.callOf(one.koperasi.chair), {
    commitmentId: one.commitmentId,
    acceptedBase: "100000",
  });
  await cancelOrderCommitments(town.systemCall(), { orderId: one.orderId });
  expect(await held(one)).toEqual(all(100_000n));
  await cancelOrder(town.callOf(one.kitchen.head), { orderId: one.orderId, reason: "Sekolah libur" });
  for (let once = 0; once < 2; once += 1)
    await cancelOrderCommitments(town.systemCall(), { orderId: one.orderId });
  expect(await held(one)).toEqual(all(0n));
  expect((await newsOf(one.commitmentId)).at(-1)).toBe("commitment.cancelled");
  await expect(town.offer(one.orderId, one.koperasi, one.goods)).rejects.toMatchObject({
    code: "orders.moved",
  });
});

test("a promise is kept once; a broken one opens its line again", async () => {
  const one = await trade();
  const accept = { commitmentId: one.commitmentId, acceptedBase: "100000" };
  const fulfil = () =>
    inTransaction((tx) =>
      fulfilCommitments(tx, [{ commitmentId: one.commitmentId, receivedBase: 100_000n }]),
    );
  await expect(fulfil()).rejects.toMatchObject({ code: "commitments.moved" });
  await answerCommitment(town.callOf(one.koperasi.chair), accept);
  await inTransaction((tx) => breakCommitment(tx, town.systemCall(), one.commitmentId, "Truk mogok"), {
    isolation: "read committed",
  });
  expect(await held(one)).toEqual(all(0n));
  await expect(fulfil()).rejects.toMatchObject({ code: "commitments.moved" });
});

test("many offers at once never promise a line more than it asks, nor a lot more than it holds", async () => {
  const kitchen = await town.kitchen();
  const koperasi = await town.koperasi();
  const goods = await town.goods(koperasi, {}, { quantityBase: 130_000n });
  const budgetId = await town.budget(kitchen);
  const orderIds = [await town.order(kitchen, { budgetId }), await town.order(kitchen, { budgetId })];
  const tries = await Promise.allSettled(
    Array.from({ length: 16 }, (_, at) =>
      town.offer(orderIds[at % 2] ?? "", koperasi, goods, { quantityBase: 20_000n }),
    ),
  );
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(6);
  for (const one of tries)
    if (one.status === "rejected") expect(one.reason).toMatchObject({ kind: "conflict" });
});

const certified = (member: Parameters<typeof town.callOf>[0], expiresOn: string) =>
  handInPaper(town.callOf(member), {
    kind: "business_number",
    file: { fileName: "nib.pdf", bytes: new Uint8Array(Buffer.from("%PDF-1.7 sertifikat")) },
    expiresOn,
  });

test("a seller fills an open line by hand, within the ceiling, the gap and its own goods", async () => {
  const kitchen = await town.kitchen();
  const koperasi = await town.koperasi();
  const stranger = await town.koperasi();
  const goods = await town.goods(koperasi, {}, { quantityBase: 80_000n });
  const orderId = await town.order(kitchen);
  const [line] = await town.linesOf(orderId);
  const wish = {
    orderLineId: line?.id ?? "",
    lotId: goods.lotId,
    quantityBase: "80000",
    priceRupiah: "28000",
  };
  const seller = { id: koperasi.id, cityCode: koperasi.cityCode };
  expect(await openDemandFor(seller, town.today)).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({ orderId, missingBase: 100_000n, availableBase: 80_000n }),
    ]),
  );
  const offer = (member: typeof koperasi.chair, change: Partial<typeof wish>) =>
    offerByHand(town.callOf(member), { ...wish, ...change });
  await expect(offer(stranger.chair, {})).rejects.toMatchObject({ kind: "missing" });
  await expect(offer(koperasi.overseer, {})).rejects.toMatchObject({ kind: "forbidden" });
  await expect(offer(koperasi.chair, { priceRupiah: "29001" })).rejects.toMatchObject({
    code: "commitments.aboveCeiling",
  });
  await expect(offer(koperasi.chair, { quantityBase: "100001" })).rejects.toMatchObject({
    code: "commitments.moreThanMissing",
    params: { missing: "100 kg" },
  });
  await expect(offer(koperasi.chair, { quantityBase: "90000" })).rejects.toMatchObject({
    code: "catalogue.soldOut",
  });
  await certified(koperasi.chair, addDays(town.today, -1));
  await expect(offer(koperasi.chair, {})).rejects.toMatchObject({ code: "catalogue.licenceLapsed" });
  await certified(koperasi.chair, addDays(town.today, 300));
  const { commitmentId } = await offer(koperasi.chair, {});
  expect(await commitmentVisibleTo(koperasi.id, commitmentId)).toMatchObject({
    state: "accepted",
    acceptedBase: 80_000n,
    priceRupiah: 28_000n,
  });
  await approveOrder(town.callOf(kitchen.head), { orderId });
  await expect(offer(koperasi.chair, {})).rejects.toMatchObject({ kind: "missing" });
});

test("seller and buyer see a commitment; what the goods cost only the seller; nobody else sees it", async () => {
  const one = await trade();
  const stranger = await town.koperasi();
  expect(await commitmentVisibleTo(one.koperasi.id, one.commitmentId)).toMatchObject({ costRupiah: 26_000n });
  expect(await commitmentVisibleTo(one.kitchen.id, one.commitmentId)).toMatchObject({ costRupiah: null });
  expect(await commitmentVisibleTo(stranger.id, one.commitmentId)).toBeNull();
  expect(await commitmentsForOrder(one.kitchen.id, one.orderId)).toHaveLength(1);
  expect(await commitmentsForOrder(stranger.id, one.orderId)).toEqual([]);
  expect((await commitmentsOfSeller(stranger.id, { limit: 50 })).rows).toEqual([]);
  expect((await commitmentsOfSeller(one.koperasi.id, { limit: 50, state: "offered" })).rows).toHaveLength(1);
});
