import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import type { MemberActor } from "#app/kernel/call.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { countLots } from "#app/modules/catalogue/count-lots.server.ts";
import { closeWarehouse, openWarehouse } from "#app/modules/catalogue/keep-warehouse.server.ts";
import { lotsOf } from "#app/modules/catalogue/listing-reads.server.ts";
import { movePart } from "#app/modules/catalogue/move-part.server.ts";
import { recordLoss } from "#app/modules/catalogue/record-loss.server.ts";
import { registerLot } from "#app/modules/catalogue/register-lot.server.ts";
import { reopenListing } from "#app/modules/catalogue/reopen-listing.server.ts";
import { withdrawListing } from "#app/modules/catalogue/withdraw-listing.server.ts";
import { placeOrder } from "#app/modules/orders/place-order.server.ts";
import { trailOfLot } from "#app/modules/oversight/recall-reads.server.ts";
import { atOnce, times } from "#tests/support/at-once.ts";
import { consigning } from "#tests/support/consigning.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { tradingIn } from "#tests/support/trading.ts";
import { type Koperasi, type Seller, world } from "#tests/support/world.ts";

// Goal: a part of a lot lies in another warehouse with whose it is, to the gram, and nobody moves what is promised or not there.
// Method: real lots of several producers through commands; the proofs run when the database is given back.
const database = await testDatabase({ poolSize: 16 });
const town = world(database);

const keeperOf = (seller: Seller) =>
  "sales" in seller ? seller.sales : "business" in seller ? seller.business : seller.logistics;

async function warehouse(seller: Seller, name: string): Promise<string> {
  const { warehouseId } = await openWarehouse(town.callOf(keeperOf(seller)), {
    name,
    address: "Jalan Gudang 1",
    cityCode: "35.72",
    opensAt: "07:00",
    closesAt: "16:00",
  });
  return warehouseId;
}

/** A koperasi with two warehouses, and in the first a lot of three producers: 333,3 kg, 100 kg and one gram. */
async function mixed() {
  const seller = await town.koperasi();
  const call = town.callOf(seller.business);
  const [north, south] = [await warehouse(seller, "Gudang Utara"), await warehouse(seller, "Gudang Selatan")];
  const listingId = await town.listing(seller);
  const producerIds: string[] = [];
  for (const name of ["Pak Slamet", "Bu Lastri", "Pak Karjo"])
    producerIds.push((await addProducer(call, { name })).producerId);
  const brought = [333_300n, 100_000n, 1n];
  const { lotId } = await registerLot(call, {
    listingId,
    originRegionCode: seller.regionCode,
    harvestedOn: town.today,
    availableFrom: town.today,
    expiresOn: addDays(town.today, 7),
    sources: producerIds.map((producerId, at) => ({ producerId, quantityBase: String(brought[at]) })),
  });
  /** To the own address with null. */
  const move = (quantityBase: bigint, to: string | null = south, id = lotId) =>
    movePart(call, {
      lotId: id,
      warehouseId: to ?? undefined,
      quantityBase: quantityBase.toString(),
    });
  return { seller, call, north, south, listingId, lotId, producerIds, brought, move };
}

/** Whose it is over all lots of a seller, lot by lot in the order of the producers. */
async function heldOf(seller: Koperasi, producerId: string): Promise<{ held: bigint; lost: bigint }> {
  const [row] = await database.sql`
    select coalesce(sum(s.quantity_base), 0)::text as held, coalesce(sum(s.lost_base), 0)::text as lost
    from lot_sources s join lots l on l.id = s.lot_id where l.seller_id = ${seller.id} and s.producer_id = ${producerId}`;
  return { held: BigInt(String(row?.["held"])), lost: BigInt(String(row?.["lost"])) };
}

