import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { cancelOrderCommitments } from "#app/modules/commitments/lapse-commitments.server.ts";
import { suspendOrganisation } from "#app/modules/identity/suspend-organisation.server.ts";
import { noticeFacts } from "#app/modules/notifications/notice-facts-reads.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { budgetsOf, orderVisibleTo } from "#app/modules/orders/order-reads.server.ts";
import { reassignOrder } from "#app/modules/orders/reassign-order.server.ts";
import { submitOrder } from "#app/modules/orders/submit-order.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";

// Goal: an order moves to another day or to a kitchen of the same foundation, once, while its goods stand at home, and the budget moves
// with it to the rupiah. Method: 100 kg of eggs at Rp 29.000, half of them promised, moved by those who may and those who may not.
const database = await testDatabase({ poolSize: 8 });
const { promised, dispatched, lotRow } = deliveries(database);

const because = "Libur sekolah";

test("an order moves with its budget, its sellers are told and free, and goods on the road move no more", async () => {
  const deal = await promised();
  const { town, kitchen, seller, goods, budgetId } = deal;
  const day = (count: number) => addDays(town.today, count);
  const money = async (id: string, of = budgetId) => {
    const budget = (await budgetsOf(id)).find((each) => each.id === of);
    return { free: budget?.availableRupiah, held: budget?.reservedRupiah };
  };
  const half = await town.order(kitchen, { budgetId, deliveryDay: day(3) });
  const before = await money(kitchen.id);
  const lotBefore = await lotRow(goods);
  await town.promise(seller, half, { lotId: goods.lotId, quantityBase: 50_000n });

  // To another day, by the head: what was held for it is held again, whatever a seller had agreed to below the ceiling.
  const move = (call: Call, orderId: string, to: { day?: number; kitchenId?: string }) =>
    reassignOrder(call, {
      orderId,
      deliveryDay: day(to.day ?? 3),
      reason: because,
      ...(to.kitchenId ? { kitchenId: to.kitchenId } : {}),
    });
  const head = town.callOf(kitchen.head);
  const race = await Promise.allSettled([move(head, half, { day: 5 }), move(head, half, { day: 6 })]);
  const won = race.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  expect(won).toMatchObject([{ orderId: half, isSent: true }]);
  const moved = won[0]?.movedTo ?? "";
  expect(await money(kitchen.id)).toEqual(before);
  expect(await orderVisibleTo(kitchen.id, half)).toMatchObject({
    state: "cancelled",
    stateReason: expect.stringMatching(/^Dipindahkan ke .*: Libur sekolah$/),
  });
  expect(await orderVisibleTo(kitchen.id, moved)).toMatchObject({
    state: "submitted",
    budgetId,
    submittedBy: kitchen.finance.personId,
    lines: [{ quantityBase: 100_000n, promisedBase: 0n, ceilingRupiah: 29_000n }],
  });
  // Its seller is told why, and the goods are free; the head, who moved it, may approve it: somebody else had sent it.
  expect(await noticeFacts("order.cancelled", half)).toMatchObject([{ organisationId: seller.id }]);
  await cancelOrderCommitments(town.systemCall(), { orderId: half });
  expect(await lotRow(goods)).toEqual(lotBefore);
  await approveOrder(head, { orderId: moved });

  // To a kitchen of the same foundation: a draft there, for that kitchen to send out of its own budget.
  const beside = await town.kitchen();
  const stranger = await town.kitchen();
  await database.sql`update organisations set foundation_id = ${kitchen.foundation.id} where id = ${beside.id}`;
  const theirs = await town.budget(beside);
  const held = (await money(kitchen.id)).held ?? 0n;
  const own = (await orderVisibleTo(kitchen.id, moved))?.reservedRupiah ?? 0n;
  expect(await outcomeOf(move(head, moved, { day: 5, kitchenId: stranger.id }))).toBe(
    "orders.kitchenMissing",
  );
  const handed = await move(head, moved, { day: 5, kitchenId: beside.id });
  expect(handed.isSent).toBe(false);
  expect(await noticeFacts("order.handed-over", handed.movedTo)).toMatchObject([
    { organisationId: beside.id, path: `pesanan/${handed.movedTo}` },
  ]);
  expect((await money(kitchen.id)).held).toBe(held - own);
  expect(await orderVisibleTo(beside.id, handed.movedTo)).toMatchObject({
    state: "draft",
    budgetId: theirs,
    reservedRupiah: 0n,
    note: expect.stringMatching(/^Pindahan dari .*: Libur sekolah$/),
  });
  expect(await orderVisibleTo(kitchen.id, handed.movedTo)).toBeNull();
  await submitOrder(town.callOf(beside.finance), { orderId: handed.movedTo });
  expect((await money(beside.id, theirs)).held).toBe(own);

  // What is refused, and leaves everything as it was.
  const open = await town.order(kitchen, { budgetId, deliveryDay: day(3) });
  const standing = await money(kitchen.id);
  const evening = { ...head, at: new Date(town.at.getTime() + 8 * 3_600_000) };
  const refused: readonly (readonly [() => Promise<unknown>, string])[] = [
    [() => move(head, open, { day: 3 }), "orders.movedNowhere"],
    [() => move(head, open, { day: -1 }), "orders.dayPassed"],
    [() => move(evening, open, { day: 0 }), "orders.afterCutOff"],
    [() => move(head, open, { day: 200 }), "orders.budgetNeeded"],
    [() => move(town.callOf(kitchen.field), open, { day: 4 }), "orders.forbidden"],
    [() => move(town.callOf(stranger.head), open, { day: 4 }), "orders.missing"],
    [() => move(head, half, { day: 4 }), "orders.moved"],
  ];
  for (const [answer, code] of refused) expect(await outcomeOf(answer())).toBe(code);
  const shipmentId = await dispatched(deal);
  expect(shipmentId).toBeTruthy();
  expect(await outcomeOf(move(head, deal.orderId, { day: 4 }))).toBe("orders.moveUnderway");
  expect(await money(kitchen.id)).toEqual(standing);

  // A suspended kitchen orders for no other day, and can still hand its order on; none is handed to it.
  await suspendOrganisation(town.systemCall(), { organisationId: kitchen.id, reason: "SLHS belum terbit" });
  if (head.actor.kind !== "member") throw new Error("a kitchen has members");
  const stopped: Call = { ...head, actor: { ...head.actor, organisationActive: false } };
  expect(await outcomeOf(move(stopped, open, { day: 4 }))).toBe("orders.forbidden");
  const theirOrder = await town.order(beside, { budgetId: theirs, deliveryDay: day(3) });
  expect(await outcomeOf(move(town.callOf(beside.head), theirOrder, { day: 4, kitchenId: kitchen.id }))).toBe(
    "orders.kitchenMissing",
  );
  expect(await move(stopped, open, { kitchenId: beside.id })).toMatchObject({ isSent: false });
});
