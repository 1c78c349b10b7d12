import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { confirmationFacts } from "#app/modules/commitments/confirmation-facts-reads.server.ts";
import { creditStanding } from "#app/modules/commitments/credit-reads.server.ts";
import { setCreditLimit } from "#app/modules/commitments/set-credit-limit.server.ts";
import { noticeFacts } from "#app/modules/notifications/notice-facts-reads.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { closeFinishedOrders } from "#app/modules/shipments/close-finished-orders.server.ts";
import { lapseReplacements } from "#app/modules/shipments/lapse-replacements.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { promiseReplacement } from "#app/modules/shipments/promise-replacement.server.ts";
import { replacementsAsSeller } from "#app/modules/shipments/replacement-reads.server.ts";
import { shipmentById } from "#app/modules/shipments/shipment-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, deliveries, freshGoods, outcomeOf } from "#tests/support/deliveries.ts";

// Goal: what is refused "to be replaced today" has a clock that both sides see; the seller brings it anew at the same price
// and it is received and paid like any delivery, or nobody says and it is let go unpaid.
// Method: 295 kg of chicken at Rp 36.200, of which 15 kg are refused at the door and stand there anew at 15.40; and 100 kg of eggs
// at Rp 27.200, of which 25 kg are refused and nobody answers.
const database = await testDatabase({ poolSize: 8 });
const { promised, dispatched, receive, photoOf, envelope, states, lineOf, lotRow } = deliveries(database);

const MINUTE_MS = 60_000;
const CHICKEN = {
  commodityCode: "AYM",
  gradeCode: "A",
  title: "Ayam karkas potong 10",
  priceRupiah: "36200",
  costRupiah: "34500",
};

async function refusedAtDoor(deal: Deal, broughtBase: bigint, rejectedBase: bigint) {
  const shipmentId = await dispatched(deal, broughtBase);
  const photoId = await photoOf(deal.kitchen, deal.town);
  const line = await lineOf(deal, shipmentId);
  await receive(deal, shipmentId, {
    deliveredBase: broughtBase.toString(),
    rejectedBase: rejectedBase.toString(),
    rejectReason: "rotten",
    disposition: "replaced_today",
    photoId,
  });
  return { shipmentId, lineId: line.id };
}

const promise = (deal: Deal, shipmentLineId: string, lotId: string, by = deal.seller.warehouse) =>
  promiseReplacement(deal.town.callOf(by), { shipmentLineId, lotId });

async function waiting(deal: Deal) {
  const { actor } = deal.town.callOf(deal.seller.warehouse);
  if (actor.kind !== "member") throw new Error("a koperasi has members");
  return (await tasksFor(actor, deal.town.at)).filter(({ kind }) => kind === "replacement.promise");
}

test("280 of 295 kg of chicken are taken; the seller brings the 15 kg anew at 15.40, at the same price, and the kitchen pays for 295", async () => {
  const deal = await promised(295_000n, CHICKEN);
  const moment = (clock: string) => new Date(`${addDays(deal.town.today, 2)}T${clock}:00+07:00`);
  const [arrival, again] = [moment("14:10"), moment("15:40")];
  deal.town.goTo(arrival);
  const { shipmentId, lineId } = await refusedAtDoor(deal, 295_000n, 15_000n);
  expect(await lineOf(deal, shipmentId)).toMatchObject({ acceptedBase: 280_000n, rejectedBase: 15_000n });
  expect(await envelope(deal)).toMatchObject({ spent: 280n * 36_200n, held: 15n * 36_200n });
  expect(await states(deal)).toEqual({ order: "approved", commitment: "fulfilled" });
  const [asked] = await replacementsAsSeller(shipmentId, deal.town.at);
  expect(asked?.replacement).toMatchObject({ state: "asked", askedBase: 15_000n });
  expect(asked?.replacement.dueAt).toEqual(new Date(deal.town.at.getTime() + 120 * MINUTE_MS));
  expect(asked?.lots).toMatchObject([{ lotId: deal.goods.lotId, availableBase: 205_000n }]);
  expect(await waiting(deal)).toMatchObject([{ subjectId: lineId, path: `kirim/${shipmentId}` }]);
  expect(await noticeFacts("replacement.asked", shipmentId)).toMatchObject([
    { organisationId: deal.seller.id, params: { goods: expect.stringContaining("Ayam") } },
  ]);

  const stranger = await deal.town.koperasi();
  const foreign = await freshGoods(deal.town, stranger, CHICKEN);
  expect(await outcomeOf(promise(deal, lineId, foreign.lotId))).toBe("shipments.substituteGone");
  expect(await outcomeOf(promise(deal, lineId, foreign.lotId, stranger.warehouse))).toBe("shipments.missing");
  expect(await outcomeOf(promise(deal, lineId, deal.goods.lotId, deal.seller.overseer))).toBe(
    "shipments.forbidden",
  );
  const twice = await Promise.all([1, 2].map(() => outcomeOf(promise(deal, lineId, deal.goods.lotId))));
  expect(twice.sort()).toEqual(["done", "shipments.replacementMoved"]);
  expect(await waiting(deal)).toEqual([]);
  expect((await deal.town.linesOf(deal.orderId))[0]).toMatchObject({ promisedBase: 295_000n });
  expect(await envelope(deal)).toMatchObject({ spent: 280n * 36_200n, held: 15n * 36_200n });

  // What was confirmed of the order is what it was: the seller brings the rest of it, and takes on no more.
  const sale = { orderId: deal.orderId, sellerId: deal.seller.id };
  const confirmed = await confirmationFacts(sale, deal.town.today, database.db);
  expect(confirmed?.facts["lines"]).toMatchObject([{ quantityBase: "295000" }]);
  const papers =
    await database.sql`select state from documents where kind = 'KP' and subject_id = ${deal.orderId}`;
  expect(papers).toEqual([{ state: "issued" }]);

  // It goes the way of any delivery, and is received at the same door.
  const { shipmentIds } = await planShipments(deal.town.systemCall(), { orderId: deal.orderId });
  const [againId] = shipmentIds;
  await dispatched(deal, 15_000n, againId ?? "");
  deal.town.goTo(again);
  await receive(deal, againId ?? "", { deliveredBase: "15000" });
  expect(await shipmentById(deal.kitchen.id, againId ?? "")).toMatchObject({
    receipt: { receivedAt: again },
  });
  expect(await states(deal)).toMatchObject({ order: "closed" });
  expect(await envelope(deal)).toMatchObject({ spent: 295n * 36_200n, held: 0n });
  expect(await lotRow(deal.goods)).toEqual({
    reserved: 0n,
    shipped: 295_000n,
    lost: 15_000n,
    available: 190_000n,
  });
});

