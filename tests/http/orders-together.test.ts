import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { draftOrder } from "#app/modules/orders/draft-order.server.ts";
import { budgetsOf } from "#app/modules/orders/order-reads.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import type { Member } from "#tests/support/rows.ts";
import { signedInVisitor } from "#tests/support/visitor.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: several orders are sent, and approved, together, and yet each stands alone: what one is refused for touches no other.
// Method: the two pages over a real database, with one draft of each kind that cannot go, and a budget that holds three of four.

fixClock(WORLD_STARTS);
const town = world(await testDatabase());

test("drafts are sent together, each on its own; what cannot go stays and says why; the head approves together", async () => {
  const kitchen = await town.kitchen();
  const stranger = await town.kitchen();
  const budgetId = await town.budget(kitchen, 9_000_000n);
  const call = town.callOf(kitchen.nutrition);
  const draft = async (daysOn: number, wish = {}) =>
    (
      await draftOrder(
        call,
        town.orderWish(budgetId, { deliveryDay: addDays(town.deliveryDay, daysOn), ...wish }),
      )
    ).orderId;
  const ready = [await draft(0), await draft(1), await draft(2), await draft(3)];
  const late = await draft(-3, { windowStart: "06:00", windowEnd: "07:00" });
  const { budgetId: _none, ...unfunded } = town.orderWish(budgetId, {
    deliveryDay: addDays(town.deliveryDay, 4),
  });
  const { orderId: penniless } = await draftOrder(call, unfunded);
  const dear = await draft(5, { line: { ceilingRupiah: "29500", quantityBase: "1000" } });
  const { orderId: theirs } = await draftOrder(
    town.callOf(stranger.nutrition),
    town.orderWish(await town.budget(stranger)),
  );

  const taskOf = async (member: Member, kind: string) =>
    (await tasksFor(member.actor, town.at)).filter((task) => task.kind === kind);
  expect(await taskOf(kitchen.finance, "order.submit")).toMatchObject([
    { path: "pesanan/kirim", params: { count: "7" } },
  ]);
  const [row] = await town.database.sql`select slug from organisations where id = ${kitchen.id}`;
  const at = `/${row?.["slug"]}/pesanan`;
  const finance = await signedInVisitor(kitchen.finance.personId);
  const page = async () => {
    const { body } = await finance.get(`${at}/kirim`);
    return (body["orders"] as { id: string; hurdle: string | null }[]).map(({ id, hurdle }) => [id, hurdle]);
  };
  expect(Object.fromEntries(await page())).toEqual({
    ...Object.fromEntries(ready.map((id) => [id, null])),
    [late]: "late",
    [penniless]: "noBudget",
    [dear]: null,
  });

  // 100 kg at Rp 29.000 is 2,9 million: three fit into nine, the fourth does not, and the small dear one does again.
  const fields = { _key: "together-0123456789", order: [...ready, theirs, dear] };
  const answer = await finance.post(`${at}/kirim`, fields);
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({ done: 4 });
  const refusals = answer.body["refusals"] as Record<string, string>;
  expect(Object.keys(refusals)).toEqual([ready[3], theirs]);
  expect(refusals[ready[3] ?? ""]).toContain("2.900.000");
  expect((await page()).map(([id]) => id).sort()).toEqual([late, ready[3], penniless].sort());
  const again = await finance.post(`${at}/kirim`, fields);
  expect(again.body).toMatchObject({ done: 4 });
  expect(await budgetsOf(kitchen.id)).toMatchObject([
    { reservedRupiah: 8_729_500n, availableRupiah: 270_500n },
  ]);
  const [untouched] = await town.database.sql`select state from orders where id = ${theirs}`;
  expect(untouched).toEqual({ state: "draft" });

  expect(await taskOf(kitchen.head, "order.approve")).toMatchObject([
    { path: "pesanan/setujui", params: { count: "4", amount: "8729500" } },
  ]);
  const head = await signedInVisitor(kitchen.head.personId);
  expect((await finance.get(`${at}/setujui`)).status).toBe(403);
  const word = await head.post(`${at}/setujui`, {
    _key: "word-0123456789",
    order: [...ready.slice(0, 3), dear],
  });
  expect(word).toMatchObject({ status: 303, location: `${at}?keadaan=approved` });
  expect((await head.post(`${at}/setujui`, { _key: "none-0123456789" })).body).toEqual({
    done: 0,
    refusals: {},
    fields: {},
  });
});
