import { afterAll, expect, test } from "vitest";
import { openListing } from "#app/modules/catalogue/open-listing.server.ts";
import { repriceListing } from "#app/modules/catalogue/reprice-listing.server.ts";
import { answerCommitment } from "#app/modules/commitments/answer-commitment.server.ts";
import { closeQuestionThread } from "#app/modules/matching/ask-in-thread.server.ts";
import { clearMarket } from "#app/modules/matching/clear-market.server.ts";
import { closeMatchingThreads } from "#app/modules/matching/solve-in-thread.server.ts";
import { ifLine } from "#app/modules/matching/what-if-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Koperasi, type ListingWish, type OrderWish, world } from "#tests/support/world.ts";

// Goal: what is compared is what is paid, by the quantity that one seller delivers and with the tax that it adds; and how
// many sellers a line has is for its buyer to say. Method: a kitchen that wants 100 kg, and sellers whose prices differ.
afterAll(async () => {
  await Promise.all([closeMatchingThreads(), closeQuestionThread()]);
});

async function town() {
  const database = await testDatabase({ poolSize: 10 });
  const made = world(database);
  const kitchen = await made.kitchen();
  const offers = async (orderId: string) =>
    (
      await database.sql`select id, seller_id, offered_base::int as base, price_rupiah::int as price
        from commitments where order_id = ${orderId} and state = 'offered' order by price_rupiah, id`
    ).map((row) => ({ ...row }) as { id: string; seller_id: string; base: number; price: number });
  return {
    database,
    made,
    kitchen,
    offers,
    clear: () =>
      clearMarket(made.systemCall(), {
        ...{ cityCode: kitchen.cityCode, deliveryDay: made.deliveryDay, trigger: "on_demand" as const },
      }),
    order: (wish: OrderWish = {}) => made.order(kitchen, wish),
    tierGap: async () =>
      Number(
        (await database.sql`select tier_gap_rupiah from match_runs order by id desc limit 1`)[0]?.[
          "tier_gap_rupiah"
        ],
      ),
  };
}

const FROM_80_KG = (priceRupiah: string) => [{ fromBase: "80000", priceRupiah }];

test("whoever gets enough of one listing pays its price for so much, also after a partial answer; whoever gets less pays the price of that", async () => {
  const here = await town();
  const { made } = here;
  const [many, one] = [await made.koperasi(), await made.koperasi()];
  await made.goods(many, { priceRupiah: "28000", tiers: FROM_80_KG("26500") }, { quantityBase: 160_000n });
  await made.goods(one, { priceRupiah: "27000" });
  const first = await here.order();
  await here.clear();
  const [whole] = await here.offers(first);
  expect(whole).toMatchObject({ seller_id: many.id, base: 100_000, price: 26_500 });
  expect(await here.tierGap()).toBe(0);
  // 60 kg are left, too little for the lower price that its plan was reckoned with: the run says what that comes to.
  const second = await here.order();
  await here.clear();
  expect(await here.offers(second)).toMatchObject([
    { seller_id: one.id, base: 40_000, price: 27_000 },
    { seller_id: many.id, base: 60_000, price: 28_000 },
  ]);
  expect(await here.tierGap()).toBe(90_000);
  // Who takes on less than it was asked for keeps to its word on the price.
  await answerCommitment(made.callOf(many.business), {
    commitmentId: whole?.id ?? "",
    acceptedBase: "10000",
  });
  const [row] = await here.database
    .sql`select accepted_base::int as base, price_rupiah::int as price from commitments
    where id = ${whole?.id ?? ""}`;
  expect(row).toEqual({ base: 10_000, price: 26_500 });
});

test("a part too small for a price within the ceiling is not offered, though the line asks for enough", async () => {
  const here = await town();
  const [little, dear] = [await here.made.koperasi(), await here.made.koperasi()];
  await here.made.goods(
    little,
    { priceRupiah: "29500", tiers: FROM_80_KG("26500") },
    { quantityBase: 60_000n },
  );
  await here.made.goods(dear, { priceRupiah: "28900" });
  const orderId = await here.order();
  await here.clear();
  expect(await here.offers(orderId)).toMatchObject([{ seller_id: dear.id, base: 100_000, price: 28_900 }]);
});

test("prices by quantity fall from step to step, in the command and in the database", async () => {
  const here = await town();
  const seller = await here.made.koperasi();
  const open = (tiers: ListingWish["tiers"]) =>
    here.made.listing(seller, tiers === undefined ? {} : { tiers });
  const step = (fromBase: string, priceRupiah: string) => ({ fromBase, priceRupiah });
  const refused = {
    "catalogue.tiersOutOfOrder": [step("50000", "27000"), step("50000", "26000")],
    "catalogue.tierNotCheaper": [step("50000", "27200")],
    "catalogue.tierAboveCapacity": [step("2000001", "26000")],
  };
  for (const [code, tiers] of Object.entries(refused))
    await expect(open(tiers)).rejects.toMatchObject({ code });
  const listingId = await open([step("50000", "27000"), step("100000", "26500")]);
  await expect(
    here.database.sql`update listings set price_rupiah = 27000 where id = ${listingId}`,
  ).rejects.toThrow(/listings_tiers/);
  const price = { listingId, priceRupiah: "27000", priceValidUntil: here.made.deliveryDay };
  await repriceListing(here.made.callOf(seller.business), price);
  const [row] = await here.database.sql`select tiers from listings where id = ${listingId}`;
  expect(row?.["tiers"]).toEqual([]);
});

