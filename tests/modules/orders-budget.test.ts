import { expect, test } from "vitest";
import type { Refusal } from "#app/kernel/errors.ts";
import { balancesOf } from "#app/modules/ledger/ledger-reads.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { closeOrder } from "#app/modules/orders/close-order.server.ts";
import { draftOrder } from "#app/modules/orders/draft-order.server.ts";
import { expireOrders } from "#app/modules/orders/expire-orders.server.ts";
import { openBudget } from "#app/modules/orders/open-budget.server.ts";
import { budgetsOf } from "#app/modules/orders/order-reads.server.ts";
import { placeOrder } from "#app/modules/orders/place-order.server.ts";
import { spendBudget } from "#app/modules/orders/release-budget.server.ts";
import { submitOrder } from "#app/modules/orders/submit-order.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { db } from "#db/client.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Kitchen, WORLD_STARTS, world } from "#tests/support/world.ts";

const database = await testDatabase({ poolSize: 20 });
const town = world(database);
const PATIENCE = { timeout: 90_000 };

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

test("an order holds quantity times ceiling of every line, and tells the market", async () => {
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen, 10_000_000n);
  const { orderId } = await draftOrder(town.callOf(kitchen.nutrition), town.orderWish(budgetId));
  expect(await envelope(kitchen, budgetId)).toEqual({ left: 10_000_000n, held: 0n, spent: 0n });
  await submitOrder(town.callOf(kitchen.finance), { orderId });
  expect(await envelope(kitchen, budgetId)).toEqual({ left: 7_100_000n, held: 2_900_000n, spent: 0n });
  expect(await orderRow(orderId)).toMatchObject({ state: "submitted", held: 2_900_000n });
  const news = await database.sql`select name from outbox where payload->>'orderId' = ${orderId}`;
  expect(news.map((row) => row["name"])).toEqual(["order.submitted"]);
});

test("two hundred orders at once never hold one rupiah more than the budget has", PATIENCE, async () => {
  const kitchen = await town.kitchen();
  // Room for exactly seventeen orders of Rp 2.900.000, and one rupiah short of the eighteenth.
  const budgetId = await town.budget(kitchen, 2_900_000n * 18n - 1n);
  const drafts: string[] = [];
  for (let at = 0; at < 100; at += 1)
    drafts.push((await draftOrder(town.callOf(kitchen.finance), town.orderWish(budgetId))).orderId);
  const tries = await Promise.allSettled([
    ...drafts.map((orderId) => submitOrder(town.callOf(kitchen.finance), { orderId })),
    ...Array.from({ length: 100 }, () => placeOrder(town.callOf(kitchen.finance), town.orderWish(budgetId))),
  ]);
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(17);
  for (const one of tries)
    if (one.status === "rejected")
      expect((one.reason as Refusal).params).toMatchObject({ needed: "Rp 2.900.000", left: "Rp 2.899.999" });
  expect(await envelope(kitchen, budgetId)).toEqual({ left: 2_899_999n, held: 49_300_000n, spent: 0n });
});

test("one draft is submitted once, however many press the button", async () => {
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen);
  const { orderId } = await draftOrder(town.callOf(kitchen.finance), town.orderWish(budgetId));
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, () => submitOrder(town.callOf(kitchen.finance), { orderId })),
  );
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  for (const one of tries)
    if (one.status === "rejected")
      expect(one.reason).toMatchObject({ kind: "conflict", code: "orders.moved" });
  expect((await envelope(kitchen, budgetId)).held).toBe(2_900_000n);
});

