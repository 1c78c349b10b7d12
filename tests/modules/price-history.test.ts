import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { recordPrices } from "#app/modules/catalogue/record-prices.server.ts";
import { priceHistory } from "#app/modules/oversight/price-history-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase();
const town = world(database);

test("prices over time hold surveys, the ceiling of each day and what was agreed in the city, and name nobody", async () => {
  const kitchen = await town.kitchen();
  const agency = await town.agency({ regionCode: "35.72" });
  const sellers = [await town.koperasi(), await town.koperasi(), await town.koperasi()];
  const agree = async (prices: readonly bigint[]) => {
    const orderId = await town.order(kitchen);
    for (const [at, priceRupiah] of prices.entries()) {
      const seller = sellers[at];
      if (!seller) continue;
      const { lotId } = await town.goods(seller);
      await town.promise(seller, orderId, { lotId, quantityBase: 10_000n, priceRupiah });
    }
  };
  await agree([27_000n, 26_500n]);
  await recordPrices(town.callOf(agency.officer), {
    regionCode: "35.72",
    source: "Survei riwayat",
    onDay: addDays(town.today, -1),
    prices: [{ commodityCode: "TLR", gradeCode: "M", priceRupiah: "31000", basePerUnit: "1000" }],
  });
  const ref = { commodityCode: "TLR", gradeCode: "M" };
  const seen = async (
    organisation: { readonly id: string },
    kind: "kitchen" | "koperasi" | "agency",
    cityCode = "35.72",
  ) =>
    priceHistory(
      ref,
      { id: organisation.id, kind, cityCode },
      { from: addDays(town.today, -60), to: addDays(town.today, 30) },
    );
  const told = async (...asked: Parameters<typeof seen>) =>
    (await seen(...asked))?.agreed.map(({ lowestRupiah, highestRupiah, agreements, own }) => [
      lowestRupiah,
      highestRupiah,
      agreements,
      own,
    ]);

  // Two sellers: each knows its own, who sold nothing knows nothing, who buys or oversees knows both.
  expect(await told(kitchen, "kitchen")).toEqual([[26_500n, 27_000n, 2, 2]]);
  expect(await told(agency, "agency")).toEqual([[26_500n, 27_000n, 2, 0]]);
  const [first, , third] = sellers;
  if (!first || !third) throw new Error("three were made");
  expect(await told(first, "koperasi")).toEqual([[27_000n, 27_000n, 1, 1]]);
  expect(await told(third, "koperasi")).toEqual([]);
  expect(await told(agency, "agency", "35.78")).toEqual([]);
  await agree([27_000n, 26_500n, 28_000n]);
  expect(await told(third, "koperasi")).toEqual([[26_500n, 28_000n, 5, 1]]);

  const history = await seen(agency, "agency");
  expect(history?.surveys.find(({ source }) => source === "Survei riwayat")?.prices).toContain(31_000n);
  expect(history?.ceilings).toEqual(history?.days.map(() => 30_000n));
  expect(
    JSON.stringify(history, (_, value) => (typeof value === "bigint" ? `${value}` : value)),
  ).not.toContain(first.id);
  expect(
    await priceHistory(
      { commodityCode: "TLR", gradeCode: "X" },
      { ...kitchen, kind: "kitchen", cityCode: "35.72" },
      { from: town.today, to: town.today },
    ),
  ).toBeNull();
});
