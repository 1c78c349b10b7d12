import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import {
  changeWarehouse,
  closeWarehouse,
  openWarehouse,
} from "#app/modules/catalogue/keep-warehouse.server.ts";
import { marketListings } from "#app/modules/catalogue/market-reads.server.ts";
import { moveListing } from "#app/modules/catalogue/move-listing.server.ts";
import { warehousesOf } from "#app/modules/catalogue/warehouse-reads.server.ts";
import { withdrawListing } from "#app/modules/catalogue/withdraw-listing.server.ts";
import { roomsWithinWarehouses } from "#app/modules/catalogue/within-warehouses.ts";
import { answerCommitment } from "#app/modules/commitments/answer-commitment.server.ts";
import { openDemandFor } from "#app/modules/commitments/open-demand-reads.server.ts";
import { clearMarket } from "#app/modules/matching/clear-market.server.ts";
import { runsOfListing } from "#app/modules/matching/sale-reads.server.ts";
import { closeMatchingThreads } from "#app/modules/matching/solve-in-thread.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { deliveriesToPack } from "#app/modules/shipments/packing-reads.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { atOnce, times } from "#tests/support/at-once.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { type Bumd, type Seller, world } from "#tests/support/world.ts";

// Goal: goods leave from the warehouse where they lie, and no warehouse promises more for a day than it can hand out, whoever promises.
// Method: real promises by hand and by matching through commands; the proofs run when the database is given back.
const database = await testDatabase({ poolSize: 16 });
const town = world(database);
afterAll(closeMatchingThreads);

const HALF_A_TONNE = "500000";

async function opened(
  seller: Seller,
  wish: {
    name?: string;
    gramsPerDay?: string;
    latitude?: string;
    longitude?: string;
    cityCode?: string;
  } = {},
): Promise<string> {
  const { warehouseId } = await openWarehouse(town.callOf(keeperOf(seller)), {
    name: "Gudang Utara",
    address: "Jalan Gudang 1",
    cityCode: "35.72",
    opensAt: "07:00",
    closesAt: "16:00",
    ...wish,
  });
  return warehouseId;
}

const keeperOf = (seller: Seller) =>
  "sales" in seller ? seller.sales : "business" in seller ? seller.business : seller.logistics;

const usedOn = async (warehouseId: string) => {
  const [row] = await database.sql`
    select coalesce(sum(used_mg), 0)::text as mg from warehouse_days where warehouse_id = ${warehouseId}`;
  return BigInt(String(row?.["mg"])) / 1000n;
};

/** A BUMD with a warehouse of half a tonne a day, and eggs and rice in it. */
async function stocked(
  eggsRupiah = "27200",
  riceRupiah = "13000",
): Promise<{ bumd: Bumd; warehouseId: string; eggs: Goods; rice: Goods }> {
  const bumd = await town.bumd();
  const warehouseId = await opened(bumd, { gramsPerDay: HALF_A_TONNE });
  const eggs = await town.goods(bumd, { priceRupiah: eggsRupiah }, { quantityBase: 400_000n });
  const rice = await town.goods(
    bumd,
    {
      commodityCode: "BRS",
      gradeCode: "M",
      title: "Beras medium",
      priceRupiah: riceRupiah,
      costRupiah: "12000",
    },
    { quantityBase: 400_000n },
  );
  return { bumd, warehouseId, eggs, rice };
}
type Goods = { readonly listingId: string; readonly lotId: string };
const RICE = { commodityCode: "BRS", gradeCode: "M", ceilingRupiah: "13000" };

