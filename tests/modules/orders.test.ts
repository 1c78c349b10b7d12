import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { balancesOf } from "#app/modules/ledger/ledger-reads.server.ts";
import { amendOrder } from "#app/modules/orders/amend-order.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { cancelOrder } from "#app/modules/orders/cancel-order.server.ts";
import { noteFirstDispatch } from "#app/modules/orders/close-order.server.ts";
import { draftOrder } from "#app/modules/orders/draft-order.server.ts";
import { ordersOf, orderVisibleTo } from "#app/modules/orders/order-reads.server.ts";
import { placeOrder } from "#app/modules/orders/place-order.server.ts";
import { promiseLine, unpromiseLine } from "#app/modules/orders/promise-line.server.ts";
import { submitOrder } from "#app/modules/orders/submit-order.server.ts";
import { withdrawOrder } from "#app/modules/orders/withdraw-order.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Kitchen, WORLD_STARTS, world } from "#tests/support/world.ts";

const database = await testDatabase({ poolSize: 20 });
const town = world(database);

async function envelope(kitchen: Kitchen, budgetId: string) {
  const found = await balancesOf(kitchen.id, ["budgetAvailable", "budgetReserved", "budgetSpent"], budgetId);
  return {
    left: -(found.get("budgetAvailable") ?? 0n),
    held: -(found.get("budgetReserved") ?? 0n),
    spent: -(found.get("budgetSpent") ?? 0n),
  };
}

async function orderRow(orderId: string) {
  const [row] = await database.sql`select state, version, reserved_rupiah from orders where id = ${orderId}`;
  return {
    state: row?.["state"] as string,
    version: row?.["version"] as number,
    held: BigInt(row?.["reserved_rupiah"]),
  };
}

test("the same key gives the same order again, and refuses another one", async () => {
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen);
  const call = town.callOf(kitchen.finance, "first");
  const first = await placeOrder(call, town.orderWish(budgetId));
  expect(await placeOrder(call, town.orderWish(budgetId))).toEqual(first);
  await expect(
    placeOrder(call, town.orderWish(budgetId, { line: { quantityBase: "1000" } })),
  ).rejects.toMatchObject({ kind: "conflict", code: "kernel.keyReused" });
  expect((await envelope(kitchen, budgetId)).held).toBe(2_900_000n);
});

test("who writes, who submits and who approves are the people that the kitchen says", async () => {
  const kitchen = await town.kitchen();
  const other = await town.kitchen();
  const koperasi = await town.koperasi();
  const suspended = await town.kitchen({ state: "suspended" });
  const budgetId = await town.budget(kitchen);
  const wish = town.orderWish(budgetId);
  const { orderId } = await draftOrder(town.callOf(kitchen.field), wish);

  for (const member of [koperasi.chair, kitchen.foundation.maker, suspended.finance])
    await expect(draftOrder(town.callOf(member), wish)).rejects.toMatchObject({ code: "orders.forbidden" });
  await expect(placeOrder(town.callOf(kitchen.nutrition), wish)).rejects.toMatchObject({ kind: "forbidden" });
  await expect(placeOrder(town.callOf(other.finance), wish)).rejects.toMatchObject({
    code: "orders.budgetMissing",
  });
  await expect(submitOrder(town.callOf(other.finance), { orderId })).rejects.toMatchObject({
    kind: "missing",
  });
  await expect(submitOrder(town.callOf(koperasi.chair), { orderId })).rejects.toMatchObject({
    kind: "missing",
  });
  await expect(submitOrder(town.callOf(kitchen.nutrition), { orderId })).rejects.toMatchObject({
    kind: "forbidden",
  });
  await submitOrder(town.callOf(kitchen.finance), { orderId });

  const approve = (member: typeof kitchen.head) => approveOrder(town.callOf(member), { orderId });
  await expect(approve(other.head)).rejects.toMatchObject({ kind: "missing", code: "orders.missing" });
  await expect(approve(kitchen.finance)).rejects.toMatchObject({
    kind: "forbidden",
    code: "orders.forbidden",
  });
  await approve(kitchen.head);
  await expect(approve(kitchen.head)).rejects.toMatchObject({ kind: "conflict", code: "orders.moved" });
});