test("what was received is spent, first out of what the order holds, then out of what is left", async () => {
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen, 3_000_000n);
  const orderId = await town.order(kitchen, { budgetId });
  await approveOrder(town.callOf(kitchen.head), { orderId });
  const spend = (amountRupiah: bigint, receiptId = newId("receipt")) =>
    inTransaction((tx) => spendBudget(tx, town.systemCall(), { orderId, receiptId, amountRupiah }), {
      isolation: "read committed",
    });
  await spend(2_000_000n);
  expect(await envelope(kitchen, budgetId)).toEqual({ left: 100_000n, held: 900_000n, spent: 2_000_000n });
  await spend(950_000n);
  expect(await envelope(kitchen, budgetId)).toEqual({ left: 50_000n, held: 0n, spent: 2_950_000n });
  await expect(spend(50_001n)).rejects.toMatchObject({ code: "orders.budgetExceeded" });
  await inTransaction((tx) => closeOrder(tx, town.systemCall(), orderId), { isolation: "read committed" });
  expect(await orderRow(orderId)).toMatchObject({ state: "closed", held: 0n });
  expect(await envelope(kitchen, budgetId)).toEqual({ left: 50_000n, held: 0n, spent: 2_950_000n });
});

test("an order that nobody approved ends with its day and gives its money back", async () => {
  const kitchen = await town.kitchen();
  const budgetId = await town.budget(kitchen);
  const orderId = await town.order(kitchen, { budgetId });
  await expect(expireOrders(town.callOf(kitchen.head), {})).rejects.toMatchObject({ kind: "forbidden" });
  town.goTo(new Date("2026-07-09T16:59:59Z"));
  await expireOrders(town.systemCall(), {});
  expect((await orderRow(orderId)).state).toBe("submitted");
  town.goTo(new Date("2026-07-09T17:00:00Z"));
  await expect(approveOrder(town.callOf(kitchen.head), { orderId })).rejects.toMatchObject({
    code: "orders.dayPassed",
  });
  await Promise.all([expireOrders(town.systemCall(), {}), expireOrders(town.systemCall(), {})]);
  expect((await orderRow(orderId)).state).toBe("expired");
  expect(await envelope(kitchen, budgetId)).toEqual({ left: 500_000_000n, held: 0n, spent: 0n });
  town.goTo(WORLD_STARTS);
});

test("a budget is opened once per fund and start, by who may", async () => {
  const kitchen = await town.kitchen();
  const input = {
    fund: "MBG Juli",
    startsOn: "2026-07-01",
    endsOn: "2026-07-31",
    amountRupiah: "100000000",
    source: "Dana MBG",
  };
  await expect(openBudget(town.callOf(kitchen.finance), input)).rejects.toMatchObject({ kind: "forbidden" });
  await openBudget(town.callOf(kitchen.head), input);
  await expect(openBudget(town.callOf(kitchen.head), input)).rejects.toMatchObject({
    code: "orders.budgetExists",
  });
  await expect(
    openBudget(town.callOf(kitchen.head), { ...input, startsOn: "2026-08-01" }),
  ).rejects.toMatchObject({ fields: { endsOn: ["orders.budgetPeriodOrder"] } });
  expect(await budgetsOf(kitchen.id)).toMatchObject([
    { fund: "MBG Juli", availableRupiah: 100_000_000n, reservedRupiah: 0n, spentRupiah: 0n },
  ]);
});

test("however many envelopes there are, what each of them holds is asked of the ledger once", async () => {
  const kitchen = await town.kitchen();
  const usual = await town.budget(kitchen, 50_000_000n);
  for (const at of [1, 2, 3]) await town.budget(kitchen, BigInt(at) * 1_000_000n, `Dana ${at}`);
  await town.order(kitchen, { budgetId: usual });
  let asked = 0;
  const counting = new Proxy(db(), {
    get: (target, name) => {
      if (name === "select") asked += 1;
      return Reflect.get(target, name);
    },
  });
  const held = (await budgetsOf(kitchen.id, counting)).map(({ fund, availableRupiah, reservedRupiah }) => [
    fund,
    availableRupiah,
    reservedRupiah,
  ]);
  expect(held).toEqual([
    ["Bahan pangan", 47_100_000n, 2_900_000n],
    ["Dana 1", 1_000_000n, 0n],
    ["Dana 2", 2_000_000n, 0n],
    ["Dana 3", 3_000_000n, 0n],
  ]);
  expect(asked).toBe(2);
});