test("new goods lie in the first warehouse, what is promised of all of them weighs together, and what is let go is free again", async () => {
  const { bumd, warehouseId, eggs, rice } = await stocked();
  const [listing] =
    await database.sql`select warehouse_id, mg_per_base::text from listings where id = ${rice.listingId}`;
  expect(listing).toEqual({ warehouse_id: warehouseId, mg_per_base: "1000" });
  const kitchen = await town.kitchen();
  const first = await town.order(kitchen, { line: { quantityBase: "300000" } });
  const commitmentId = await town.offer(first, bumd, eggs, { quantityBase: 300_000n });
  expect(await usedOn(warehouseId)).toBe(300_000n);
  const second = await town.order(kitchen, { line: { ...RICE, quantityBase: "300000" } });
  const rest = (quantityBase: bigint) =>
    outcomeOf(town.offer(second, bumd, rice, { quantityBase, priceRupiah: 13_000n }));
  expect(await rest(200_001n)).toBe("catalogue.warehouseFull");
  expect(await rest(200_000n)).toBe("done");
  await answerCommitment(town.callOf(bumd.sales), { commitmentId, acceptedBase: "100000" });
  expect(await usedOn(warehouseId)).toBe(300_000n);
  const [shown] = await warehousesOf(bumd.id, { from: town.deliveryDay, count: 1 });
  expect(shown?.days).toEqual([{ day: town.deliveryDay, usedGrams: 300_000n, capacityGrams: 500_000n }]);
});

test("of many who promise at once out of one warehouse, none goes beyond what it can hand out", async () => {
  const { bumd, warehouseId, eggs, rice } = await stocked();
  const orders = await Promise.all(
    times(8, async (at) => {
      const kitchen = await town.kitchen();
      return town.order(kitchen, { line: { ...(at % 2 ? RICE : {}), quantityBase: "100000" } });
    }).map((make) => make()),
  );
  const ends = await atOnce(
    orders.map(
      (orderId, at) => () =>
        town.offer(orderId, bumd, at % 2 ? rice : eggs, {
          quantityBase: 90_000n,
          priceRupiah: at % 2 ? 13_000n : 27_200n,
        }),
    ),
  );
  expect(ends["done"]).toBeLessThanOrEqual(5);
  expect(await usedOn(warehouseId)).toBe(BigInt(ends["done"] ?? 0) * 90_000n);
  expect(Object.keys(ends).sort()).toEqual(["catalogue.warehouseFull", "done"]);
});

test("matching promises what the warehouse can hand out, and tells the seller that it was the warehouse", async () => {
  const { bumd, warehouseId, eggs } = await stocked("26500");
  await changeWarehouse(town.callOf(bumd.sales), {
    warehouseId,
    name: "Gudang Utara",
    address: "Jalan Gudang 1",
    cityCode: "35.72",
    opensAt: "07:00",
    closesAt: "16:00",
    gramsPerDay: "150000",
  });
  const kitchen = await town.kitchen();
  // A day of its own, and cheaper than anybody else: other tests of this file leave lines open, and goods on the market.
  const deliveryDay = addDays(town.deliveryDay, 2);
  await town.order(kitchen, { deliveryDay, line: { quantityBase: "300000" } });
  const { cityCode } = kitchen;
  await clearMarket(town.systemCall(), { cityCode, deliveryDay, trigger: "on_demand" });
  const runs = await runsOfListing(bumd.id, eggs.listingId);
  expect(await usedOn(warehouseId)).toBe(150_000n);
  expect(runs?.runs[0]).toMatchObject({ soldBase: 150_000n, warehouseBase: 150_000n });
});