test("prices are compared with the tax that a seller adds, and nobody is asked for what it could only decline", async () => {
  const here = await town();
  const { made } = here;
  const seller = async (isVatRegistered: boolean, wish: ListingWish): Promise<Koperasi> => {
    const koperasi = await made.koperasi({ isVatRegistered });
    await made.goods(koperasi, wish);
    return koperasi;
  };
  const [grade] = await here.database
    .sql`select code from grades where commodity_code = 'TPG' order by rank limit 1`;
  const flour = { commodityCode: "TPG", gradeCode: String(grade?.["code"]), costRupiah: "9000" };
  await seller(true, { ...flour, priceRupiah: "12700" });
  const cheaper = await seller(false, { ...flour, priceRupiah: "14000" });
  const { commodityCode, gradeCode } = flour;
  const wanted = await here.order({ line: { commodityCode, gradeCode, ceilingRupiah: "14000" } });
  await here.clear();
  // Rp 12.700 and VAT are Rp 14.097.
  expect(await here.offers(wanted)).toMatchObject([{ seller_id: cheaper.id, price: 14_000 }]);

  // Minyakita may cost Rp 15.700 a litre, tax included.
  const oil = { commodityCode: "MYK", gradeCode: "A", unit: "liter" };
  await seller(true, { ...oil, priceRupiah: "14145", costRupiah: "13000" });
  const line = { ...oil, ceilingRupiah: "15700" };
  const lawful = await here.order({ line });
  await here.clear();
  expect(await here.offers(lawful)).toEqual([]);
  const knowing = await here.order({
    line: { ...line, overrideReason: "Tidak ada penjual lain minggu ini" },
  });
  await here.clear();
  expect(await here.offers(knowing)).toMatchObject([{ price: 14_145 }]);
  const within = await seller(true, { ...oil, priceRupiah: "14144", costRupiah: "13000" });
  await here.clear();
  const [offer] = await here.offers(lawful);
  expect(offer).toMatchObject({ seller_id: within.id, price: 14_144 });
  await answerCommitment(made.callOf(within.business), {
    commitmentId: offer?.id ?? "",
    acceptedBase: "100000",
  });
});

test("a listing is warned about with the tax that its seller adds", async () => {
  const { made } = await town();
  const open = async (isVatRegistered: boolean) => {
    const koperasi = await made.koperasi({ isVatRegistered });
    return openListing(made.callOf(koperasi.business), {
      ...{ commodityCode: "MYK", gradeCode: "A", title: "Minyakita", unit: "liter", basePerUnit: "1000" },
      ...{ priceRupiah: "15000", minOrderBase: "1000", capacityBasePerDay: "100000", radiusMetres: 30_000 },
      priceValidUntil: made.deliveryDay,
    });
  };
  expect(await open(false)).toMatchObject({ isAboveCeiling: false });
  expect(await open(true)).toMatchObject({ isAboveCeiling: true });
});

test("a line is taken from no more sellers than its buyer says: by the market, by hand, and after one fell through", async () => {
  const here = await town();
  const { made } = here;
  const [cheap, large] = [await made.koperasi(), await made.koperasi()];
  await made.goods(cheap, { priceRupiah: "27000" }, { quantityBase: 60_000n });
  await made.goods(large, { priceRupiah: "28000" }, { quantityBase: 90_000n });
  const orderId = await here.order({ suppliersPerLineMax: 1 });
  await here.clear();
  const [offer] = await here.offers(orderId);
  expect(await here.offers(orderId)).toMatchObject([{ seller_id: large.id, base: 90_000 }]);
  // Nor does a question find more than the limit lets in.
  const [line] = await made.linesOf(orderId);
  const asked = await ifLine(here.kitchen.id, line?.id ?? "", { ceilingMilli: 29_500n });
  expect(asked).toMatchObject({ asked: 100_000, filled: 90_000 });
  expect(asked.parts).toHaveLength(1);
  // What the one supplier leaves open is not for another, whoever asks.
  const other = await made.koperasi();
  const mine = await made.goods(other, { priceRupiah: "28000" });
  await here.clear();
  expect(await here.offers(orderId)).toHaveLength(1);
  await expect(made.promise(other, orderId, { lotId: mine.lotId })).rejects.toMatchObject({
    code: "commitments.missing",
  });
  await answerCommitment(made.callOf(large.business), {
    ...{ commitmentId: offer?.id ?? "", acceptedBase: "50000", reason: "Sebagian busuk" },
  });
  await here.clear();
  const sellers = await here.database.sql`select distinct seller_id from commitments
    where order_id = ${orderId} and state in ('offered', 'accepted')`;
  expect(sellers.map((row) => row["seller_id"])).toEqual([large.id]);
  await expect(
    here.database
      .sql`insert into commitments select (jsonb_populate_record(c, jsonb_build_object('id', 'com_x',
      'seller_id', ${other.id}::text, 'lot_id', ${mine.lotId}::text, 'listing_id', ${mine.listingId}::text))).*
      from commitments c where c.id = ${offer?.id ?? ""}`,
  ).rejects.toThrow(/more sellers than its buyer takes/);
});