test("a part is a lot of its own in the other warehouse: the same harvest, the same producers by what they have, sold as before", async () => {
  const { seller, south, listingId, lotId, move } = await mixed();
  await database.sql`update lot_sources set price_rupiah = 25000, pay_days = 7 where lot_id = ${lotId} and quantity_base = 100000`;
  const part = await move(200_000n);
  expect(part.isNewListing).toBe(true);
  const [there] =
    await database.sql`select warehouse_id, price_rupiah::text as price, title, state from listings where id = ${part.listingId}`;
  expect(there).toEqual({ warehouse_id: south, price: "27200", title: "Telur ayam ras M", state: "open" });
  const [left] = await lotsOf(seller.id, listingId);
  const [moved] = await lotsOf(seller.id, part.listingId);
  expect(left).toMatchObject({ quantityBase: 233_301n, movedOutBase: 200_000n, movedInBase: 0n });
  expect(moved).toMatchObject({ quantityBase: 200_000n, availableBase: 200_000n, movedInBase: 200_000n });
  expect(moved?.harvestedOn).toBe(left?.harvestedOn);
  expect(moved?.expiresOn).toBe(left?.expiresOn);
  expect(moved?.createdAt).toEqual(left?.createdAt);
  // 200 kg of 433,301 kg, each by what they brought.
  expect(moved?.sources.map(({ producerName, quantityBase }) => [producerName, quantityBase])).toEqual([
    ["Bu Lastri", 46_157n],
    ["Pak Karjo", 1n],
    ["Pak Slamet", 153_842n],
  ]);
  const agreed =
    await database.sql`select price_rupiah::text as price, pay_days from lot_sources where lot_id = ${part.lotId} and price_rupiah is not null`;
  expect([...agreed]).toEqual([{ price: "25000", pay_days: 7 }]);
  // What follows lies in the same listing, and goes back to the first place by the listing there.
  const next = await move(33_301n);
  expect(next).toMatchObject({ listingId: part.listingId, isNewListing: false });
  const [first] = await database.sql`select warehouse_id from listings where id = ${listingId}`;
  const home = await move(1n, String(first?.["warehouse_id"]), next.lotId);
  expect(home).toMatchObject({ listingId, isNewListing: false });
  // A stock count of both places finds what the book says.
  const call = town.callOf(seller.warehouse);
  const counted = (id: string, base: string) =>
    outcomeOf(
      countLots(call, {
        counts: [{ lotId: id, seenBase: base, countedBase: base }],
      }),
    );
  expect(await counted(next.lotId, "33300")).toBe("done");
});

test("what is promised stays: nobody moves more than is free, and a promise is kept from where its buyer waits", async () => {
  const { seller, listingId, lotId, move } = await mixed();
  const kitchen = await town.kitchen();
  const orderId = await town.order(kitchen);
  await town.offer(orderId, seller, { listingId, lotId }, { quantityBase: 100_000n });
  expect(await outcomeOf(move(333_302n))).toBe("catalogue.lotShort");
  expect(await outcomeOf(move(333_301n))).toBe("done");
  const [left] = await lotsOf(seller.id, listingId);
  expect(left).toMatchObject({ quantityBase: 100_000n, reservedBase: 100_000n, availableBase: 0n });
});

test("of many who move at once no gram goes twice, and goods come to be sold there once", async () => {
  const { seller, south, lotId, move } = await mixed();
  const ends = await atOnce(times(8, () => move(100_000n)));
  expect(ends).toEqual({ done: 4, "catalogue.lotShort": 4 });
  const [row] = await database.sql`
    select count(distinct g.id)::int as listings, count(l.id)::int as lots, sum(l.quantity_base)::text as base
    from listings g join lots l on l.listing_id = g.id where g.seller_id = ${seller.id} and g.warehouse_id = ${south}`;
  expect(row).toEqual({ listings: 1, lots: 4, base: "400000" });
  const [left] = await database.sql`select quantity_base::text as base from lots where id = ${lotId}`;
  expect(left).toEqual({ base: "33301" });
});

test("whatever is moved and lost in whatever order, each producer has what they brought, to the gram", async () => {
  const deed = fc.record({
    kind: fc.constantFrom("south", "north", "home", "lose"),
    lot: fc.nat(9),
    permille: fc.bigInt({ min: 1n, max: 1_000n }),
  });
  let done = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 9 }), async (deeds) => {
      const { seller, call, north, south, producerIds, brought } = await mixed();
      for (const { kind, lot: at, permille } of deeds) {
        const own = await database.sql`
          select id, (quantity_base - lost_base)::text as left from lots where seller_id = ${seller.id} order by id`;
        const chosen = own[at % own.length];
        const base = (BigInt(String(chosen?.["left"])) * permille) / 1_000n;
        if (base === 0n) continue;
        const id = String(chosen?.["id"]);
        const ended =
          kind === "lose"
            ? await outcomeOf(
                recordLoss(call, { lotId: id, quantityBase: base.toString(), reason: "spoiled" }),
              )
            : await outcomeOf(
                movePart(call, {
                  lotId: id,
                  warehouseId: { south, north, home: undefined }[kind],
                  quantityBase: base.toString(),
                }),
              );
        expect(["done", "catalogue.partSamePlace"]).toContain(ended);
        if (ended === "done") done += 1;
      }
      const held = await Promise.all(producerIds.map((id) => heldOf(seller, id)));
      expect(held.map((one) => one.held)).toEqual(brought);
      const [all] = await database.sql`
        select sum(quantity_base)::text as base, sum(lost_base)::text as lost from lots where seller_id = ${seller.id}`;
      expect(BigInt(String(all?.["base"]))).toBe(brought.reduce((sum, one) => sum + one, 0n));
      expect(BigInt(String(all?.["lost"]))).toBe(held.reduce((sum, { lost }) => sum + lost, 0n));
    }),
    { numRuns: 12 },
  );
  expect(done).toBeGreaterThan(20);
});

