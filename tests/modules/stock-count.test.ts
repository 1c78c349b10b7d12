import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import type { PageRequest } from "#app/kernel/page.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { countLots } from "#app/modules/catalogue/count-lots.server.ts";
import { openWarehouse } from "#app/modules/catalogue/keep-warehouse.server.ts";
import { lotsInStore, type StoreWish } from "#app/modules/catalogue/lots-in-store-reads.server.ts";
import { registerLot } from "#app/modules/catalogue/register-lot.server.ts";
import { atOnce, times } from "#tests/support/at-once.ts";
import { consigning } from "#tests/support/consigning.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { world } from "#tests/support/world.ts";

// Goal: what is counted in a seller's store is what its book says afterwards, gram by gram and grower by grower, and a count never invents
// goods or takes promised ones. Method: lots of eggs through commands, counted once, twice and by many at once.
const database = await testDatabase({ poolSize: 12 });
const town = world(database);
const stall = consigning(database);

test("what is missing is lost to those whose goods they were, and a sheet that is sent by many at once counts once", async () => {
  const koperasi = await town.koperasi();
  const call = town.callOf(koperasi.warehouse);
  const { producerId: first } = await addProducer(town.callOf(koperasi.business), { name: "Pak Darmo" });
  const { producerId: second } = await addProducer(town.callOf(koperasi.business), { name: "Bu Ririn" });
  const listingId = await town.listing(koperasi);
  const { lotId } = await registerLot(call, {
    listingId,
    originRegionCode: koperasi.regionCode,
    harvestedOn: town.today,
    availableFrom: town.today,
    expiresOn: addDays(town.today, 5),
    sources: [
      { producerId: first, quantityBase: "300000" },
      { producerId: second, quantityBase: "200000" },
    ],
  });
  const other = await town.lot(koperasi, listingId, {
    quantityBase: 10_000n,
    expiresOn: addDays(town.today, 3),
  });
  const announced = await town.lot(koperasi, listingId, { availableFrom: addDays(town.today, 2) });
  // What is promised still lies there; what has not come is not counted.
  const orderId = await town.order(await town.kitchen());
  await town.promise(koperasi, orderId, { lotId, quantityBase: 100_000n });
  const stored = async (wish: Partial<StoreWish> = {}, page: PageRequest = { limit: 50 }) =>
    lotsInStore(koperasi.id, { today: town.today, ...wish }, page);
  const { rows: shown } = await stored();
  expect(shown.map(({ id, storedBase }) => [id, storedBase])).toEqual([
    [other, 10_000n],
    [lotId, 500_000n],
  ]);

  const sheet = [
    { lotId, seenBase: "500000", countedBase: "495000" },
    { lotId: other, seenBase: "10000", countedBase: "10000" },
  ];
  expect(await atOnce(times(4, () => countLots(call, { counts: sheet })))).toEqual({
    done: 1,
    "catalogue.countMoved": 3,
  });
  expect((await stored()).rows.map(({ storedBase }) => storedBase)).toEqual([10_000n, 495_000n]);
  const lost = await database.sql<{ who: string; base: string; reason: string }[]>`
    select producer_id as who, quantity_base::text as base, reason from lot_moves where lot_id = ${lotId} and kind = 'lost' order by 2 desc`;
  expect(lost).toEqual([
    { who: first, base: "3000", reason: "missing" },
    { who: second, base: "2000", reason: "missing" },
  ]);

  // Nothing is invented, no promise is broken, and one bad line keeps the whole sheet from counting.
  const refused = async (counts: typeof sheet) => outcomeOf(countLots(call, { counts }));
  const good = { lotId: other, seenBase: "10000", countedBase: "9000" };
  expect(await refused([good, { lotId, seenBase: "495000", countedBase: "495001" }])).toBe(
    "catalogue.countMore",
  );
  expect(await refused([good, { lotId, seenBase: "495000", countedBase: "99999" }])).toBe(
    "catalogue.lotShort",
  );
  expect(await refused([good, { lotId: announced, seenBase: "500000", countedBase: "1" }])).toBe(
    "catalogue.missing",
  );
  expect(await refused([])).toBe("counts: catalogue.countNothing");
  expect((await stored()).rows.at(0)?.storedBase).toBe(10_000n);
  const stranger = await town.koperasi();
  const by = (member: typeof koperasi.warehouse) =>
    outcomeOf(countLots(town.callOf(member), { counts: [good] }));
  expect(await by(stranger.warehouse)).toBe("catalogue.missing");
  expect(await by(koperasi.treasurer)).toBe("catalogue.forbidden");
});

test("goods that are kept for their maker are not counted here", async () => {
  const goods = await stall.crackers();
  const call = goods.town.callOf(goods.seller.warehouse);
  expect(await lotsInStore(goods.seller.id, { today: goods.town.today }, { limit: 50 })).toEqual({
    rows: [],
    next: null,
  });
  const counts = [{ lotId: goods.lotId, seenBase: "40000", countedBase: "39000" }];
  expect(await outcomeOf(countLots(call, { counts }))).toBe("catalogue.countKept");
});

test("whoever counts in a warehouse sees what lies there, page by page; another's warehouse holds nothing of theirs", async () => {
  const [firm, other] = [await town.bumd(), await town.bumd()];
  const open = async (name: string) => {
    const place = { cityCode: "35.72", address: "Jalan Gudang 1", opensAt: "07:00", closesAt: "16:00" };
    return (await openWarehouse(town.callOf(firm.sales), { name, ...place })).warehouseId;
  };
  const home = await town.goods(firm);
  const north = await open("Gudang Utara");
  const south = await open("Gudang Selatan");
  const listingId = await town.listing(firm, { warehouseId: north });
  const lots: string[] = [];
  for (const days of [6, 4, 5])
    lots.push(await town.lot(firm, listingId, { expiresOn: addDays(town.today, days) }));
  const seen = async (
    warehouseId: string | null | undefined,
    page: PageRequest = { limit: 50 },
    by = firm,
  ) => {
    const { rows, next } = await lotsInStore(by.id, { today: town.today, warehouseId }, page);
    return { ids: rows.map(({ id }) => id), next };
  };
  const [latest, soonest, later] = lots;
  const first = await seen(north, { limit: 2 });
  expect(first.ids).toEqual([soonest, later]);
  expect(await seen(north, { limit: 2, after: first.next ?? "" })).toEqual({ ids: [latest], next: null });
  expect((await seen(null)).ids).toEqual([home.lotId]);
  expect((await seen(south)).ids).toEqual([]);
  expect((await seen(undefined)).ids).toHaveLength(4);
  expect((await seen(north, { limit: 50 }, other)).ids).toEqual([]);
});