test("whoever submitted an order cannot approve it, whatever roles they hold", async () => {
  const kitchen = await town.kitchen();
  const orderId = await town.order(kitchen);
  const both = { ...kitchen.finance.actor, roles: ["kitchen_finance", "kitchen_head"] };
  await expect(
    approveOrder({ ...town.callOf(kitchen.finance), actor: both }, { orderId }),
  ).rejects.toMatchObject({ kind: "forbidden", code: "orders.secondPerson" });
});

test("what an approved order holds is free again when it is cancelled, by its head alone and with a reason", async () => {
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen);
  const orderId = await town.order(kitchen, { budgetId });
  await approveOrder(town.callOf(kitchen.head), { orderId });
  await expect(
    cancelOrder(town.callOf(kitchen.finance), { orderId, reason: "Libur sekolah" }),
  ).rejects.toMatchObject({ kind: "forbidden" });
  await cancelOrder(town.callOf(kitchen.head), { orderId, reason: "Libur sekolah" });
  expect(await envelope(kitchen, budgetId)).toEqual({ left: 500_000_000n, held: 0n, spent: 0n });
  expect((await orderVisibleTo(kitchen.id, orderId))?.stateReason).toBe("Libur sekolah");
});

test("an order whose goods are on the road is not cancelled", async () => {
  const kitchen = await town.kitchen();
  const orderId = await town.order(kitchen);
  await expect(
    inTransaction((tx) => noteFirstDispatch(tx, town.systemCall(), orderId)),
  ).rejects.toMatchObject({ code: "orders.moved" });
  await approveOrder(town.callOf(kitchen.head), { orderId });
  await inTransaction((tx) => noteFirstDispatch(tx, town.systemCall(), orderId));
  await inTransaction((tx) => noteFirstDispatch(tx, town.systemCall(), orderId));
  await expect(
    cancelOrder(town.callOf(kitchen.head), { orderId, reason: "Berubah pikiran" }),
  ).rejects.toMatchObject({ kind: "ruleBroken", code: "orders.goodsUnderway" });
});

test("a withdrawn order frees its money, can be changed, and is sent again", async () => {
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen);
  const orderId = await town.order(kitchen, { budgetId });
  for (let round = 0; round < 2; round += 1) {
    await withdrawOrder(town.callOf(kitchen.finance), { orderId });
    expect((await envelope(kitchen, budgetId)).held).toBe(0n);
    const { version } = await orderRow(orderId);
    await amendOrder(town.callOf(kitchen.nutrition), {
      ...town.orderWish(budgetId, { line: { quantityBase: "50000" } }),
      orderId,
      version,
    });
    await submitOrder(town.callOf(kitchen.finance), { orderId });
    expect((await envelope(kitchen, budgetId)).held).toBe(1_450_000n);
  }
});

test("an order is not taken back once goods are promised to it, nor are goods promised to one taken back", async () => {
  const kitchen = await town.kitchen();
  const orderId = await town.order(kitchen);
  const [line] = await town.linesOf(orderId);
  const promise = { orderLineId: line?.id ?? "", addBase: 60_000n };
  await inTransaction((tx) => promiseLine(tx, promise));
  await expect(withdrawOrder(town.callOf(kitchen.finance), { orderId })).rejects.toMatchObject({
    code: "orders.alreadyPromised",
  });
  await expect(inTransaction((tx) => promiseLine(tx, promise))).rejects.toMatchObject({
    code: "orders.lineFull",
  });
  await inTransaction((tx) => unpromiseLine(tx, { orderLineId: promise.orderLineId, removeBase: 60_000n }));
  await withdrawOrder(town.callOf(kitchen.finance), { orderId });
  await expect(inTransaction((tx) => promiseLine(tx, promise))).rejects.toMatchObject({
    code: "orders.moved",
  });
});

test("twenty promises and a withdrawal at once: either it is promised, or it is a draft", async () => {
  for (let round = 0; round < 5; round += 1) {
    const kitchen = await town.kitchen();
    const orderId = await town.order(kitchen);
    const [line] = await town.linesOf(orderId);
    const promises = Array.from({ length: 20 }, () =>
      inTransaction((tx) => promiseLine(tx, { orderLineId: line?.id ?? "", addBase: 10_000n }), {
        isolation: round % 2 === 0 ? "read committed" : "repeatable read",
      }),
    );
    const withdrawal = withdrawOrder(town.callOf(kitchen.finance), { orderId });
    const outcomes = await Promise.allSettled([...promises, withdrawal]);
    const promised = outcomes.slice(0, 20).filter((one) => one.status === "fulfilled").length;
    const { state } = await orderRow(orderId);
    expect([state, promised]).toEqual(
      outcomes[20]?.status === "fulfilled" ? ["draft", 0] : ["submitted", 10],
    );
    await database.sql`update order_lines set promised_base = 0 where order_id = ${orderId}`;
  }
});

