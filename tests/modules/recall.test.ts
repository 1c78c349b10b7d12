import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import type { MemberActor } from "#app/kernel/call.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { addSchool } from "#app/modules/menus/add-school.server.ts";
import { endSchool } from "#app/modules/menus/end-school.server.ts";
import { lotsOfMeal, recallableLots, trailOfLot } from "#app/modules/oversight/recall-reads.server.ts";
import { cookMeal } from "#app/modules/stock/cook-meal.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { grownBy } from "#tests/support/growers.ts";
import type { Member } from "#tests/support/rows.ts";

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
