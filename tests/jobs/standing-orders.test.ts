import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { mondayOf } from "#app/modules/menus/kitchen-calendar.ts";
import { markDays } from "#app/modules/menus/mark-days.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { draftOrder } from "#app/modules/orders/draft-order.server.ts";
import { draftStandingOrder } from "#app/modules/orders/draft-standing-order.server.ts";
import { endStandingOrder } from "#app/modules/orders/end-standing-order.server.ts";
import { orderVisibleTo } from "#app/modules/orders/order-reads.server.ts";
import { removeOrderTemplate } from "#app/modules/orders/remove-order-template.server.ts";
import { retryStandingDay } from "#app/modules/orders/retry-standing-day.server.ts";
import { saveOrderTemplate } from "#app/modules/orders/save-order-template.server.ts";
import { startStandingOrder } from "#app/modules/orders/start-standing-order.server.ts";
import { submitOrder } from "#app/modules/orders/submit-order.server.ts";
import { templateAsOrder } from "#app/modules/orders/template-order-reads.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type RunningRedis, startRedis } from "#tests/support/redis.ts";
import { startTestWorker } from "#tests/support/worker.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: a standing order is written on each of its days, once, with the prices of then; what is not written says why, and nothing
// that should have been written while the house slept goes missing. Method: the worker and its schedule, on both kinds of
// queues, over some weeks of a fixed clock; twice the same round, a holiday, goods without a price, and a night too long.

let redis: RunningRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