test("two who change the same draft do not overwrite each other", async () => {
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen);
  const wish = town.orderWish(budgetId);
  const { orderId } = await draftOrder(town.callOf(kitchen.nutrition), wish);
  const [line] = wish.lines;
  const change = (member: typeof kitchen.head, note: string) =>
    amendOrder(town.callOf(member), { ...wish, orderId, version: 1, note, lines: line ? [line, line] : [] });
  const tries = await Promise.allSettled([change(kitchen.nutrition, "satu"), change(kitchen.finance, "dua")]);
  expect(tries.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(change(kitchen.head, "tiga")).rejects.toMatchObject({
    kind: "conflict",
    code: "orders.changedMeanwhile",
  });
  expect(await town.linesOf(orderId)).toHaveLength(2);
  await submitOrder(town.callOf(kitchen.finance), { orderId });
  await expect(change(kitchen.head, "empat")).rejects.toMatchObject({ code: "orders.moved" });
});

test("a price above the legal ceiling needs a reason beside it", async () => {
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen);
  const dear = { commodityCode: "CRW", gradeCode: "A", quantityBase: "25000", ceilingRupiah: "70500" };
  await expect(
    placeOrder(town.callOf(kitchen.finance), town.orderWish(budgetId, { line: dear })),
  ).rejects.toMatchObject({
    kind: "invalid",
    fields: { "lines[0].overrideReason": ["orders.overrideNeeded"] },
  });
  const explained = { ...dear, overrideReason: "Pasar Legi 83.000, bukti foto terlampir" };
  const wish = town.orderWish(budgetId, { line: explained });
  // A reason alone does not send it: that takes evidence, and the head's yes to it.
  await expect(placeOrder(town.callOf(kitchen.finance), wish)).rejects.toMatchObject({
    fields: { "lines[0].ceilingRupiah": ["orders.priceEvidenceFirst"] },
  });
  const { orderId } = await draftOrder(town.callOf(kitchen.finance), wish);
  const order = await orderVisibleTo(kitchen.id, orderId);
  expect(order?.lines[0]).toMatchObject({ legalCeilingRupiah: 57_000n, commodity: "Cabai rawit merah" });
});

test("a tray of eggs is held to the ceiling of its weight", async () => {
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen);
  const tray = { unit: "papan 30", basePerUnit: "1850", quantityBase: "18500" };
  await town.order(kitchen, { budgetId, line: { ...tray, ceilingRupiah: "55500" } });
  await expect(
    town.order(kitchen, { budgetId, line: { ...tray, ceilingRupiah: "55501" } }),
  ).rejects.toMatchObject({ kind: "invalid" });
});

test("a draft older than a new ceiling is held to it when it is submitted", async () => {
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen);
  const line = { commodityCode: "WRT", gradeCode: "A", ceilingRupiah: "12000" };
  const { orderId } = await draftOrder(town.callOf(kitchen.finance), town.orderWish(budgetId, { line }));
  await database.sql`
    insert into price_ceilings (id, commodity_code, kind, price_rupiah, base_per_unit, valid_from, source)
    values (${newId("ceiling")}, 'WRT', 'hap', 11000, 1000, ${town.today}, 'uji')`;
  await expect(submitOrder(town.callOf(kitchen.finance), { orderId })).rejects.toMatchObject({
    code: "orders.aboveCeiling",
    params: { line: 1, asked: "Rp 12.000", legal: "Rp 11.000" },
  });
});

