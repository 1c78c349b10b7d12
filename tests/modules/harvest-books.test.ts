import { expect, test } from "vitest";
import { sumOf } from "#app/kernel/money.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { answerHarvest } from "#app/modules/catalogue/answer-harvest.server.ts";
import { askHarvest } from "#app/modules/catalogue/ask-harvest.server.ts";
import { lotsOf } from "#app/modules/catalogue/listing-reads.server.ts";
import { recordLoss } from "#app/modules/catalogue/record-loss.server.ts";
import { takeInHarvest } from "#app/modules/catalogue/take-in-harvest.server.ts";
import { lineDuesOf } from "#app/modules/invoicing/producer-due-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, freeVillage, outcomeOf } from "#tests/support/deliveries.ts";
import { type Koperasi, world } from "#tests/support/world.ts";

// Goal: what three farmers bring is one lot, and every gram and rupiah of it stays somebody's: sold, refused, spoiled or left.
// Method: the whole road through commands; the sums are asked of the book. The proofs run when the file is over.
const database = await testDatabase({ poolSize: 12 });
const town = world(database);
const road = deliveries(database);
const PHOTO = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);

type Wish = { readonly grams: string; readonly price?: string };

async function asked(koperasi: Koperasi, listingId: string, wishes: readonly Wish[]) {
  const call = town.callOf(koperasi.business);
  const asks: { askId: string; producerId: string }[] = [];
  for (const [at, { grams, price = "9000" }] of wishes.entries()) {
    const { producerId } = await addProducer(call, { name: `Petani ${at + 1}` });
    const { askIds } = await askHarvest(call, {
      listingId,
      onDay: town.today,
      bringBy: "23:59",
      priceRupiah: price,
      payDays: 7,
      asks: [{ producerId, quantityBase: grams }],
    });
    asks.push({ askId: askIds[0] ?? "", producerId });
  }
  return asks;
}

const scale = (koperasi: Koperasi, listingId: string) => ({
  listingId,
  originRegionCode: koperasi.regionCode,
  harvestedOn: town.today,
  expiresOn: town.deliveryDay,
});

async function book(lotId: string) {
  const rows = await database.sql`
    select producer_id, quantity_base::text as brought, shipped_base::text as shipped, lost_base::text as lost
    from lot_sources where lot_id = ${lotId} order by producer_id`;
  return rows.map((row) => ({
    producerId: row["producer_id"] as string,
    brought: BigInt(row["brought"]),
    shipped: BigInt(row["shipped"]),
    lost: BigInt(row["lost"]),
  }));
}

test("what three farmers bring becomes one lot, and each gram that is sold, refused and spoiled stays theirs", async () => {
  const kitchen = await town.kitchen({ regionCode: "35.72.01.1006" });
  const seller = await town.koperasi({ regionCode: await freeVillage(database) });
  const listingId = await town.listing(seller);
  const asks = await asked(seller, listingId, [
    { grams: "50000" },
    { grams: "40000" },
    { grams: "33333", price: "9501" },
  ]);
  const [first, second, third] = asks;
  if (!first || !second || !third) throw new Error("three were asked");
  await answerHarvest(town.callOf(seller.secretary), { askId: first.askId, promisedBase: "50000" });
  const warehouse = town.callOf(seller.warehouse);
  const { lotId } = await takeInHarvest(warehouse, {
    ...scale(seller, listingId),
    slips: [
      { askId: first.askId, weighedBase: "51000", refusedBase: "1000", refuseReason: "rotten", photo: PHOTO },
      { askId: second.askId, weighedBase: "37000" },
      { askId: third.askId, weighedBase: "33333" },
    ],
  });
  if (lotId === null) throw new Error("there is a lot");
  const [lot] = await lotsOf(seller.id, listingId);
  expect(lot?.quantityBase).toBe(120_333n);
  await recordLoss(warehouse, { lotId, quantityBase: "333", reason: "spoiled" });

  const budgetId = await town.budget(kitchen);
  const orderId = await town.order(kitchen, { budgetId });
  const commitmentId = await town.promise(seller, orderId, { lotId, quantityBase: 100_000n });
  const deal = { town, kitchen, seller, goods: { listingId, lotId }, budgetId, orderId, commitmentId };
  const shipmentId = await road.dispatched(deal);
  await road.receive(deal, shipmentId, {
    deliveredBase: "100000",
    rejectedBase: "7001",
    rejectReason: "wilted",
    disposition: "returned",
    photoId: await road.photoOf(kitchen, town),
  });

  const parts = await book(lotId);
  expect(sumOf(parts.map((part) => part.brought))).toBe(120_333n);
  expect(sumOf(parts.map((part) => part.shipped))).toBe(92_999n);
  expect(sumOf(parts.map((part) => part.lost))).toBe(333n + 7_001n);
  const dues = await lineDuesOf({ shipmentId, appealId: null });
  expect(sumOf(dues.map((due) => due.acceptedBase))).toBe(92_999n);
  // What was accepted of each is what of theirs is away; those of one price are rounded together.
  for (const due of dues)
    expect(due.acceptedBase).toBe(parts.find((part) => part.producerId === due.producerId)?.shipped);
  const dueOf = (producerId: string) => dues.find((due) => due.producerId === producerId);
  const [one, two, three] = [dueOf(first.producerId), dueOf(second.producerId), dueOf(third.producerId)];
  if (!one || !two || !three) throw new Error("all three sold");
  const rounded = (grams: bigint, price: bigint) => (2n * grams * price + 1000n) / 2000n;
  expect(one.dueRupiah + two.dueRupiah).toBe(rounded(one.acceptedBase + two.acceptedBase, 9_000n));
  expect(three.dueRupiah).toBe(rounded(three.acceptedBase, 9_501n));
});

