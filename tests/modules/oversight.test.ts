import { expect, test } from "vitest";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { offerByHand } from "#app/modules/commitments/offer-by-hand.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { tracesOf, tradeTrace } from "#app/modules/oversight/trace-reads.server.ts";
import { searchTraces } from "#app/modules/oversight/trace-search-reads.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { shipmentById } from "#app/modules/shipments/shipment-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { grownBy } from "#tests/support/growers.ts";
import type { Member } from "#tests/support/rows.ts";
import { type Kitchen, type Koperasi, WORLD_STARTS, type World, world } from "#tests/support/world.ts";

const database = await testDatabase();

/** What two koperasi sell to one kitchen, received and invoiced: 60 kg and 40 kg of eggs, the first all of Bu Lastri's. */
async function purchase(town: World, { costRupiah }: { readonly costRupiah?: bigint } = {}) {
  const kitchen = await town.kitchen();
  const sellers = [await town.koperasi(), await town.koperasi()];
  const orderId = await town.order(kitchen);
  const [line] = await town.linesOf(orderId);
  const bases = [60_000n, 40_000n];
  for (const [at, seller] of sellers.entries()) await promise(town, seller, line?.id ?? "", bases[at] ?? 0n);
  const producerId = costRupiah === undefined ? null : await grownFor(town, sellers[0], orderId, costRupiah);
  await approveOrder(town.callOf(kitchen.head), { orderId });
  const { shipmentIds } = await planShipments(town.systemCall(), { orderId });
  for (const shipmentId of shipmentIds) await deliver(town, kitchen, sellers, shipmentId);
  return { kitchen, sellers, orderId, producerId };
}

/** Says whose harvest a seller's goods are, and what they cost it. */
async function grownFor(town: World, seller: Koperasi | undefined, orderId: string, costRupiah: bigint) {
  if (!seller) throw new Error("a koperasi sold");
  const { producerId } = await addProducer(town.callOf(seller.business), { name: "Bu Lastri" });
  const [goods] = await database.sql`
    select c.lot_id, c.listing_id from commitments c where c.order_id = ${orderId} and c.seller_id = ${seller.id}`;
  await database.sql`update listings set cost_rupiah = ${costRupiah.toString()} where id = ${goods?.["listing_id"]}`;
  await grownBy(database, goods?.["lot_id"], producerId);
  return producerId;
}

async function promise(town: World, seller: Koperasi, orderLineId: string, base: bigint) {
  const { lotId } = await town.goods(seller);
  await offerByHand(town.callOf(seller.business), {
    orderLineId,
    lotId,
    quantityBase: base.toString(),
    priceRupiah: "27200",
  });
}

async function deliver(town: World, kitchen: Kitchen, sellers: readonly Koperasi[], shipmentId: string) {
  const shipment = await shipmentById(kitchen.id, shipmentId);
  const seller = sellers.find((one) => one.id === shipment?.shipment.sellerId);
  if (!shipment || !seller) throw new Error("a planned shipment has a seller");
  await dispatchShipment(town.callOf(seller.warehouse), {
    shipmentId,
    driverName: "Pak Min",
    vehiclePlate: "AG 0000 XF",
    lines: shipment.lines.map((line) => ({
      shipmentLineId: line.id,
      loadedBase: line.promisedBase.toString(),
    })),
  });
  await receiveShipment(town.callOf(kitchen.field), {
    shipmentId,
    receiverName: "Bu Sri",
    lines: shipment.lines.map((line) => ({
      shipmentLineId: line.id,
      deliveredBase: line.promisedBase.toString(),
    })),
  });
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  await issueInvoice(town.callOf(seller.treasurer), { invoiceId: invoiceId ?? "" });
}