test("goods reach from their warehouse, and each place has a shipment of its own", async () => {
  const bumd = await town.bumd();
  const north = await opened(bumd);
  const south = await opened(bumd, {
    name: "Gudang Jauh",
    cityCode: "35.78",
    latitude: "-7,2575",
    longitude: "112,7521",
  });
  const near = await town.goods(bumd, {}, { quantityBase: 400_000n });
  const far = await town.goods(
    bumd,
    { title: "Telur Surabaya", warehouseId: south, radiusMetres: 20_000 },
    { quantityBase: 400_000n },
  );
  const kitchen = await town.kitchen();
  const day = town.deliveryDay;
  const place = { day, buyerKind: "kitchen", near: { latitude: -8.0955, longitude: 112.1609 } } as const;
  const found = await marketListings({ commodityCode: "TLR" }, place, { limit: 100 });
  expect(found.rows.find(({ id }) => id === near.listingId)).toMatchObject({ warehouseName: "Gudang Utara" });
  expect(found.rows.some(({ id }) => id === far.listingId)).toBe(false);
  const there = await marketListings(
    { commodityCode: "TLR", cityCode: "35.78" },
    { ...place, near: { latitude: -7.26, longitude: 112.75 } },
    { limit: 100 },
  );
  expect(there.rows.some(({ id }) => id === far.listingId)).toBe(true);

  const orderId = await town.order(kitchen, { line: { quantityBase: "200000" } });
  for (const goods of [near, far]) {
    const commitmentId = await town.offer(orderId, bumd, goods, { quantityBase: 100_000n });
    await answerCommitment(town.callOf(bumd.sales), { commitmentId, acceptedBase: "100000" });
  }
  await approveOrder(town.callOf(kitchen.head), { orderId });
  await planShipments(town.systemCall(), { orderId });
  const planned =
    await database.sql`select warehouse_id from shipments where order_id = ${orderId} order by warehouse_id`;
  expect(planned.map((row) => row["warehouse_id"])).toEqual([north, south].sort());
  const toPack = await deliveriesToPack(bumd.id, day);
  expect(toPack.map(({ warehouseName }) => warehouseName).sort()).toEqual(["Gudang Jauh", "Gudang Utara"]);
});

test("what kitchens lack in the city of a warehouse is shown for the goods that lie there, and not for those of another place", async () => {
  const firm = await town.bumd();
  const kitchen = await town.kitchen({ regionCode: "64.72.08.1002" });
  const orderId = await town.order(kitchen);
  const home = await town.goods(firm);
  const warehouseId = await opened(firm, { cityCode: "64.72" });
  const stored = await town.goods(firm, { warehouseId });
  const demand = await openDemandFor({ id: firm.id, cityCode: firm.cityCode }, town.today);
  const lots = demand.filter((pair) => pair.orderId === orderId).map(({ lotId }) => lotId);
  expect(lots).toEqual([stored.lotId]);
  expect(lots).not.toContain(home.lotId);
});

test("goods move while nothing of them is promised, and a warehouse closes when nothing lies in it", async () => {
  const { bumd, warehouseId, eggs, rice } = await stocked();
  const other = await opened(bumd, { name: "Gudang Selatan" });
  const kitchen = await town.kitchen();
  const orderId = await town.order(kitchen);
  await town.offer(orderId, bumd, eggs);
  const move = (listingId: string, to?: string) =>
    outcomeOf(moveListing(town.callOf(bumd.sales), { listingId, warehouseId: to }));
  expect(await move(eggs.listingId, other)).toBe("catalogue.movePromised");
  expect(await move(rice.listingId, other)).toBe("done");
  expect(await move(rice.listingId)).toBe("done");
  const close = () => outcomeOf(closeWarehouse(town.callOf(bumd.sales), { warehouseId }));
  expect(await close()).toBe("catalogue.warehouseInUse");
  await withdrawListing(town.callOf(bumd.sales), { listingId: eggs.listingId });
  expect(await close()).toBe("catalogue.warehousePromised");
  expect(await outcomeOf(closeWarehouse(town.callOf(bumd.sales), { warehouseId: other }))).toBe("done");
  expect(await move(rice.listingId, other)).toBe("catalogue.warehouseMissing");
});