test("goods are weighed once, from two phones at once too; what is all refused makes no lot", async () => {
  const seller = await town.koperasi({ regionCode: await freeVillage(database) });
  const listingId = await town.listing(seller);
  const [first, second] = await asked(seller, listingId, [{ grams: "20000" }, { grams: "20000" }]);
  const [askId, other] = [first?.askId ?? "", second?.askId ?? ""];
  const weigh = (slips: Parameters<typeof takeInHarvest>[1]["slips"]) =>
    takeInHarvest(town.callOf(seller.warehouse), { ...scale(seller, listingId), slips });
  const both = await Promise.all(
    ["20000", "19000"].map((weighedBase) => outcomeOf(weigh([{ askId, weighedBase }]))),
  );
  expect(both.sort()).toEqual(["catalogue.askOver", "done"]);
  expect((await lotsOf(seller.id, listingId)).length).toBe(1);
  expect(
    await outcomeOf(
      weigh([{ askId: other, weighedBase: "20000", refusedBase: "20001", refuseReason: "size" }]),
    ),
  ).toBe("slips[0].refusedBase: catalogue.refusedMore");
  expect(await outcomeOf(weigh([{ askId: other, weighedBase: "20000", refusedBase: "1" }]))).toBe(
    "slips[0].refuseReason: catalogue.refusedWhy",
  );
  expect(
    await weigh([{ askId: other, weighedBase: "20000", refusedBase: "20000", refuseReason: "size" }]),
  ).toEqual({
    listingId,
    lotId: null,
  });
  const stranger = await town.koperasi({ regionCode: await freeVillage(database) });
  const elsewhere = await town.listing(stranger);
  expect(
    await outcomeOf(
      takeInHarvest(town.callOf(stranger.warehouse), {
        ...scale(stranger, elsewhere),
        slips: [{ askId: other, weighedBase: "1000" }],
      }),
    ),
  ).toBe("catalogue.askMissing");
});

test("no part of a lot is moved but by its book, the book is written once, and a lot that differs from it is refused", async () => {
  const seller = await town.koperasi({ regionCode: await freeVillage(database) });
  const listingId = await town.listing(seller);
  const [only] = await asked(seller, listingId, [{ grams: "20000" }]);
  const { lotId } = await takeInHarvest(town.callOf(seller.warehouse), {
    ...scale(seller, listingId),
    slips: [{ askId: only?.askId ?? "", weighedBase: "20000" }],
  });
  const sql = database.sql;
  await expect(sql`update lot_sources set shipped_base = 1 where lot_id = ${lotId}`).rejects.toThrow(
    /by its book only/,
  );
  await expect(sql`update lots set lost_base = 1 where id = ${lotId}`).rejects.toThrow(
    /not what its book says/,
  );
  await expect(sql`update lot_moves set quantity_base = 1 where lot_id = ${lotId}`).rejects.toThrow(
    /append-only/,
  );
  await expect(
    sql`insert into lot_moves (id, lot_id, producer_id, kind, quantity_base, recorded_at)
      select 'lmv_x', lot_id, producer_id, 'shipped', 20001, recorded_at from lot_moves where lot_id = ${lotId}`,
  ).rejects.toThrow(/lot_sources_parts/);
});
