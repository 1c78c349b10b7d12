import { afterAll, expect, test } from "vitest";
import { marketListings } from "#app/modules/catalogue/market-reads.server.ts";
import { cheapestOffers } from "#app/modules/catalogue/offer-price-reads.server.ts";
import { openListing } from "#app/modules/catalogue/open-listing.server.ts";
import { repriceListing } from "#app/modules/catalogue/reprice-listing.server.ts";
import { answerCommitment } from "#app/modules/commitments/answer-commitment.server.ts";
import { openDemandFor } from "#app/modules/commitments/open-demand-reads.server.ts";
import { closeQuestionThread } from "#app/modules/matching/ask-in-thread.server.ts";
import { clearMarket } from "#app/modules/matching/clear-market.server.ts";
import { closeMatchingThreads } from "#app/modules/matching/solve-in-thread.server.ts";
import { placeOrder } from "#app/modules/orders/place-order.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { tradingIn } from "#tests/support/trading.ts";
import { type Koperasi, world } from "#tests/support/world.ts";

// Goal: a buyer sees, is matched at, promised and billed the price of its own kind, and nothing of anybody else's. Method: one BUMD
// with a price list, a kitchen, a koperasi and a trade center that want the same goods of the same day.
afterAll(async () => {
  await Promise.all([closeMatchingThreads(), closeQuestionThread()]);
});

const database = await testDatabase({ poolSize: 10 });
const town = world(database);
const { handedOver, invoiced, balances } = tradingIn(town);

const PRICES = { priceRupiah: "28000", kindPrices: { koperasi: "26000", kitchen: "27500" } };
const FROM_80_KG = [{ fromBase: "80000", priceRupiah: "27000" }];
const terms = () => ({
  ...{ commodityCode: "TLR", gradeCode: "M", title: "Telur ayam ras M", unit: "kg", basePerUnit: "1000" },
  ...{ minOrderBase: "1000", capacityBasePerDay: "2000000", radiusMetres: 100_000 },
  priceValidUntil: town.deliveryDay,
});

async function shopping(koperasi: Koperasi, quantityBase: string): Promise<string> {
  const budgetId = await town.budget(koperasi);
  const wish = town.orderWish(budgetId, { line: { quantityBase } });
  return (await placeOrder(town.callOf(koperasi.business), wish)).orderId;
}

test("each kind of buyer sees, is matched at and is billed its own price, by quantity where that is less", async () => {
  const firm = await town.bumd();
  const kitchen = await town.kitchen();
  const koperasi = await town.koperasi();
  await town.goods(firm, { ...PRICES, tiers: FROM_80_KG });
  const seen = async (buyerKind: "kitchen" | "koperasi" | "trade_center" | null) => {
    const place = { day: town.today, buyerKind };
    const { rows } = await marketListings({ commodityCode: "TLR" }, place, { limit: 5 });
    const ref = { commodityCode: "TLR", gradeCode: "M" };
    const [steps] = (await cheapestOffers([ref], place)).values();
    expect(rows[0]).not.toHaveProperty("kindPrices");
    expect(steps?.map(({ priceRupiah }) => priceRupiah)).toEqual([
      rows[0]?.priceRupiah,
      ...(rows[0]?.tiers ?? []).map(({ priceRupiah }) => priceRupiah),
    ]);
    return [rows[0]?.priceRupiah, ...(rows[0]?.tiers ?? []).map(({ priceRupiah }) => priceRupiah)];
  };
  expect(await seen("kitchen")).toEqual([27_500n, 27_000n]);
  expect(await seen("koperasi")).toEqual([26_000n]);
  expect(await seen("trade_center")).toEqual([28_000n, 27_000n]);
  expect(await seen(null)).toEqual([28_000n, 27_000n]);

  const [little, much, own] = [
    await town.order(kitchen, { line: { quantityBase: "50000" } }),
    await town.order(kitchen),
    await shopping(koperasi, "60000"),
  ];
  const demand = await openDemandFor(firm, town.today);
  expect(Object.fromEntries(demand.map(({ orderId, priceRupiah }) => [orderId, priceRupiah]))).toEqual({
    [little]: 27_500n,
    [much]: 27_500n,
    [own]: 26_000n,
  });
  await clearMarket(town.systemCall(), {
    ...{ cityCode: kitchen.cityCode, deliveryDay: town.deliveryDay, trigger: "on_demand" as const },
  });
  const offered = await database.sql`select order_id, price_rupiah::int as price from commitments
    where seller_id = ${firm.id} and state = 'offered'`;
  expect(Object.fromEntries(offered.map((row) => [row["order_id"], row["price"]]))).toEqual({
    [little]: 27_500,
    [much]: 27_000,
    [own]: 26_000,
  });
});

test("what is promised at the price of a kind is billed at it", async () => {
  const firm = await town.bumd();
  const buyer = await town.koperasi();
  await town.goods(firm, { ...PRICES, kindPrices: { koperasi: "25000" } });
  const orderId = await shopping(buyer, "10000");
  await clearMarket(town.systemCall(), {
    ...{ cityCode: buyer.cityCode, deliveryDay: town.deliveryDay, trigger: "on_demand" as const },
  });
  const [offer] = await database.sql`select id from commitments where order_id = ${orderId}`;
  await answerCommitment(town.callOf(firm.sales), {
    commitmentId: offer?.["id"] as string,
    acceptedBase: "10000",
  });
  const hands = { approves: buyer.chair, sends: firm.warehouse, takes: buyer.warehouse };
  const shipmentId = await handedOver(orderId, firm, hands, { loaded: 10_000n, accepted: 10_000n });
  await invoiced(shipmentId, firm.finance);
  expect(await balances(buyer.id)).toEqual({ inventory: 250_000n, payable: -250_000n });
});

test("a ceiling is held against every price, and a price of no kind of buyer is refused", async () => {
  const firm = await town.bumd();
  const call = town.callOf(firm.sales);
  const open = (kindPrices: Record<string, string>) =>
    openListing(call, { ...terms(), priceRupiah: "20000", kindPrices });
  // Chicken eggs have a ceiling of Rp 30.000 a kilogram.
  expect((await open({ kitchen: "21000" })).isAboveCeiling).toBe(false);
  const dear = await open({ kitchen: "34000" });
  expect(dear.isAboveCeiling).toBe(true);
  await expect(open({ operator: "21000" })).rejects.toMatchObject({ code: "kernel.invalid" });
  await expect(open({ kitchen: "0" })).rejects.toMatchObject({ code: "kernel.invalid" });
  const { listingId } = dear;
  for (const wrong of ['{"operator": "1"}', '{"kitchen": "0"}', '{"kitchen": "x"}', '["kitchen"]'])
    await expect(
      database.sql`update listings set kind_prices = ${wrong}::text::jsonb where id = ${listingId}`,
    ).rejects.toThrow(/listings_kind_prices/);
  // A price given anew names them all anew.
  await repriceListing(call, { listingId, priceRupiah: "20000", priceValidUntil: town.deliveryDay });
  const [row] = await database.sql`select kind_prices from listings where id = ${listingId}`;
  expect(row?.["kind_prices"]).toEqual({});
});