test("nobody keeps another's warehouse; names, hours and places are refused where they are wrong", async () => {
  const { bumd, warehouseId, eggs } = await stocked();
  const stranger = await town.bumd();
  expect(await outcomeOf(closeWarehouse(town.callOf(stranger.sales), { warehouseId }))).toBe(
    "catalogue.warehouseMissing",
  );
  expect(await outcomeOf(moveListing(town.callOf(stranger.sales), { listingId: eggs.listingId }))).toBe(
    "catalogue.missing",
  );
  const goods = await town.goods(stranger);
  expect(
    await outcomeOf(moveListing(town.callOf(stranger.sales), { listingId: goods.listingId, warehouseId })),
  ).toBe("catalogue.warehouseMissing");
  expect(await outcomeOf(closeWarehouse(town.callOf(bumd.finance), { warehouseId }))).toBe(
    "catalogue.forbidden",
  );
  expect(await outcomeOf(opened(bumd, { name: "gudang utara" }))).toBe("catalogue.warehouseKnown");
  expect(await outcomeOf(opened(bumd, { name: "Lain", cityCode: "35.72.01.1006" }))).toBe(
    "catalogue.warehouseCity",
  );
  expect(await outcomeOf(opened(bumd, { name: "Lain", latitude: "-8,1" }))).toBe("catalogue.halfPoint");
});

test("past every command: no more than the warehouse can hand out, nor another place for what is promised", async () => {
  const { bumd, warehouseId, eggs } = await stocked();
  const kitchen = await town.kitchen();
  await town.offer(await town.order(kitchen), bumd, eggs);
  await expect(
    database.sql`update warehouse_days set used_mg = capacity_mg + 1 where warehouse_id = ${warehouseId}`,
  ).rejects.toThrow(/warehouse_days_capacity/);
  await expect(
    database.sql`update seller_days set warehouse_id = null, mg_per_base = null where listing_id = ${eggs.listingId}`,
  ).rejects.toThrow(/append-only/);
  const other = await town.bumd();
  const theirs = await opened(other);
  await expect(
    database.sql`update listings set warehouse_id = ${theirs} where id = ${eggs.listingId}`,
  ).rejects.toThrow(/listings_warehouse_fk/);
});

test("whatever lies in limited warehouses, their rooms together are within what each can hand out", () => {
  const lot = fc.record({
    lotId: fc.uuid(),
    listing: fc.nat({ max: 5 }),
    expires: fc.nat({ max: 9 }),
    available: fc.bigInt(1n, 1_000n),
  });
  const listing = fc.record({
    room: fc.bigInt(0n, 1_500n),
    mgPerBase: fc.bigInt(1n, 3_000n),
    warehouse: fc.constantFrom("a", "b", null),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(lot, { maxLength: 20, selector: ({ lotId }) => lotId }),
      fc.array(listing, { minLength: 6, maxLength: 6 }),
      fc.record({ a: fc.bigInt(0n, 2_000_000n), b: fc.option(fc.bigInt(0n, 2_000_000n)) }),
      (stock, shelves, roomMg) => {
        const lots = stock.map((one) => {
          const shelf = shelves[one.listing] as (typeof shelves)[number];
          return {
            lotId: one.lotId,
            listingId: String(one.listing),
            expiresOn: `2026-07-1${one.expires}` as never,
            availableBase: one.available,
            roomBase: shelf.room,
            warehouse:
              shelf.warehouse === null
                ? null
                : { id: shelf.warehouse, mgPerBase: shelf.mgPerBase, roomMg: roomMg[shelf.warehouse] },
          };
        });
        const rooms = roomsWithinWarehouses(lots);
        const stockOf = new Map<string, { base: bigint; room: bigint; lot: (typeof lots)[number] }>();
        for (const [at, one] of lots.entries()) {
          const known = stockOf.get(one.listingId);
          stockOf.set(one.listingId, {
            base: (known?.base ?? 0n) + one.availableBase,
            room: rooms[at] as bigint,
            lot: one,
          });
          expect((rooms[at] as bigint) <= one.roomBase).toBe(true);
        }
        for (const id of ["a", "b"] as const) {
          const most = roomMg[id];
          if (most === null) continue;
          let mg = 0n;
          for (const { base, room, lot: one } of stockOf.values())
            if (one.warehouse?.id === id) mg += (base < room ? base : room) * one.warehouse.mgPerBase;
          expect(mg <= most).toBe(true);
        }
      },
    ),
  );
});
