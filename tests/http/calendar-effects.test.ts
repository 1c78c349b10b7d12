import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { offerByHand } from "#app/modules/commitments/offer-by-hand.server.ts";
import { suspendOrganisation } from "#app/modules/identity/suspend-organisation.server.ts";
import { type KitchenDay, mondayOf } from "#app/modules/menus/kitchen-calendar.ts";
import { markDays } from "#app/modules/menus/mark-days.server.ts";
import { planCycle } from "#app/modules/menus/plan-cycle.server.ts";
import { saveRecipe } from "#app/modules/menus/save-recipe.server.ts";
import { setMenuDay } from "#app/modules/menus/set-menu-day.server.ts";
import type { CalendarEffect } from "#app/modules/orders/calendar-effects.ts";
import { budgetsOf } from "#app/modules/orders/order-reads.server.ts";
import { reduceOrder } from "#app/modules/orders/reduce-order.server.ts";
import { weekDemand } from "#app/modules/orders/week-demand-reads.server.ts";
import { setParameter } from "#app/modules/regions/set-parameter.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { eggMenu } from "#tests/support/menus.ts";
import { signedInVisitor } from "#tests/support/visitor.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: a change of the calendar says what it asks of every open order, and one tap does what is ticked: less where nobody
// promised more, none where nothing is cooked, and the budget free of it. Method: a kitchen's week on its calendar page, as a
// browser without scripts sends it, with a promise in the way.
fixClock(WORLD_STARTS);
const town = world(await testDatabase());

test("fewer children and a holiday ask for less, one tap does it, and what was promised is taken back only on purpose", async () => {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  const budgetId = await town.budget(kitchen);
  const { lotId } = await town.goods(koperasi);
  const monday = addDays(mondayOf(town.today), 7);
  await eggMenu(town, kitchen.nutrition, monday);
  const count = (smallHeads: string, largeHeads: string) =>
    markDays(town.callOf(kitchen.head), { fromDay: monday, smallHeads, largeHeads, reason: "headcount" });
  const close = (from: number, to: number) =>
    markDays(town.callOf(kitchen.head), {
      fromDay: addDays(monday, from),
      toDay: addDays(monday, to),
      operates: "no",
      reason: "public_holiday",
    });
  await count("1200", "1800");
  // Fresh goods come on the day before they are cooked: 189 kg of eggs for each; half the children need half of them.
  const eggs = (day: number) =>
    town.order(kitchen, { budgetId, deliveryDay: addDays(monday, day), line: { quantityBase: "190000" } });
  const [free, promised, holiday] = [await eggs(-1), await eggs(0), await eggs(1)];
  const [line] = await town.linesOf(promised);
  await offerByHand(town.callOf(koperasi.business), {
    orderLineId: line?.id ?? "",
    lotId,
    quantityBase: "150000",
    priceRupiah: "27000",
  });
  await count("600", "900");
  await close(2, 2);

  const [row] = await town.database.sql`select slug from organisations where id = ${kitchen.id}`;
  const at = `/${row?.["slug"]}/kalender`;
  const head = await signedInVisitor(kitchen.head.personId);
  const effects = async () =>
    ((await head.get(at)).body["effects"] as CalendarEffect[]).map(({ order, deed, bearing, changes }) => [
      order.id,
      deed,
      bearing,
      changes[0]?.toBase,
    ]);
  expect(await effects()).toEqual([
    [free, "reduce", "nobody", 95_000n],
    [promised, "reduce", "nobody", 150_000n],
    [holiday, "cancel", "nobody", 0n],
  ]);

  const held = async () => (await budgetsOf(kitchen.id))[0]?.reservedRupiah ?? 0n;
  const before = await held();
  const ticked = { _key: "apply-0123456789", intent: "apply", order: [free, promised, holiday] };
  expect(await head.post(at, ticked)).toMatchObject({ status: 303, location: at });
  expect((await town.linesOf(free))[0]?.quantityBase).toBe(95_000n);
  expect((await town.linesOf(promised))[0]?.quantityBase).toBe(150_000n);
  const [gone] = await town.database
    .sql`select state, state_reason as reason from orders where id = ${holiday}`;
  expect(gone).toEqual({ state: "cancelled", reason: "Kalender atau menu dapur berubah" });
  // 95 kg, 40 kg and 190 kg at Rp 29.000 are free again.
  expect(before - (await held())).toBe(325n * 29_000n);
  expect(await effects()).toEqual([]);

  // Nobody reduces what is not theirs, what is promised, or to nothing.
  const reduce = async (member = kitchen.head, orderId = promised, quantityBase = "1000") => {
    const [one] = await town.linesOf(orderId);
    const lines = [{ orderLineId: one?.id ?? "", quantityBase }];
    return reduceOrder(town.callOf(member), { orderId, lines });
  };
  await expect(reduce()).rejects.toMatchObject({ code: "orders.nothingToReduce" });
  await expect(reduce((await town.kitchen()).head)).rejects.toMatchObject({ kind: "missing" });
  await expect(reduce(kitchen.field)).rejects.toMatchObject({ code: "orders.forbidden" });
  await expect(reduce(kitchen.head, free, "0")).rejects.toMatchObject({ code: "orders.nothingLeft" });
  await expect(reduce(kitchen.head, holiday)).rejects.toMatchObject({ kind: "conflict" });

  // A day without cooking wants none of a promised order either: proposed, and said who bears it.
  await close(0, 3);
  expect((await effects()).map(([id, deed, bearing]) => [id, deed, bearing])).toEqual([
    [free, "cancel", "nobody"],
    [promised, "cancel", "promised"],
  ]);

  // A kitchen that is suspended owes its sellers a word: it asks for nothing any more, and can still end what it asked for.
  await suspendOrganisation(town.systemCall(), { organisationId: kitchen.id, reason: "SLHS belum terbit" });
  const ended = await head.post(at, { _key: "ended-0123456789", intent: "apply", order: [free, promised] });
  expect(ended).toMatchObject({ status: 303, location: at });
  const states = await town.database
    .sql`select state from orders where id in ${town.database.sql([free, promised])}`;
  expect(states.map((one) => one["state"])).toEqual(["cancelled", "cancelled"]);
  await expect(reduce(kitchen.head, free)).rejects.toMatchObject({ kind: "conflict" });
});

