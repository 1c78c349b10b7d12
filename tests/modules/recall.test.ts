import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import type { MemberActor } from "#app/kernel/call.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { reopenListing } from "#app/modules/catalogue/reopen-listing.server.ts";
import { addSchool } from "#app/modules/menus/add-school.server.ts";
import { endSchool } from "#app/modules/menus/end-school.server.ts";
import { placeOrder } from "#app/modules/orders/place-order.server.ts";
import { lotsOfMeal, recallableLots, trailOfLot } from "#app/modules/oversight/recall-reads.server.ts";
import { cookMeal } from "#app/modules/stock/cook-meal.server.ts";
import { claimsOn } from "#tests/support/claims.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, freeVillage, outcomeOf } from "#tests/support/deliveries.ts";
import { grownBy } from "#tests/support/growers.ts";
import { locked } from "#tests/support/loads.ts";
import type { Member } from "#tests/support/rows.ts";
import { tradingIn } from "#tests/support/trading.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase({ poolSize: 12 });
const { promised, dispatched, receive } = deliveries(database);

test("food is followed from a meal back to its growers and from a lot on to the schools, by each as far as it is theirs", async () => {
  const deal = await promised();
  const { town, kitchen, seller, goods } = deal;
  const actorOf = (member: Member) => town.callOf(member).actor as MemberActor;
  const { producerId } = await addProducer(town.callOf(seller.business), {
    name: "Pak Slamet",
    phone: "0812 0000 0001",
  });
  await grownBy(database, goods.lotId, producerId);
  await receive(deal, await dispatched(deal), { deliveredBase: "100000" });
  const school = (name: string) =>
    addSchool(town.callOf(kitchen.nutrition), {
      name,
      smallHeads: 120,
      largeHeads: 180,
      contactName: "Bu Guru",
      contactPhone: "0812 0000 0002",
      servedFrom: town.today,
    });
  const { schoolId } = await school("SDN Sentul 1");
  expect(await outcomeOf(school("sdn sentul 1"))).toBe("menus.schoolNameTaken");
  await school("TK Harapan");
  const cook = (days: number, usedBase: string) =>
    cookMeal(town.callOf(kitchen.field), {
      cookedOn: addDays(town.today, days),
      goods: [{ commodityCode: "TLR", gradeCode: "M", usedBase }],
    });
  await cook(1, "40000");
  await cook(2, "35000");
  await endSchool(town.callOf(kitchen.head), { schoolId, servedTo: addDays(town.today, 1) });

  const meal = { kitchenId: kitchen.id, day: addDays(town.today, 1) };
  const agency = await town.agency();
  const own = await lotsOfMeal(actorOf(kitchen.nutrition), meal);
  expect(own).toMatchObject([{ lotId: goods.lotId, base: 40_000n, growers: [] }]);
  const whole = await lotsOfMeal(actorOf(agency.viewer), meal);
  expect(whole?.[0]?.growers).toEqual([{ name: "Pak Slamet", phone: "0812 0000 0001" }]);

  const trail = await trailOfLot(actorOf(agency.officer), goods.lotId);
  expect(trail?.eaters).toMatchObject([
    {
      kitchenId: kitchen.id,
      leftBase: 25_000n,
      meals: [
        { day: addDays(town.today, 1), base: 40_000n },
        { day: addDays(town.today, 2), base: 35_000n },
      ],
    },
  ]);
  expect(trail?.eaters[0]?.schools.map(({ name }) => name)).toEqual(["SDN Sentul 1", "TK Harapan"]);
  const sellers = await trailOfLot(actorOf(seller.warehouse), goods.lotId);
  expect(sellers?.eaters[0]).toMatchObject({ leftBase: 25_000n, schools: [] });
  expect(await recallableLots(actorOf(seller.chair))).toMatchObject([{ lotId: goods.lotId }]);

  // Nobody else's food: another kitchen, another seller, another city's agency, a foundation, the field assistant.
  const [stranger, rival] = [await town.kitchen(), await town.koperasi({ regionCode: "35.73.01.1001" })];
  const away = await town.agency({ regionCode: "35.78.01.1001" });
  for (const member of [stranger.head, rival.chair, away.officer, kitchen.foundation.maker, kitchen.field]) {
    expect(await lotsOfMeal(actorOf(member), meal)).toBeNull();
    expect(await trailOfLot(actorOf(member), goods.lotId)).toBeNull();
  }
});

