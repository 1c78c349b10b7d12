import { afterAll, expect, test } from "vitest";
import { clearMarket } from "#app/modules/matching/clear-market.server.ts";
import { lastRunsOf } from "#app/modules/matching/reason-reads.server.ts";
import { closeMatchingThreads } from "#app/modules/matching/solve-in-thread.server.ts";
import { setParameter } from "#app/modules/regions/set-parameter.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type OrderWish, world } from "#tests/support/world.ts";

// Goal: what limits a plan is a dated setting that people can see, per region, and takes effect on the day's market; the
// distance to the best is proven and kept. Method: one kitchen, two koperasi, and the settings of its city.
afterAll(closeMatchingThreads);

/** The kitchen wants 100 kg. The cheaper koperasi has 60 kg, the other, Rp 100 a kilogram dearer, has all of it. */
async function town(
  limits: Readonly<Record<string, string>>,
  stock: readonly [bigint, bigint] = [60_000n, 100_000n],
) {
  const database = await testDatabase({ poolSize: 10 });
  const made = world(database);
  const operator = await made.operator();
  const kitchen = await made.kitchen();
  for (const [key, value] of Object.entries(limits))
    await setParameter(made.callOf(operator.admin), {
      ...{ key, value, regionCode: kitchen.cityCode, validFrom: made.today, source: "Rapat koordinasi kota" },
    });
  const [cheap, dear] = [await made.koperasi(), await made.koperasi()];
  await made.goods(cheap, { priceRupiah: "28000" }, { quantityBase: stock[0] });
  await made.goods(dear, { priceRupiah: "28100" }, { quantityBase: stock[1] });
  return {
    database,
    made,
    kitchen,
    /** What each koperasi was asked for, the cheaper one first, and the distance to the best that the run kept. */
    async clear(wish: OrderWish & { readonly budgetId?: string } = {}) {
      const orderId = await made.order(kitchen, wish);
      await clearMarket(made.systemCall(), {
        ...{ cityCode: kitchen.cityCode, deliveryDay: made.deliveryDay, trigger: "on_demand" as const },
      });
      const rows = await database.sql`select seller_id, sum(offered_base)::bigint as base from commitments
        where order_id = ${orderId} group by 1`;
      const baseOf = new Map(rows.map((row) => [String(row["seller_id"]), BigInt(row["base"])]));
      const [run] = await lastRunsOf([(await made.linesOf(orderId))[0]?.id ?? ""], 1, database.db);
      return { asked: [cheap, dear].map(({ id }) => baseOf.get(id) ?? 0n), gapBase: run?.gapBase };
    },
  };
}

const ONE = { "market.suppliers_per_line_max": "1" };

test("a second supplier is asked only where that spares more than its handling costs", async () => {
  // 60 kg from the cheaper one spare Rp 6,000.
  const worth = await town({ ...ONE, "market.extra_supplier_rupiah": "5900" });
  expect(await worth.clear()).toEqual({ asked: [60_000n, 40_000n], gapBase: 0n });
  const spared = await town({ ...ONE, "market.extra_supplier_rupiah": "6100" });
  expect(await spared.clear()).toEqual({ asked: [0n, 100_000n], gapBase: 0n });
});

test("a soft limit never leaves a kitchen without; a hard one may, and says by how much at the most", async () => {
  const soft = await town({ ...ONE, "market.extra_supplier_rupiah": "900000" }, [60_000n, 70_000n]);
  expect(await soft.clear()).toEqual({ asked: [60_000n, 40_000n], gapBase: 0n });
  const hard = await town({ ...ONE, "market.extra_supplier_rupiah": "-1" }, [60_000n, 70_000n]);
  // Nothing within the limit fills more than 70 kg, so the plan is proven to be the best there is.
  expect(await hard.clear()).toEqual({ asked: [0n, 70_000n], gapBase: 0n });
});

test("no supplier covers more of a kitchen's budget than its share, in whole kilograms, over all its orders", async () => {
  const here = await town({ "market.supplier_share_max_basis_points": "4000" }, [500_000n, 500_000n]);
  const budgetId = await here.made.budget(here.kitchen, 10_000_000n);
  // 40 % of Rp 10 million buys 142 kg at Rp 28,000.
  expect(await here.clear({ budgetId })).toMatchObject({ asked: [100_000n, 0n] });
  expect(await here.clear({ budgetId })).toMatchObject({ asked: [42_000n, 58_000n] });
});

test("a limit of one city does not bind another", async () => {
  const here = await town({ ...ONE, "market.extra_supplier_rupiah": "6100" });
  const elsewhere = await here.made.kitchen({ regionCode: "35.71.03.1004" });
  const orderId = await here.made.order(elsewhere);
  await clearMarket(here.made.systemCall(), {
    ...{ cityCode: elsewhere.cityCode, deliveryDay: here.made.deliveryDay, trigger: "on_demand" as const },
  });
  const [run] = await lastRunsOf([(await here.made.linesOf(orderId))[0]?.id ?? ""], 1, here.database.db);
  expect(run).toBeDefined();
  const [row] = await here.database.sql`select count(distinct seller_id)::int as sellers from commitments
    where order_id = ${orderId}`;
  expect(row?.["sellers"]).toBe(2);
});