// Method: an operator enters a circular for the coming days; a kitchen with both menus looks at its calendar and its week.
test("a circular of Ramadan gives packages with a menu of their own, keeps the children, and asks open orders for what changes", async () => {
  const [kitchen, operator] = [await town.kitchen(), await town.operator()];
  const cook = town.callOf(kitchen.nutrition);
  const monday = addDays(mondayOf(town.today), 7);
  const on = (day: number) => addDays(monday, day);
  const rule = (key: string, value: string) =>
    setParameter(town.callOf(operator.admin), {
      ...{ key, value, validFrom: town.today, source: "SE Kepala BGN contoh" },
    });
  for (const wrong of ["besok, lusa", on(3), `${on(4)}, ${on(2)}`, `${on(2)}, ${on(3)}, ${on(4)}`])
    await expect(rule("kitchen.ramadan_packages", wrong)).rejects.toMatchObject({
      code: "regions.parameterKind",
    });
  await eggMenu(town, kitchen.nutrition, monday);
  const { recipeId } = await saveRecipe(cook, {
    name: "Pisang paket",
    dishGroup: "fruit",
    parts: [{ foodId: "ER074", small: "50", large: "75" }],
  });
  const packages = { name: "Paket kering", startsOn: monday, dayCount: "1", serves: "dry_package" } as const;
  const { cycleId } = await planCycle(cook, packages);
  await expect(planCycle(cook, packages)).rejects.toMatchObject({ code: "menus.cycleStartTaken" });
  await setMenuDay(cook, { cycleId, dayNumber: 1, recipeIds: [recipeId] });
  const heads = { smallHeads: "1200", largeHeads: "1800" };
  await markDays(town.callOf(kitchen.head), { fromDay: monday, ...heads, reason: "headcount" });
  const budgetId = await town.budget(kitchen);
  const orderId = await town.order(kitchen, {
    ...{ budgetId, deliveryDay: on(1), line: { quantityBase: "189000" } },
  });

  const [row] = await town.database.sql`select slug from organisations where id = ${kitchen.id}`;
  const head = await signedInVisitor(kitchen.head.personId);
  const calendar = async () => {
    const body = (await head.get(`/${row?.["slug"]}/kalender`)).body as {
      effects: CalendarEffect[];
      days: KitchenDay[];
    };
    return {
      asked: body.effects.map(({ order, deed }) => [order.id, deed]),
      days: body.days.filter(({ day }) => day >= monday && day <= on(4)),
    };
  };
  const before = await calendar();
  expect(before.asked).toEqual([]);
  await rule("kitchen.ramadan_packages", `${on(2)}, ${on(3)}`);
  await rule("kitchen.lebaran_stop", `${on(4)}, ${on(10)}`);
  const after = await calendar();
  expect(after.days.map(({ operates, serves }) => [operates, serves])).toEqual([
    [true, "fresh"],
    [true, "fresh"],
    [true, "dry_package"],
    [true, "dry_package"],
    [false, "fresh"],
  ]);
  expect(after.days.map((day) => day.heads)).toEqual(before.days.map((day) => day.heads));
  expect(after.days[2]).toMatchObject({ reason: "ramadan", source: "SE Kepala BGN contoh" });
  expect(after.asked).toEqual([[orderId, "cancel"]]);
  const buyer = {
    ...{ id: kitchen.id, regionCode: kitchen.regionCode, cityCode: kitchen.cityCode },
    timeZone: "Asia/Jakarta",
  } as const;
  const { deliveries } = await weekDemand(buyer, { from: monday, count: 7 }, town.at);
  const coming = deliveries.filter(({ deliveryDay }) => deliveryDay >= on(1));
  expect(coming.map(({ deliveryDay, lines }) => [deliveryDay, lines.map((line) => line.needBase)])).toEqual([
    [on(1), [260_000n]],
    [on(2), [260_000n]],
  ]);
  // The kitchen may say otherwise of its own days, and is heard.
  await markDays(cook, { fromDay: on(2), toDay: on(2), serves: "fresh", reason: "other" });
  expect((await calendar()).asked).toEqual([]);
});