test("a recall passes through the stock of traders, back to the grower and on to the kitchen, and tells who has some of it left", async () => {
  const town = world(database);
  const { handedOver } = tradingIn(town);
  const actorOf = (member: Member) => town.callOf(member).actor as MemberActor;
  const [seller, hub, bumd] = [
    await town.koperasi({ regionCode: await freeVillage(database) }),
    await town.hub(),
    await town.bumd(),
  ];
  const kitchen = await town.kitchen();
  const goods = await town.goods(seller);
  const { producerId } = await addProducer(town.callOf(seller.business), {
    name: "Bu Lastri",
    phone: "0812 0000 0009",
  });
  await grownBy(database, goods.lotId, producerId);
  const stocked = async (organisationId: string) => {
    const [row] = await database.sql`select lot_id from lot_costs where organisation_id = ${organisationId}`;
    return row?.["lot_id"] as string;
  };
  const priced = async (keeper: Member, sellerId: string) => {
    const [row] = await database.sql`select id from listings where seller_id = ${sellerId}`;
    const price = { priceRupiah: "27200", priceValidUntil: addDays(town.today, 5) };
    await reopenListing(town.callOf(keeper), { listingId: row?.["id"] as string, ...price });
  };
  /** One buys of the other's lot, so many kilos of it. */
  const bought = async (
    from: Parameters<typeof town.promise>[0],
    lotId: string,
    orderId: string,
    hands: Parameters<typeof handedOver>[2],
    base: bigint,
  ) => {
    await town.promise(from, orderId, { lotId, quantityBase: base });
    return handedOver(orderId, from, hands, { loaded: base, accepted: base });
  };
  const wish = async (who: typeof hub | typeof bumd, buys: Member, base: bigint) => {
    const line = { line: { quantityBase: base.toString() } };
    const { orderId } = await placeOrder(town.callOf(buys), town.orderWish(await town.budget(who), line));
    return orderId;
  };
  // Koperasi to trade center, trade center to BUMD, BUMD to kitchen: each keeps a part.
  await bought(
    seller,
    goods.lotId,
    await wish(hub, hub.logistics, 100_000n),
    { approves: hub.head, sends: seller.warehouse, takes: hub.logistics },
    100_000n,
  );
  const hubLot = await stocked(hub.id);
  await priced(hub.logistics, hub.id);
  await bought(
    hub,
    hubLot,
    await wish(bumd, bumd.sales, 70_000n),
    { approves: bumd.finance, sends: hub.logistics, takes: bumd.warehouse },
    70_000n,
  );
  const bumdLot = await stocked(bumd.id);
  await priced(bumd.sales, bumd.id);
  await bought(
    bumd,
    bumdLot,
    await town.order(kitchen, { line: { quantityBase: "50000" } }),
    { approves: kitchen.head, sends: bumd.warehouse, takes: kitchen.field },
    50_000n,
  );
  await cookMeal(town.callOf(kitchen.field), {
    cookedOn: town.today,
    goods: [{ commodityCode: "TLR", gradeCode: "M", usedBase: "40000" }],
  });

  // Back: the kitchen learns of both sellers before, and the agency of the grower as well.
  const meal = { kitchenId: kitchen.id, day: town.today };
  const before = [
    { sellerId: hub.id, lotId: hubLot, callOffNumber: null },
    { sellerId: seller.id, lotId: goods.lotId, callOffNumber: null },
  ];
  expect(await lotsOfMeal(actorOf(kitchen.nutrition), meal)).toMatchObject([
    { lotId: bumdLot, base: 40_000n, growers: [], origins: before },
  ]);
  const agency = await town.agency();
  expect(await lotsOfMeal(actorOf(agency.officer), meal)).toMatchObject([
    { lotId: bumdLot, growers: [{ name: "Bu Lastri" }], origins: before },
  ]);

  // On: from the first lot to whoever has some of it, and to the kitchen that ate of it.
  const left = [
    { holderId: bumd.id, lotId: bumdLot, storedBase: 20_000n },
    { holderId: hub.id, lotId: hubLot, storedBase: 30_000n },
  ];
  const eaten = [{ kitchenId: kitchen.id, leftBase: 10_000n, meals: [{ day: town.today, base: 40_000n }] }];
  const first = await trailOfLot(actorOf(seller.chair), goods.lotId);
  expect(first).toMatchObject({ origins: [], eaters: eaten });
  expect([...(first?.holders ?? [])].sort((a, b) => Number(a.storedBase - b.storedBase))).toMatchObject(left);
  expect(await recallableLots(actorOf(seller.chair))).toMatchObject([{ lotId: goods.lotId }]);
  // The trade center follows what was in its stock both ways, and no other's.
  expect(await recallableLots(actorOf(hub.logistics))).toMatchObject([{ lotId: hubLot }]);
  const own = await trailOfLot(actorOf(hub.logistics), hubLot);
  expect(own).toMatchObject({
    origins: before.slice(1),
    holders: left.slice(0, 1),
    eaters: eaten,
    growers: [],
  });
  expect(await trailOfLot(actorOf(hub.logistics), bumdLot)).toBeNull();
  expect((await trailOfLot(actorOf(kitchen.head), bumdLot))?.holders).toEqual([]);
});

test("what came in a call-off leads back to the koperasi whose share it was", async () => {
  const deal = await locked(database, [10], { freightPaidBy: "seller" });
  await claimsOn(database).delivered(deal);
  const [row] = await database.sql`select lot_id from lot_costs where organisation_id = ${deal.buyer.id}`;
  const lotId = row?.["lot_id"] as string;
  const actor = deal.town.callOf(deal.buyer.sales).actor as MemberActor;
  const [callOff] = await database.sql`select number from call_offs where id = ${deal.callOffId}`;
  expect(await trailOfLot(actor, lotId)).toMatchObject({
    origins: [{ lotId: null, sellerId: deal.koperasi[0]?.id, callOffNumber: callOff?.["number"] }],
    holders: [],
    eaters: [],
  });
});