test("a recall of the lot finds its parts, and a recall of a part finds the lot and the others", async () => {
  const { seller, lotId, move } = await mixed();
  const [first, second] = [await move(50_000n), await move(20_000n, null)];
  const actor = town.callOf(seller.business).actor as MemberActor;
  const lotsIn = async (id: string) => (await trailOfLot(actor, id))?.holders.map((one) => one.lotId).sort();
  expect(await lotsIn(lotId)).toEqual([first.lotId, second.lotId].sort());
  expect(await lotsIn(first.lotId)).toEqual([lotId, second.lotId].sort());
});

test("goods that are not there, not one's own or bound to their whole are not parted, each with its words", async () => {
  const { seller, call, north, south, listingId, lotId, move } = await mixed();
  const [place] = await database.sql`select warehouse_id from listings where id = ${listingId}`;
  expect(place).toEqual({ warehouse_id: north });
  expect(await outcomeOf(move(1_000n, north))).toBe("catalogue.partSamePlace");
  const stranger = await town.bumd();
  const foreign = await warehouse(stranger, "Gudang Orang");
  expect(await outcomeOf(move(1_000n, foreign))).toBe("catalogue.warehouseMissing");
  expect(await outcomeOf(movePart(town.callOf(stranger.sales), { lotId, quantityBase: "1000" }))).toBe(
    "catalogue.missing",
  );
  expect(await outcomeOf(movePart(town.callOf(seller.treasurer), { lotId, quantityBase: "1000" }))).toBe(
    "catalogue.forbidden",
  );
  const { lotId: coming } = await registerLot(call, {
    listingId,
    originRegionCode: seller.regionCode,
    harvestedOn: addDays(town.today, 2),
    availableFrom: addDays(town.today, 2),
    expiresOn: addDays(town.today, 8),
    quantityBase: "5000",
  });
  expect(await outcomeOf(move(1_000n, south, coming))).toBe("catalogue.partNotIn");
  await closeWarehouse(call, { warehouseId: south });
  expect(await outcomeOf(move(1_000n, south))).toBe("catalogue.warehouseMissing");
  await withdrawListing(call, { listingId });
  expect(await outcomeOf(move(1_000n, null))).toBe("catalogue.moved");
});

test("goods that were bought, or are kept for somebody, go with their whole: their cost or owner is one", async () => {
  const seller = await town.koperasi();
  const bumd = await town.bumd();
  const goods = await town.goods(seller);
  const budgetId = await town.budget(bumd);
  const { orderId } = await placeOrder(
    town.callOf(bumd.sales),
    town.orderWish(budgetId, { line: { quantityBase: "70000" } }),
  );
  await town.promise(seller, orderId, { lotId: goods.lotId, quantityBase: 70_000n });
  await tradingIn(town).handedOver(
    orderId,
    seller,
    { approves: bumd.finance, sends: seller.warehouse, takes: bumd.warehouse },
    { loaded: 70_000n, accepted: 70_000n },
  );
  const [bought] =
    await database.sql`select lot_id, listing_id from lot_costs c join lots l on l.id = c.lot_id where c.organisation_id = ${bumd.id}`;
  await reopenListing(town.callOf(bumd.sales), {
    listingId: String(bought?.["listing_id"]),
    priceRupiah: "27200",
    priceValidUntil: addDays(town.today, 5),
  });
  const to = await warehouse(bumd, "Gudang BUMD");
  const part = (by: Seller, lotId: string, warehouseId: string) =>
    outcomeOf(movePart(town.callOf(keeperOf(by)), { lotId, warehouseId, quantityBase: "1000" }));
  expect(await part(bumd, String(bought?.["lot_id"]), to)).toBe("catalogue.partBought");
  const kept = await consigning(database).crackers();
  const there = await warehouse(kept.seller, "Gudang Titipan");
  expect(await part(kept.seller, kept.lotId, there)).toBe("catalogue.partKept");
});

test("past every command a lot takes no more from another than that gave", async () => {
  const { move, lotId } = await mixed();
  const part = await move(10_000n);
  const forged = database.sql.begin(async (sql) => {
    await sql`insert into lot_moves (id, lot_id, producer_id, kind, quantity_base, other_lot_id, recorded_at)
      select ${`lmv_${"7".repeat(26)}`}, ${part.lotId}, s.producer_id, 'moved_in', 5, ${lotId}, now()
      from lot_sources s where s.lot_id = ${part.lotId} limit 1`;
  });
  await expect(forged).rejects.toThrow("is not what its book says");
});