test("what cannot be an order is refused with the place where it is wrong", async () => {
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen);
  const place = (wish: Parameters<typeof town.orderWish>[1]) =>
    placeOrder(town.callOf(kitchen.finance), town.orderWish(budgetId, wish));
  const refusals = [
    [
      { line: { quantityBase: "1000", unit: "peti 15 kg", basePerUnit: "15000" } },
      "lines[0].quantityBase",
      "orders.notWholePacks",
    ],
    [{ line: { quantityBase: "900000000000000" } }, "lines[0].quantityBase", "orders.lineTooLarge"],
    [{ line: { quantityBase: "0" } }, "lines[0].quantityBase", "kernel.notPositive"],
    [{ line: { gradeCode: "Z" } }, "lines[0].commodityCode", "orders.unknownCommodity"],
    [{ windowStart: "16:00", windowEnd: "14:00" }, "windowEnd", "orders.windowOrder"],
    [{ windowStart: "25:00" }, "windowStart", "kernel.notClock"],
    [{ lines: [] }, "lines", "kernel.badValue"],
  ] as const;
  for (const [wish, field, code] of refusals)
    await expect(place(wish as Parameters<typeof town.orderWish>[1])).rejects.toMatchObject({
      fields: { [field]: [code] },
    });
  await expect(place({ deliveryDay: addDays(town.today, -1) })).rejects.toMatchObject({
    code: "orders.dayPassed",
  });
  await expect(place({ deliveryDay: addDays(town.today, 60) })).rejects.toMatchObject({
    code: "orders.outsideBudget",
  });
  await expect(
    draftOrder(town.callOf(kitchen.finance), { ...town.orderWish(budgetId), budgetId: undefined }).then(
      ({ orderId }) => submitOrder(town.callOf(kitchen.finance), { orderId }),
    ),
  ).rejects.toMatchObject({ code: "orders.budgetNeeded" });
});

test("after the last call no order is taken for a day; before it, one is", async () => {
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen);
  const wish = town.orderWish(budgetId);
  // Window opens 14.00 WIB on the 9th; on demand ends six hours before.
  town.goTo(new Date("2026-07-09T01:00:00Z"));
  await placeOrder(town.callOf(kitchen.finance), wish);
  town.goTo(new Date("2026-07-09T01:00:01Z"));
  await expect(placeOrder(town.callOf(kitchen.finance), wish)).rejects.toMatchObject({
    code: "orders.afterCutOff",
    params: { field: "deliveryDay" },
  });
  const forbidden = newId("parameter");
  await database.sql`
    insert into parameters (id, key, region_code, value, valid_from, source)
    values (${forbidden}, 'market.on_demand_allowed', '35.72', 'false', '2026-01-01', 'uji')`;
  town.goTo(new Date("2026-07-07T05:00:00Z"));
  await placeOrder(town.callOf(kitchen.finance), wish);
  town.goTo(new Date("2026-07-07T05:00:01Z"));
  await expect(placeOrder(town.callOf(kitchen.finance), wish)).rejects.toMatchObject({
    code: "orders.afterCutOff",
  });
  await database.sql`
    insert into parameters (id, key, region_code, value, valid_from, source, corrects_id, reason, annuls)
    select ${newId("parameter")}, key, region_code, value, valid_from, source, id, 'uji selesai', true
    from parameters where id = ${forbidden}`;
  town.goTo(WORLD_STARTS);
});

test("a buyer sees its own orders, its foundation sees them too, and nobody else does", async () => {
  const kitchen = await town.kitchen();
  const other = await town.kitchen();
  const koperasi = await town.koperasi();
  const orderIds: string[] = [];
  for (let at = 0; at < 5; at += 1) orderIds.push(await town.order(kitchen));
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await ordersOf(kitchen.id, { limit: 2, ...(after === undefined ? {} : { after }) });
    seen.push(...page.rows.map((row) => row.id));
    expect(page.rows[0]).toMatchObject({ lineCount: 1, filledCount: 0, worstRupiah: 2_900_000n });
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(seen).toEqual([...orderIds].reverse());
  expect((await ordersOf(kitchen.foundation.id, { limit: 50 })).rows).toHaveLength(5);
  expect((await ordersOf(other.id, { limit: 50 })).rows).toEqual([]);
  expect((await ordersOf(kitchen.id, { limit: 50, state: "approved" })).rows).toEqual([]);
  const [orderId = ""] = orderIds;
  expect(await orderVisibleTo(kitchen.foundation.id, orderId)).not.toBeNull();
  expect(await orderVisibleTo(other.id, orderId)).toBeNull();
  expect(await orderVisibleTo(koperasi.id, orderId)).toBeNull();
});
