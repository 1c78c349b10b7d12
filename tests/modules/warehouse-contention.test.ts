import { afterAll, expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { changeWarehouse, openWarehouse } from "#app/modules/catalogue/keep-warehouse.server.ts";
import { clearCell } from "#app/modules/matching/clear-cell.server.ts";
import { clearMarket } from "#app/modules/matching/clear-market.server.ts";
import { runsOfListing } from "#app/modules/matching/sale-reads.server.ts";
import { closeMatchingThreads } from "#app/modules/matching/solve-in-thread.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

// Goal: two cells of the market that count on the same warehouse's day fill it, never beyond, and no buyer's line is lost over it. Method:
// nobody may write what warehouses hand out until both have read, solved and come to commit; then line by line, in a market of their own.
const database = await testDatabase({ poolSize: 16 });
const town = world(database);
afterAll(closeMatchingThreads);

const DAY_GRAMS = 150_000n;
const LINE_GRAMS = 60_000n;
const EGGS = { quantityBase: LINE_GRAMS.toString() };
const RICE = { ...EGGS, commodityCode: "BRS", gradeCode: "M", ceilingRupiah: "13000" };
const ASKED = [
  ["TLR", EGGS],
  ["BRS", RICE],
] as const;
const STORE = {
  name: "Gudang Utara",
  address: "Jalan Gudang 1",
  cityCode: "35.72",
  opensAt: "07:00",
  closesAt: "16:00",
};

test("cells that both count on the same warehouse's day: one is solved again, and every line is promised, or open until it is", async () => {
  const bumd = await town.bumd();
  const { warehouseId } = await openWarehouse(town.callOf(bumd.sales), {
    ...STORE,
    gramsPerDay: DAY_GRAMS.toString(),
  });
  const eggs = await town.goods(bumd);
  const rice = await town.goods(bumd, {
    commodityCode: "BRS",
    gradeCode: "M",
    title: "Beras medium",
    priceRupiah: "12500",
    costRupiah: "12000",
  });
  const kitchens = [await town.kitchen(), await town.kitchen()];
  const [cityCode = ""] = kitchens.map((kitchen) => kitchen.cityCode);
  const deliveryDay = addDays(town.deliveryDay, 1);
  const orders = new Map<string, string>();
  for (const kitchen of kitchens)
    for (const [commodityCode, line] of ASKED)
      orders.set(await town.order(kitchen, { deliveryDay, line }), commodityCode);

  let cleared: Promise<number[]> | undefined;
  await database.sql.begin(async (tx) => {
    await tx`lock table warehouse_days in exclusive mode`;
    cleared = Promise.all(
      ["TLR", "BRS"].map((commodityCode) =>
        clearCell(town.systemCall(), { commodityCode, deliveryDay }, { trigger: "on_demand", cityCode }),
      ),
    );
    await expect
      .poll(
        () =>
          database.sql`select 1 from pg_locks where not granted and relation = 'warehouse_days'::regclass`.then(
            (rows) => rows.length,
          ),
        { timeout: 20_000 },
      )
      .toBe(2);
  });
  expect((await cleared)?.sort(), "both had read the same room").toEqual([1, 2]);

  /** What is promised of each line, by its commodity; the offers that stand on a line are exactly that. */
  async function promisedLines() {
    const promised: Record<string, bigint[]> = { TLR: [], BRS: [] };
    for (const [orderId, commodityCode] of orders) {
      const [line] = await town.linesOf(orderId);
      const [offers] = await database.sql`
        select coalesce(sum(offered_base), 0)::text as base from commitments
        where order_line_id = ${line?.id ?? ""} and seller_id = ${bumd.id} and state = 'offered'`;
      expect(BigInt(String(offers?.["base"]))).toBe(line?.promisedBase);
      expect(line?.quantityBase).toBe(LINE_GRAMS);
      promised[commodityCode]?.push(line?.promisedBase ?? 0n);
    }
    return promised;
  }
  const handedOut = async () => {
    const [row] = await database.sql`
      select used_mg::text as mg from warehouse_days where warehouse_id = ${warehouseId} and day = ${deliveryDay}`;
    return BigInt(String(row?.["mg"])) / 1_000n;
  };
  const sum = (parts: readonly bigint[] = []) => parts.reduce((all, part) => all + part, 0n);

  const first = await promisedLines();
  expect(Object.values(first).map(sum).sort()).toEqual([2n * LINE_GRAMS, DAY_GRAMS - 2n * LINE_GRAMS].sort());
  expect(await handedOut()).toBe(DAY_GRAMS);
  const told = await Promise.all([eggs, rice].map(({ listingId }) => runsOfListing(bumd.id, listingId)));
  expect(told.map((one) => one?.runs.length)).toEqual([1, 1]);
  expect(told.map((one) => one?.runs[0]?.soldBase)).toEqual([sum(first["TLR"]), sum(first["BRS"])]);

  // What is left of the lines stayed open: the next clearing promises it, as soon as the warehouse can hand it out.
  await changeWarehouse(town.callOf(bumd.sales), { ...STORE, warehouseId, gramsPerDay: "500000" });
  await clearMarket(town.systemCall(), { cityCode, deliveryDay, trigger: "on_demand" });
  expect(await promisedLines()).toEqual({ TLR: [LINE_GRAMS, LINE_GRAMS], BRS: [LINE_GRAMS, LINE_GRAMS] });
  expect(await handedOut()).toBe(4n * LINE_GRAMS);
});
