import { expect, test } from "vitest";
import { momentOf } from "#app/kernel/calendar.ts";
import { answerCommitment } from "#app/modules/commitments/answer-commitment.server.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { noticeFacts } from "#app/modules/notifications/notice-facts-reads.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { supplying } from "#app/modules/oversight/diversity.ts";
import { ratingsFrom } from "#app/modules/oversight/rating.ts";
import { deliveryFactsOf } from "#app/modules/oversight/rating-reads.server.ts";
import { supplierRules, suppliersOf } from "#app/modules/oversight/supplier-reads.server.ts";
import { lateLines, substitutesFor } from "#app/modules/shipments/late-reads.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { replaceLateSeller } from "#app/modules/shipments/replace-late-seller.server.ts";
import { tellLateDeliveries } from "#app/modules/shipments/tell-late-deliveries.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, deliveries, outcomeOf } from "#tests/support/deliveries.ts";

// Goal: what does not stand at the door when it is due is told once, to both sides, with who else could bring it; the kitchen
// lets go of what has not left and asks one of them, within its order and its budget, and never of what is on the road.
// Method: orders of 100 kg of eggs for Thursday 14.00–16.00 at no more than Rp 29.000, promised by one koperasi at Rp 27.200;
// a neighbour has 40 kg for Rp 28.000 and another some for more than the order pays.
const database = await testDatabase({ poolSize: 8 });
const { promised, planned, dispatched, envelope, states, lotRow, receive } = deliveries(database);

const MINUTE_MS = 60_000;
const told = async (deal: Deal) => (await tellLateDeliveries(deal.town.systemCall(), {})).told;

async function memberTasks(deal: Deal, who: "head" | "finance" | "field") {
  const { actor } = deal.town.callOf(deal.kitchen[who]);
  if (actor.kind !== "member") throw new Error("a kitchen has members");
  return (await tasksFor(actor, deal.town.at)).filter(({ kind }) => kind === "shipment.late");
}

test("a delivery is late half an hour after its window, is told once, and both sides hear of it", async () => {
  const deal = await promised();
  const shipmentId = await planned(deal);
  deal.town.goTo(momentOf(deal.town.deliveryDay, "16:30", "Asia/Jakarta"));
  expect(await told(deal)).toBe(0);
  deal.town.advance(MINUTE_MS);
  const together = await Promise.all([told(deal), told(deal), told(deal)]);
  expect(together.reduce((sum, one) => sum + one, 0)).toBe(1);
  expect(await told(deal)).toBe(0);
  for (const who of ["head", "finance"] as const)
    expect(await memberTasks(deal, who)).toMatchObject([
      { subjectId: shipmentId, path: `terima/${shipmentId}/terlambat` },
    ]);
  const heard = await noticeFacts("shipment.late", shipmentId);
  expect(heard.map(({ organisationId, path }) => [organisationId, path])).toEqual([
    [deal.kitchen.id, `terima/${shipmentId}/terlambat`],
    [deal.seller.id, `kirim/${shipmentId}`],
  ]);
  expect(heard[0]?.params).toMatchObject({ goods: expect.stringContaining("Telur"), hour: "16.00 WIB" });
  // The goods came after all: nothing waits any more.
  await dispatched(deal, 100_000n, shipmentId);
  await receive(deal, shipmentId, { deliveredBase: "100000" });
  expect(await memberTasks(deal, "head")).toEqual([]);
});

test("what stands at the door by the driver's word is not late, however long it is weighed", async () => {
  const deal = await promised();
  const shipmentId = await dispatched(deal);
  await database.sql`update shipments set arrived_at = ${deal.town.at} where id = ${shipmentId}`;
  deal.town.goTo(momentOf(deal.town.deliveryDay, "20:00", "Asia/Jakarta"));
  expect(await told(deal)).toBe(0);
});