test("each follows a purchase as far as it is theirs: the agency all of it, a buyer its books, a seller its own part", async () => {
  const town = world(database);
  const { kitchen, sellers, orderId } = await purchase(town);
  const [first, second] = sellers;
  if (!first || !second) throw new Error("two koperasi sold");
  const agency = await town.agency();

  const seen = await tradeTrace(agency.officer.actor, orderId);
  const paidBy = (trace: typeof seen) =>
    trace?.bands.filter((band) => band.from === kitchen.id).map((band) => [band.to, band.amount]);
  const soldFor = [
    [first.id, 60n * 27_200n],
    [second.id, 40n * 27_200n],
  ];
  expect(new Set(paidBy(seen))).toEqual(new Set(soldFor));
  expect(seen?.invoicedRupiah).toBe(100n * 27_200n);
  expect(new Set(seen?.entries.map((entry) => entry.organisationId))).toEqual(
    new Set([kitchen.id, first.id, second.id]),
  );
  expect(seen?.moments.map((moment) => moment.what)).toEqual(
    expect.arrayContaining(["submitted", "approved", "ordered", "dispatched", "received", "invoiced"]),
  );
  expect(seen?.moments.filter((moment) => moment.what === "ordered").map((moment) => moment.number)).toEqual([
    `001/SP/${kitchen.shortName}/VII/2026`,
    `002/SP/${kitchen.shortName}/VII/2026`,
  ]);

  const bought = await tradeTrace(kitchen.finance.actor, orderId);
  expect(new Set(paidBy(bought))).toEqual(new Set(soldFor));
  // It comes out of the envelope of the kitchen's budget, by the entries that spent it; no seller looks into that.
  const [envelope] = await database.sql`
    select o.budget_id, b.fund from orders o join budgets b on b.id = o.budget_id where o.id = ${orderId}`;
  const opened = seen?.entries.filter(({ kind }) => kind === "order.spent").map(({ id }) => id);
  for (const trace of [seen, bought]) {
    expect(trace?.bands.filter((band) => band.to === kitchen.id)).toEqual([
      { from: envelope?.["budget_id"], to: kitchen.id, amount: 100n * 27_200n, entryIds: opened?.sort() },
    ]);
    expect(trace?.names[String(envelope?.["budget_id"])]).toBe(envelope?.["fund"]);
  }
  expect(bought?.reservedRupiah).not.toBeNull();
  expect(new Set(bought?.entries.map((entry) => entry.organisationId))).toEqual(new Set([kitchen.id]));

  const sold = await tradeTrace(first.chair.actor, orderId);
  expect(paidBy(sold)).toEqual([[first.id, 60n * 27_200n]]);
  expect(sold?.reservedRupiah).toBeNull();
  expect(sold?.bands.some((band) => band.to === kitchen.id)).toBe(false);
  expect(new Set(sold?.entries.map((entry) => entry.organisationId))).toEqual(new Set([first.id]));
  const rival = seen?.names[second.id];
  expect(sold?.names).not.toHaveProperty(second.id);
  expect(seen?.moments.some((moment) => moment.party === rival)).toBe(true);
  expect(sold?.moments.some((moment) => moment.party === rival)).toBe(false);
  expect(sold?.moments.filter((moment) => moment.what === "ordered")).toHaveLength(1);

  // The same purchase is found by the lot that was sold in it.
  const [goods] = await database.sql`
    select lot_id from commitments where order_id = ${orderId} and seller_id = ${first.id}`;
  const byLot = await tracesOf(first.chair.actor, String(goods?.["lot_id"]));
  expect(byLot.traces.map((trace) => trace.trade.id)).toEqual([orderId]);

  // The warehouse of a koperasi carries goods; where rupiah go does not exist for it.
  expect(await tradeTrace(first.warehouse.actor, orderId)).toBeNull();
});

function textOf(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner));
}

