import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { closeWarehouse, openWarehouse } from "#app/modules/catalogue/keep-warehouse.server.ts";
import { recordPrices } from "#app/modules/catalogue/record-prices.server.ts";
import { demandRadar } from "#app/modules/commitments/demand-radar-reads.server.ts";
import { alarmsFor } from "#app/modules/commitments/radar-watch-reads.server.ts";
import { watchRadar } from "#app/modules/commitments/watch-radar.server.ts";
import { organisationById } from "#app/modules/identity/organisation-reads.server.ts";
import { mondayOf } from "#app/modules/menus/kitchen-calendar.ts";
import { reckonDemand } from "#app/modules/menus/reckon-demand.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { weekDemand } from "#app/modules/orders/week-demand-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { eggMenu } from "#tests/support/menus.ts";
import { startTestWorker } from "#tests/support/worker.ts";
import { type Bumd, type Koperasi, world } from "#tests/support/world.ts";

// Goal: a seller sees by week what kitchens around it need and what is there unsold, never of fewer than three, and is warned of a glut and
// of farm prices below the floor. Method: eggs, kitchens of one city, through commands.
const database = await testDatabase({ poolSize: 8 });
const town = world(database);

const LATER = addDays(town.deliveryDay, 7);

const eggsOf = async (seller: Koperasi | Bumd, day = town.deliveryDay) => {
  const organisation = await organisationById(seller.id);
  if (!organisation) throw new Error("a seller stands in the register");
  const radar = await demandRadar(organisation, town.at);
  const goods = radar.goods.find(({ commodityCode }) => commodityCode === "TLR");
  return { goods, week: goods?.weeks.find(({ week }) => week === mondayOf(day)) };
};

test("two kitchens' needs are hidden, those of three are told; unsold goods far beyond them are a glut; farms below the floor alarm", async () => {
  const seller = await town.koperasi();
  const { lotId } = await town.goods(seller);
  await town.order(await town.kitchen());
  await town.order(await town.kitchen());
  expect((await eggsOf(seller)).week).toMatchObject({ neededBase: null, openBase: null, ownBase: 500_000n });
  const third = await town.order(await town.kitchen());
  expect(await eggsOf(seller)).toMatchObject({
    goods: { isOwn: true, belowFloor: null },
    week: { neededBase: 300_000n, openBase: 300_000n, othersBase: 0n, isGlut: true },
  });
  const warnings = async () => {
    await watchRadar(town.systemCall(), { organisationId: seller.id });
    return (await tasksFor(seller.business.actor, town.at))
      .filter(({ kind }) => kind.startsWith("radar."))
      .map(({ kind, params }) => `${kind} ${params["goods"]}`);
  };
  expect(await warnings()).toContain("radar.glut Telur ayam ras");

  // What is promised to one of them can not be reckoned out of the figures that are left.
  await town.promise(seller, third, { lotId });
  expect((await eggsOf(seller)).week).toMatchObject({
    neededBase: 300_000n,
    openBase: null,
    ownBase: 400_000n,
    isGlut: false,
  });
  expect(await warnings()).toEqual([]);

  // One rival's stock is nobody's business; a kitchen in another part of the country is out of reach.
  const rival = await town.koperasi();
  await town.goods(rival);
  await town.order(await town.kitchen({ regionCode: "64.72.08.1002" }));
  expect((await eggsOf(seller)).week).toMatchObject({ neededBase: 300_000n, othersBase: null });

  const agency = await town.agency();
  for (const back of [3, 2, 1])
    await recordPrices(town.callOf(agency.officer), {
      regionCode: seller.cityCode,
      onDay: addDays(town.today, -back),
      source: "Survei kandang uji",
      level: "farm",
      prices: [{ commodityCode: "TLR", gradeCode: "M", priceRupiah: "20900", basePerUnit: "1000" }],
    });
  expect((await eggsOf(seller)).goods?.belowFloor?.floor).toMatchObject({ priceRupiah: 26_500n });
  expect(await warnings()).toEqual(["radar.floor Telur ayam ras"]);
  // What was seen two nights ago warns of nothing any more.
  expect(await alarmsFor(seller.id, new Date(town.at.getTime() + 47 * 3_600_000))).toHaveLength(1);
  expect(await alarmsFor(seller.id, new Date(town.at.getTime() + 49 * 3_600_000))).toEqual([]);
});

