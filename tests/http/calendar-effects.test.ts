import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { offerByHand } from "#app/modules/commitments/offer-by-hand.server.ts";
import { suspendOrganisation } from "#app/modules/identity/suspend-organisation.server.ts";
import { mondayOf } from "#app/modules/menus/kitchen-calendar.ts";
import { markDays } from "#app/modules/menus/mark-days.server.ts";
import type { CalendarEffect } from "#app/modules/orders/calendar-effects.ts";
import { budgetsOf } from "#app/modules/orders/order-reads.server.ts";
import { reduceOrder } from "#app/modules/orders/reduce-order.server.ts";
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