test("whom a seller pays is for the overseer and for the seller's own books, never for the buyer or its warehouse", async () => {
  const town = world(database);
  const { kitchen, sellers, orderId, producerId } = await purchase(town, { costRupiah: 24_000n });
  const [first] = sellers;
  if (!first) throw new Error("a koperasi sold");
  const agency = await town.agency();
  const seenBy = async (member: Member) => {
    const trace = await tradeTrace(member.actor, orderId);
    return { paid: trace?.bands.find((band) => band.to === producerId), said: textOf(trace) };
  };
  for (const member of [agency.officer, agency.viewer, first.chair, first.treasurer, first.overseer])
    expect((await seenBy(member)).paid).toMatchObject({ from: first.id, amount: 60n * 24_000n });
  for (const member of [kitchen.head, kitchen.finance, kitchen.nutrition, kitchen.field, first.warehouse]) {
    const seen = await seenBy(member);
    expect(seen.paid).toBeUndefined();
    expect(seen.said).not.toContain("Lastri");
    expect(seen.said).not.toContain((60n * 24_000n).toString());
  }
  const bought = await tradeTrace(kitchen.finance.actor, orderId);
  expect(new Set(bought?.bands.map((band) => band.to))).toEqual(
    new Set([kitchen.id, ...sellers.map((seller) => seller.id), "goods"]),
  );
});

test("a payout to a producer leads to the sale that it was owed for, and to none that came after it", async () => {
  const town = world(database);
  const { kitchen, sellers, orderId, producerId } = await purchase(town, { costRupiah: 24_000n });
  const [first] = sellers;
  if (!first || producerId === null) throw new Error("a koperasi sold a producer's eggs");
  const { payoutId } = await requestPayout(town.callOf(first.treasurer), {
    to: "producer",
    producerId,
    amountRupiah: "1000000",
    purpose: "Telur",
  });
  town.goTo(new Date(town.at.getTime() + 60_000));
  const later = await town.order(kitchen);
  const { lotId } = await town.goods(first, { costRupiah: "24000" });
  await grownBy(database, lotId, producerId);
  await town.promise(first, later, { lotId });
  await approveOrder(town.callOf(kitchen.head), { orderId: later });
  const { shipmentIds } = await planShipments(town.systemCall(), { orderId: later });
  for (const shipmentId of shipmentIds) await deliver(town, kitchen, sellers, shipmentId);
  const tradesOf = async (id: string) =>
    (await tracesOf(first.treasurer.actor, id)).traces.map(({ trade }) => trade.id);
  expect(await tradesOf(lotId)).toEqual([later]);
  expect(await tradesOf(payoutId)).toEqual([orderId]);
  const stranger = await town.koperasi();
  expect((await tracesOf(stranger.treasurer.actor, payoutId)).traces).toEqual([]);
  town.goTo(WORLD_STARTS);
});

test("for everybody else a purchase does not exist", async () => {
  const town = world(database);
  const { orderId } = await purchase(town);
  const strangers = [
    (await town.agency({ regionCode: "35.73.01.1001" })).officer,
    (await town.kitchen()).head,
    (await town.koperasi()).chair,
    (await town.bumd()).finance,
  ];
  for (const stranger of strangers) expect(await tradeTrace(stranger.actor, orderId)).toBeNull();
});

test("an agency finds purchases of its city by number; a koperasi only by papers of its own", async () => {
  const town = world(database);
  const { sellers, orderId } = await purchase(town);
  const [paper] = await database.sql`
    select d.number from documents d join shipments s on s.id = d.subject_id
    where s.order_id = ${orderId} and d.kind = 'SP' limit 1`;
  const number = paper?.["number"] as string;
  const agency = await town.agency();
  const elsewhere = await town.agency({ regionCode: "35.73.01.1001" });
  const overseer = sellers[0]?.overseer;
  if (!overseer) throw new Error("a koperasi has an overseer");
  expect((await searchTraces(agency.viewer.actor, number)).map((hit) => hit.orderId)).toContain(orderId);
  expect(await searchTraces(elsewhere.officer.actor, number)).toEqual([]);
  expect(await searchTraces(overseer.actor, number)).toEqual([]);
  const [own] = await database.sql`
    select number from documents where organisation_id = ${overseer.organisationId} and kind = 'INV'`;
  const found = await searchTraces(overseer.actor, own?.["number"] as string);
  expect(found.map((hit) => hit.orderId)).toContain(orderId);
  // A percent sign is a percent sign.
  expect(await searchTraces(agency.officer.actor, "%%")).toEqual([]);
});