test.each(["postgresql", "redis"] as const)(
  "a standing order writes each of its days once, passes over holidays and tells what it missed (%s)",
  { timeout: 120_000 },
  async (backend) => {
    const database = await testDatabase();
    const town = world(database);
    fixClock(WORLD_STARTS);
    const [kitchen, koperasi, stranger] = [await town.kitchen(), await town.koperasi(), await town.kitchen()];
    await town.goods(koperasi);
    const budgetId = await town.budget(kitchen);
    const orderId = await town.order(kitchen, { budgetId });
    const cook = () => town.callOf(kitchen.nutrition);
    const named = (name: string) => saveOrderTemplate(cook(), { orderId, name });
    const { templateId } = await named("Telur");
    await expect(named("telur")).rejects.toMatchObject({ code: "orders.templateNameTaken" });
    await expect(
      saveOrderTemplate(town.callOf(stranger.nutrition), { orderId, name: "Curian" }),
    ).rejects.toMatchObject({ kind: "missing" });

    // Mondays and Thursdays, written four days before, from next Monday on.
    const monday = addDays(mondayOf(town.today), 7);
    const rhythm = { templateId, weekdays: ["4", "1", "1"], daysAhead: "4" };
    await expect(startStandingOrder(cook(), { ...rhythm, startsOn: town.today })).rejects.toMatchObject({
      code: "orders.standingTooSoon",
    });
    const { standingOrderId } = await startStandingOrder(cook(), { ...rhythm, startsOn: monday });
    await expect(removeOrderTemplate(cook(), { templateId })).rejects.toMatchObject({
      code: "orders.templateStands",
    });
    await expect(
      endStandingOrder(town.callOf(stranger.nutrition), { standingOrderId }),
    ).rejects.toMatchObject({ code: "orders.standingMissing" });
    await markDays(town.callOf(kitchen.head), {
      fromDay: addDays(monday, 3),
      toDay: addDays(monday, 4),
      operates: "no",
      reason: "public_holiday",
    });

    const worker = await startTestWorker({
      ...database,
      redisUrl: backend === "redis" ? redis.url : undefined,
    });
    const roundOn = async (day: string) => {
      town.goTo(new Date(`${day}T01:00:00Z`));
      fixClock(town.at);
      await worker.runSchedule("call-up-standing-orders");
      await worker.settle();
      const rows = await database.sql`
        select delivery_day::text as day, outcome, reason_code as reason, order_id as "orderId"
        from standing_days order by delivery_day`;
      return rows.map((row) => ({ ...row }));
    };
    const tasks = async () =>
      (await tasksFor(kitchen.nutrition.actor, town.at))
        .filter(({ kind }) => kind === "standing.mend")
        .map(({ params }) => [params["day"], params["reason"]]);

    // Wednesday: not yet. Thursday: Monday's is written, and again on Friday nothing more.
    expect(await roundOn(addDays(monday, -5))).toEqual([]);
    const [first] = await roundOn(addDays(monday, -4));
    expect(first).toMatchObject({ day: monday, outcome: "drafted", reason: null });
    expect(await roundOn(addDays(monday, -3))).toEqual([first]);
    expect(await orderVisibleTo(kitchen.id, String(first?.["orderId"]))).toMatchObject({
      state: "draft",
      deliveryDay: monday,
      createdBy: kitchen.nutrition.personId,
      lines: [{ commodityCode: "TLR", quantityBase: 100_000n, ceilingRupiah: expect.any(BigInt) }],
    });
    const again = { standingOrderId, deliveryDay: monday };
    await draftStandingOrder(town.systemCall(), again);
    await expect(retryStandingDay(cook(), again)).rejects.toMatchObject({ kind: "conflict" });

    // Thursday is a holiday. Then the house sleeps, from Monday until Friday of the week after: that week's Monday and Thursday
    // are over; the Monday after comes in time.
    expect((await roundOn(monday))[1]).toMatchObject({ day: addDays(monday, 3), outcome: "paused" });
    expect(await tasks()).toEqual([]);
    const woken = await roundOn(addDays(monday, 11));
    expect(woken.map((row) => [row["day"], row["outcome"]])).toEqual([
      [monday, "drafted"],
      [addDays(monday, 3), "paused"],
      [addDays(monday, 7), "missed"],
      [addDays(monday, 10), "missed"],
      [addDays(monday, 14), "drafted"],
    ]);
    expect(await tasks()).toEqual([[addDays(monday, 10), "Batas pesan sudah lewat sebelum drafnya dibuat."]]);

    // Nobody knows a price for some goods: the day says so, and is written once somebody offers them.
    const { orderId: crackers } = await draftOrder(
      cook(),
      town.orderWish(budgetId, {
        deliveryDay: addDays(monday, 17),
        line: { commodityCode: "KRP", gradeCode: "A" },
      }),
    );
    const { templateId: dear } = await saveOrderTemplate(cook(), { orderId: crackers, name: "Kerupuk" });
    const { standingOrderId: unpriced } = await startStandingOrder(cook(), {
      templateId: dear,
      weekdays: ["5"],
      daysAhead: "5",
      startsOn: addDays(monday, 14),
    });
    const friday = addDays(monday, 18);
    const failed = (await roundOn(addDays(monday, 13))).at(-1);
    expect(failed).toMatchObject({ day: friday, outcome: "failed", reason: "orders.standingNoPrice" });
    expect(await tasks()).toEqual([[friday, expect.stringContaining("Kerupuk")]]);
    await town.goods(koperasi, { commodityCode: "KRP", gradeCode: "A", title: "Kerupuk" });
    await retryStandingDay(cook(), { standingOrderId: unpriced, deliveryDay: friday });
    await worker.settle();
    expect((await roundOn(addDays(monday, 13))).at(-1)).toMatchObject({ day: friday, outcome: "drafted" });
    expect(await tasks()).toEqual([]);

    // One line without a price does not keep the others from being written: the draft says what it lacks, until it is sent.
    const mixed = town.orderWish(budgetId, { deliveryDay: addDays(monday, 17) });
    const salt = { ...mixed.lines[0], commodityCode: "GRM", gradeCode: "A" } as (typeof mixed.lines)[number];
    const { orderId: both } = await draftOrder(cook(), { ...mixed, lines: [...mixed.lines, salt] });
    const { templateId: pair } = await saveOrderTemplate(cook(), { orderId: both, name: "Telur dan garam" });
    const { standingOrderId: partly } = await startStandingOrder(cook(), {
      templateId: pair,
      weekdays: ["3"],
      daysAhead: "3",
      startsOn: addDays(monday, 14),
    });
    const wednesday = addDays(monday, 16);
    const written = (await roundOn(addDays(monday, 13))).find(({ day }) => day === wednesday);
    expect(written).toMatchObject({ outcome: "drafted", reason: "orders.standingLeftOut" });
    expect((await orderVisibleTo(kitchen.id, String(written?.["orderId"])))?.lines).toMatchObject([
      { commodityCode: "TLR", quantityBase: 100_000n },
    ]);
    expect(await tasks()).toEqual([[wednesday, expect.stringContaining("Garam")]]);
    await submitOrder(town.callOf(kitchen.finance), { orderId: String(written?.["orderId"]) });
    expect(await tasks()).toEqual([]);
    await endStandingOrder(cook(), { standingOrderId: partly });

    await endStandingOrder(cook(), { standingOrderId });
    await endStandingOrder(cook(), { standingOrderId: unpriced });
    expect(await roundOn(addDays(monday, 20))).toHaveLength(8);
    const buyer = { id: kitchen.id, regionCode: kitchen.regionCode, timeZone: "Asia/Jakarta" } as const;
    expect((await templateAsOrder(buyer, templateId, town.at))?.lines).toMatchObject([
      { commodityCode: "TLR", quantityBase: 100_000n },
    ]);
    await removeOrderTemplate(cook(), { templateId });
    expect(await templateAsOrder(buyer, templateId, town.at)).toBeNull();
  },
);
