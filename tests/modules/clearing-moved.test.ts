import { afterAll, expect, test, vi } from "vitest";
import { Refusal } from "#app/kernel/errors.ts";
import { repriceListing } from "#app/modules/catalogue/reprice-listing.server.ts";
import { offerByHand } from "#app/modules/commitments/offer-by-hand.server.ts";
import type { CellTask } from "#app/modules/matching/answer-cell.ts";
import { clearCell } from "#app/modules/matching/clear-cell.server.ts";
import { closeMatchingThreads } from "#app/modules/matching/solve-in-thread.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

// Goal: whatever happens between the snapshot of a cell and its commit, nothing of an answer to another market takes
// effect, and an answer comes. Method: the reckoning itself is real; after each, the next deed of `between` is done.

const between = vi.hoisted(() => ({ deeds: [] as (() => Promise<unknown>)[] }));

vi.mock("#app/modules/matching/solve-in-thread.server.ts", async (original) => {
  const real = await original<typeof import("#app/modules/matching/solve-in-thread.server.ts")>();
  return {
    ...real,
    solveInThread: async (task: CellTask, how?: { readonly isKept?: boolean }) => {
      const outcome = await real.solveInThread(task, how);
      await between.deeds.shift()?.();
      return outcome;
    },
  };
});

afterAll(closeMatchingThreads);

async function market() {
  const database = await testDatabase({ poolSize: 20 });
  const town = world(database);
  const [kitchen, seller] = [await town.kitchen(), await town.koperasi()];
  const { listingId, lotId } = await town.goods(seller, {}, { quantityBase: 100_000n });
  const [orderId, other] = [await town.order(kitchen), await town.order(kitchen)];
  // The other order takes what is left only when it is sold to by hand: it is less urgent.
  await database.sql`update orders set urgency_class = 2 where id = ${other}`;
  const [line] = await town.linesOf(other);
  return {
    town,
    sql: database.sql,
    orderId,
    reprice: (priceRupiah: string) =>
      repriceListing(town.callOf(seller.business), {
        listingId,
        priceRupiah,
        priceValidUntil: town.deliveryDay,
      }),
    sellByHand: (quantityBase: string) =>
      offerByHand(town.callOf(seller.business), {
        orderLineId: line?.id ?? "",
        lotId,
        quantityBase,
        priceRupiah: "27000",
      }),
    clear: () =>
      clearCell(
        town.systemCall(),
        { commodityCode: "TLR", deliveryDay: town.deliveryDay },
        { trigger: "on_demand", cityCode: kitchen.cityCode },
      ),
  };
}

test("a lot repriced and partly sold while it was solved is solved again, at the new price and for what is left", async () => {
  const here = await market();
  between.deeds = [() => here.reprice("26500"), () => here.sellByHand("30000")];
  expect(await here.clear()).toBe(3);
  expect((await here.town.linesOf(here.orderId))[0]?.promisedBase).toBe(70_000n);
  const offers = await here.sql`select offered_base, price_rupiah from commitments where state = 'offered'`;
  expect(offers.map((row) => ({ ...row }))).toEqual([{ offered_base: "70000", price_rupiah: "26500" }]);
});

test("a market that never rests is solved under locks in the end, and whoever disturbs it then waits", async () => {
  const here = await market();
  let late: Promise<unknown> = Promise.resolve();
  between.deeds = [
    ...["27101", "27102", "27103", "27104", "27105"].map((price) => () => here.reprice(price)),
    async () => {
      late = here.sellByHand("30000").catch((error: unknown) => error);
    },
  ];
  expect(await here.clear()).toBe(6);
  // All 100 kg are promised by then, so the sale that had to wait is refused.
  expect(await late).toBeInstanceOf(Refusal);
  expect((await here.town.linesOf(here.orderId))[0]?.promisedBase).toBe(100_000n);
});

test("two who clear the same cell at once offer its goods once", async () => {
  const here = await market();
  between.deeds = [];
  await Promise.all([here.clear(), here.clear(), here.clear()]);
  expect((await here.town.linesOf(here.orderId))[0]?.promisedBase).toBe(100_000n);
  const [lot] = await here.sql`select sum(reserved_base) as reserved from lots`;
  expect(lot?.["reserved"]).toBe("100000");
});
