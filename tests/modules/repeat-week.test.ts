import { expect, test } from "vitest";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { withdrawListing } from "#app/modules/catalogue/withdraw-listing.server.ts";
import { mondayOf } from "#app/modules/menus/kitchen-calendar.ts";
import { markDays } from "#app/modules/menus/mark-days.server.ts";
import { cancelOrder } from "#app/modules/orders/cancel-order.server.ts";
import { draftWeek } from "#app/modules/orders/draft-week.server.ts";
import { orderVisibleTo } from "#app/modules/orders/order-reads.server.ts";
import { repeatWish } from "#app/modules/orders/repeat-week.ts";
import { repeatWeek } from "#app/modules/orders/repeat-week-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

// Goal: last week comes again with today's prices, and nothing of it goes missing unseen.
// Method: a kitchen's week with four orders, of which one is cancelled, one falls on a holiday and one asks for goods that
// nobody offers any more; then the week goes round.
const DAY_MS = 86_400_000;
const town = world(await testDatabase());

test("last week is asked for again at today's prices; what is gone, closed or ordered already is shown and not assumed", async () => {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  const budgetId = await town.budget(kitchen);
  await town.goods(koperasi);
  const { listingId } = await town.goods(koperasi, {
    commodityCode: "WRT",
    gradeCode: "A",
    title: "Wortel",
    priceRupiah: "12000",
    costRupiah: "9000",
  });
  const monday = addDays(mondayOf(town.today), 7);
  const order = (day: BusinessDay, lines?: unknown) =>
    town.order(kitchen, { budgetId, deliveryDay: day, ...(lines ? { lines } : {}) } as never);
  const eggs = town.orderWish(budgetId).lines[0];
  const carrots = {
    ...eggs,
    commodityCode: "WRT",
    gradeCode: "A",
    quantityBase: "80000",
    ceilingRupiah: "13000",
  };
  const both = await order(addDays(monday, 0), [eggs, carrots]);
  const twin = await order(addDays(monday, 0));
  const onHoliday = await order(addDays(monday, 2));
  const cancelled = await order(addDays(monday, 3));
  await cancelOrder(town.callOf(kitchen.head), { orderId: cancelled, reason: "Salah hari" });

  // A week later: carrots are not offered any more, eggs cost otherwise, and two days in the middle are a holiday.
  town.goTo(new Date(town.at.getTime() + 7 * DAY_MS));
  await withdrawListing(town.callOf(koperasi.business), { listingId });
  await town.goods(koperasi, { title: "Telur baru" });
  const next = addDays(monday, 7);
  await markDays(town.callOf(kitchen.head), {
    fromDay: addDays(next, 2),
    toDay: addDays(next, 3),
    operates: "no",
    reason: "public_holiday",
  });
  const [row] = await town.database.sql`
    select id, kind, region_code as "regionCode", city_code as "cityCode" from organisations where id = ${kitchen.id}`;
  const buyer = { ...row, timeZone: "Asia/Jakarta" } as Parameters<typeof repeatWeek>[0];
  const look = () => repeatWeek(buyer, next, town.at);
  const week = await look();
  expect(week.leftOut).toBe(1);
  expect(week.orders.map(({ sourceId, deliveryDay, doubt }) => [sourceId, deliveryDay, doubt])).toEqual([
    [both, next, null],
    [twin, next, null],
    [onHoliday, addDays(next, 2), "closed"],
  ]);
  const [first, second] = week.orders;
  expect(first?.lines.map((line) => [line.commodityCode, line.isOffered, line.beforeRupiah])).toEqual([
    ["TLR", true, 29_000n],
    ["WRT", false, 13_000n],
  ]);
  // Eggs may cost what nobody questions today: the law's Rp 30.000, or less where a survey says so.
  expect(first?.lines[0]?.ceilingRupiah).toBeLessThanOrEqual(30_000n);

  const all = [first, second].flatMap((one) =>
    one ? (repeatWish(one, one.seenOrders, () => true) ?? []) : [],
  );
  expect(first && repeatWish(first, 0, (line) => line.isOffered)?.lines).toHaveLength(1);
  expect(first && repeatWish(first, 0, () => false)).toBeNull();
  const { orderIds } = await draftWeek(town.callOf(kitchen.nutrition), { deliveries: all });
  expect(orderIds).toHaveLength(2);
  expect(await orderVisibleTo(kitchen.id, orderIds[0] ?? "")).toMatchObject({
    state: "draft",
    deliveryDay: next,
    lines: [
      { commodityCode: "TLR", quantityBase: 100_000n },
      { commodityCode: "WRT", quantityBase: 80_000n },
    ],
  });
  await expect(draftWeek(town.callOf(kitchen.finance), { deliveries: all })).rejects.toMatchObject({
    code: "orders.weekMoved",
  });
  expect((await look()).orders.map(({ doubt }) => doubt)).toEqual(["ordered", "ordered", "closed"]);
});