test("a late seller is let go for a neighbour within the order, and the neighbour is due when it could be there", async () => {
  const deal = await promised();
  const shipmentId = await planned(deal);
  const thursday = deal.town.deliveryDay;
  const neighbour = await deal.town.koperasi();
  const dear = await deal.town.koperasi();
  const offer = await deal.town.goods(
    neighbour,
    { priceRupiah: "28000", leadTimeHours: 2 },
    { quantityBase: 40_500n },
  );
  await deal.town.goods(dear, { priceRupiah: "30000", leadTimeHours: 2 });
  deal.town.goTo(momentOf(thursday, "16:31", "Asia/Jakarta"));
  const take = (lotId: string | undefined, by = deal.kitchen.finance) =>
    replaceLateSeller(deal.town.callOf(by), {
      shipmentId,
      lines: [{ shipmentLineId: line?.shipmentLineId ?? "", ...(lotId ? { lotId } : {}) }],
    });
  const [line] = await lateLines(shipmentId);
  expect(await outcomeOf(take(offer.lotId))).toBe("shipments.notLate");
  expect(await told(deal)).toBe(1);
  if (!line) throw new Error("a shipment has a line");
  const found = await substitutesFor(line, deal.town.at);
  const ours = found.filter(({ sellerId }) => sellerId === neighbour.id || sellerId === dear.id);
  expect(ours).toMatchObject([
    { sellerId: neighbour.id, isWithinPrice: true, isInTime: true, availableBase: 40_500n },
    { sellerId: dear.id, isWithinPrice: false },
  ]);
  // Both stand somewhere in the middle of the same city.
  expect(ours[0]?.metres).toBe(0);
  expect(found.some(({ sellerId }) => sellerId === deal.seller.id)).toBe(false);
  const dearLot = ours[1]?.lotId;
  expect(await outcomeOf(take(dearLot))).toBe("shipments.substituteGone");
  expect(await outcomeOf(take(offer.lotId, deal.seller.chair as never))).toBe("shipments.forbidden");

  const before = await envelope(deal);
  await take(offer.lotId);
  expect(await states(deal)).toMatchObject({ commitment: "broken" });
  expect(await lotRow(deal.goods)).toMatchObject({ reserved: 0n, available: 500_000n });
  // Whole kilos of what the neighbour has; the rest is open for the market. The budget holds the order's own ceiling again.
  const [asked] = await database.sql`
    select id, offered_base, price_rupiah, answer_by from commitments where order_id = ${deal.orderId} and state = 'offered'`;
  expect(asked).toMatchObject({ offered_base: "40000", price_rupiah: "28000" });
  expect(asked?.["answer_by"]).toEqual(new Date(deal.town.at.getTime() + 30 * MINUTE_MS));
  expect((await deal.town.linesOf(deal.orderId))[0]?.promisedBase).toBe(40_000n);
  expect((await envelope(deal)).left).toBeLessThanOrEqual(before.left);
  const events = await database.sql`
    select name from outbox where payload->>'orderId' = ${deal.orderId} or payload->>'shipmentId' = ${shipmentId}`;
  const names = events.map((row) => row["name"] as string);
  for (const name of ["shipment.late", "shipment.let-go", "commitment.offered", "commitment.broken"])
    expect(names.filter((one) => one === name)).toHaveLength(1);
  const papers = await documentsAbout(deal.seller.id, [shipmentId]);
  expect(papers).toMatchObject([{ kind: "SP", state: "voided" }]);
  expect(await outcomeOf(take(offer.lotId))).toBe("shipments.moved");
  expect(await memberTasks(deal, "head")).toEqual([]);

  // Both sides count it against the one who did not come, who is no supplier of the period; the one who was asked is none yet.
  const period = { from: thursday, to: thursday };
  const { counting } = await supplierRules({ day: thursday });
  const facts = await deliveryFactsOf(deal.seller.id, period, counting);
  expect(facts).toMatchObject([{ shipmentId, receiptNumber: null, isOnTime: false, weighed: 0 }]);
  expect(ratingsFrom(facts)).toMatchObject([{ buyerId: deal.kitchen.id, deliveries: 1, onTime: 0 }]);
  const rows = await suppliersOf(deal.kitchen.id, period, counting);
  expect(rows).toMatchObject([
    { sellerId: deal.seller.id, promisedRupiah: 0n, deliveries: 1, letGo: 1, onTime: 0, weighed: 0 },
  ]);
  expect(supplying(rows)).toEqual([]);

  // Asked at 16.31, the neighbour is due at 19.31 and late half an hour after: not the minute it says yes.
  await answerCommitment(deal.town.callOf(neighbour.chair), {
    commitmentId: asked?.["id"] as string,
    acceptedBase: "40000",
  });
  const { shipmentIds } = await planShipments(deal.town.systemCall(), { orderId: deal.orderId });
  expect(shipmentIds).toHaveLength(1);
  deal.town.goTo(momentOf(thursday, "20:01", "Asia/Jakarta"));
  expect(await told(deal)).toBe(0);
  deal.town.advance(MINUTE_MS);
  expect(await told(deal)).toBe(1);
});

test("goods on the road are not let go, and what is let go to the market asks nobody by name", async () => {
  const [road, waiting] = [await promised(), await promised()];
  const roadId = await dispatched(road);
  const waitingId = await planned(waiting);
  for (const deal of [road, waiting])
    deal.town.goTo(momentOf(deal.town.deliveryDay, "17:00", "Asia/Jakarta"));
  expect(await told(road)).toBe(2);
  const letGo = async (deal: Deal, shipmentId: string) => {
    const lines = await lateLines(shipmentId);
    return replaceLateSeller(deal.town.callOf(deal.kitchen.head), {
      shipmentId,
      lines: lines.map(({ shipmentLineId }) => ({ shipmentLineId })),
    });
  };
  expect(await outcomeOf(letGo(road, roadId))).toBe("shipments.lateUnderway");
  expect(await letGo(waiting, waitingId)).toEqual({ orderId: waiting.orderId, asked: 0 });
  const broken = await database.sql`
    select 1 from outbox where name = 'commitment.broken' and payload->>'orderId' = ${waiting.orderId}`;
  expect(broken).toHaveLength(1);
  await expect(
    database.sql`update late_deliveries set let_go_at = null, let_go_by = null where shipment_id = ${waitingId}`,
  ).rejects.toThrow(/keeps what it says/);
});