test("nobody says in time: it is let go, told to both, not paid, and the order can end", async () => {
  const deal = await promised();
  const { shipmentId, lineId } = await refusedAtDoor(deal, 100_000n, 25_000n);
  const rounds = async () => (await lapseReplacements(deal.town.systemCall(), {})).lapsed;
  deal.town.advance(120 * MINUTE_MS);
  expect(await rounds()).toBe(0);
  deal.town.advance(1);
  expect(await outcomeOf(promise(deal, lineId, deal.goods.lotId))).toBe("shipments.replacementLate");
  expect(await waiting(deal)).toEqual([]);
  const together = await Promise.all([rounds(), rounds()]);
  expect(together.reduce((sum, one) => sum + one, 0)).toBe(1);
  const heard = await noticeFacts("replacement.lapsed", shipmentId);
  expect(heard.map(({ organisationId }) => organisationId)).toEqual([deal.seller.id, deal.kitchen.id]);
  expect(await outcomeOf(promise(deal, lineId, deal.goods.lotId))).toBe("shipments.replacementMoved");
  deal.town.advance(5 * 86_400_000);
  await closeFinishedOrders(deal.town.systemCall(), {});
  expect(await states(deal)).toMatchObject({ order: "closed" });
  expect(await envelope(deal)).toMatchObject({ spent: 75n * 27_200n, held: 0n });
  await expect(
    database.sql`update replacements set state = 'asked', settled_at = null where shipment_line_id = ${lineId}`,
  ).rejects.toThrow(/keeps what it says/);
});

test("what is brought anew counts once in what its buyer may owe, and is refused where the limit leaves no room for it", async () => {
  const deal = await promised(295_000n, CHICKEN);
  const pair = { sellerId: deal.seller.id, buyerId: deal.kitchen.id };
  const limit = (limitRupiah: bigint) =>
    setCreditLimit(deal.town.callOf(deal.seller.treasurer), {
      buyerId: deal.kitchen.id,
      limitRupiah: limitRupiah.toString(),
    });
  const standing = () => creditStanding(pair, deal.town.today);
  // All of it is just within the limit.
  await limit(295n * 36_200n);
  expect(await standing()).toMatchObject({ promisedRupiah: 295n * 36_200n, owedRupiah: 0n });
  const { lineId } = await refusedAtDoor(deal, 295_000n, 15_000n);
  expect(await standing()).toMatchObject({ promisedRupiah: 280n * 36_200n });
  await limit(295n * 36_200n - 1n);
  expect(await outcomeOf(promise(deal, lineId, deal.goods.lotId))).toBe("commitments.creditExceeded");
  expect(await standing()).toMatchObject({ promisedRupiah: 280n * 36_200n });
  await limit(295n * 36_200n);
  expect(await outcomeOf(promise(deal, lineId, deal.goods.lotId))).toBe("done");
  expect(await standing()).toMatchObject({ promisedRupiah: 295n * 36_200n });
});