test("a seller with a warehouse in another city sees what is needed around it too, while it is open", async () => {
  const seller = await town.bumd();
  for (let kitchens = 0; kitchens < 3; kitchens += 1)
    await town.order(await town.kitchen({ regionCode: "64.72.08.1002" }), { deliveryDay: LATER });
  expect((await eggsOf(seller, LATER)).week?.neededBase ?? 0n).toBe(0n);
  const warehouse = {
    ...{ name: "Gudang Samarinda", address: "Jalan Gudang 1", cityCode: "64.72" },
    ...{ opensAt: "07:00", closesAt: "16:00" },
  };
  const { warehouseId } = await openWarehouse(town.callOf(seller.sales), warehouse);
  expect((await eggsOf(seller, LATER)).week).toMatchObject({ neededBase: 300_000n });
  await closeWarehouse(town.callOf(seller.sales), { warehouseId });
  expect((await eggsOf(seller, LATER)).week?.neededBase ?? 0n).toBe(0n);
});

test("what a menu needs is reckoned week by week as the kitchen's own screen does, again and again the same, and not for who may not trade", async () => {
  const kitchen = await town.kitchen();
  await eggMenu(town, kitchen.nutrition);
  await database.sql`update organisations set small_portions = 100, large_portions = 200 where id = ${kitchen.id}`;
  const reckon = () => reckonDemand(town.systemCall(), { organisationId: kitchen.id });
  await reckon();
  await reckon();
  const rows = await database.sql<{ week: string; code: string; base: string }[]>`
    select week::text as week, commodity_code as code, need_base::text as base from planned_demands
    where organisation_id = ${kitchen.id} order by 1, 2`;
  const organisation = await organisationById(kitchen.id);
  if (!organisation) throw new Error("a kitchen stands in the register");
  const { deliveries } = await weekDemand(organisation, { from: town.today, count: 35 }, town.at);
  const next = addDays(mondayOf(town.today), 7);
  const expected = new Map<string, bigint>();
  for (const { deliveryDay, lines } of deliveries)
    for (const { goods, needBase } of lines)
      if (mondayOf(deliveryDay) === next)
        expected.set(goods.commodityCode, (expected.get(goods.commodityCode) ?? 0n) + needBase);
  expect(expected.size).toBeGreaterThan(1);
  expect(
    new Map(rows.filter(({ week }) => week === next).map(({ code, base }) => [code, BigInt(base)])),
  ).toEqual(expected);
  await database.sql`update organisations set state = 'suspended', state_reason = 'Uji' where id = ${kitchen.id}`;
  await reckon();
  const [left] = await database.sql`
    select coalesce(sum(need_base), 0)::text as base from planned_demands where organisation_id = ${kitchen.id}`;
  expect(left?.["base"]).toBe("0");
});

test("every night each kitchen is called up and reckoned by a job of its own", {
  timeout: 60_000,
}, async () => {
  const own = await testDatabase();
  const there = world(own);
  const kitchens = [await there.kitchen(), await there.kitchen()];
  for (const kitchen of kitchens) {
    await eggMenu(there, kitchen.nutrition);
    await own.sql`update organisations set small_portions = 100, large_portions = 200 where id = ${kitchen.id}`;
  }
  const worker = await startTestWorker({ url: own.url });
  await worker.runSchedule("call-up-demands");
  await worker.settle({ patienceMs: 45_000 });
  const rows = await own.sql<{ kitchen: string; base: string }[]>`
    select organisation_id as kitchen, sum(need_base)::text as base from planned_demands group by 1`;
  expect(rows.map(({ kitchen }) => kitchen).sort()).toEqual(kitchens.map(({ id }) => id).sort());
  for (const row of rows) expect(BigInt(row.base)).toBeGreaterThan(0n);

  // And each seller's radar after that.
  const sellers = [await there.koperasi(), await there.bumd()];
  await worker.runSchedule("call-up-radars");
  await worker.settle({ patienceMs: 45_000 });
  const watched = await own.sql<{ id: string }[]>`select seller_id as id from radar_watches order by 1`;
  expect(watched.map(({ id }) => id)).toEqual(sellers.map(({ id }) => id).sort());
});
