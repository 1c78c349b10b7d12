import { expect, test } from "vitest";
import type { Refusal } from "#app/kernel/errors.ts";
import { marketListings } from "#app/modules/catalogue/market-reads.server.ts";
import { recordLoss } from "#app/modules/catalogue/record-loss.server.ts";
import { releaseLot } from "#app/modules/catalogue/release-lot.server.ts";
import { reserveLot, reserveLots } from "#app/modules/catalogue/reserve-lot.server.ts";
import { shipLot } from "#app/modules/catalogue/ship-lot.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { supplyOf } from "#tests/support/supply.ts";
import { world } from "#tests/support/world.ts";

// Reservations are made by hand here, without the commitments that they would stand for, so the proofs that compare
// the two are not this file's business.
const database = await testDatabase({ proofs: false, poolSize: 20 });
const town = world(database);
const day = town.deliveryDay;

async function lotRow(lotId: string) {
  const [row] = await database.sql`
    select quantity_base::bigint as quantity, reserved_base::bigint as reserved, shipped_base::bigint as shipped,
      lost_base::bigint as lost, version from lots where id = ${lotId}`;
  return {
    reserved: BigInt(row?.["reserved"]),
    shipped: BigInt(row?.["shipped"]),
    lost: BigInt(row?.["lost"]),
    version: row?.["version"] as number,
  };
}

async function usedOn(listingId: string): Promise<bigint> {
  const [row] = await database.sql`
    select used_base from seller_days where listing_id = ${listingId} and day = ${day}`;
  return BigInt(row?.["used_base"] ?? 0);
}

test("twenty people at once never promise more of a lot than it holds", async () => {
  const koperasi = await town.koperasi();
  const { listingId, lotId } = await town.goods(koperasi, {}, { quantityBase: 50_000n });
  for (const isolation of ["read committed", "repeatable read"] as const) {
    const before = await lotRow(lotId);
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        inTransaction((tx) => reserveLot(tx, { lotId, listingId, day, quantityBase: 4_000n }), { isolation }),
      ),
    );
    const left = 50_000n - before.reserved;
    const taken = tries.filter((one) => one.status === "fulfilled").length;
    expect(BigInt(taken)).toBe(left / 4_000n);
    for (const one of tries)
      if (one.status === "rejected") expect((one.reason as Refusal).code).toBe("catalogue.soldOut");
    expect(await lotRow(lotId)).toMatchObject({
      reserved: before.reserved + 4_000n * BigInt(taken),
      version: before.version + taken,
    });
    for (let once = 0; once < taken - 5; once += 1)
      await inTransaction((tx) => releaseLot(tx, { lotId, listingId, day, quantityBase: 4_000n }));
  }
});

test("a sold-out lot says what is left of it", async () => {
  const koperasi = await town.koperasi();
  const { listingId, lotId } = await town.goods(koperasi, {}, { quantityBase: 12_500n });
  await inTransaction((tx) => reserveLot(tx, { lotId, listingId, day, quantityBase: 11_000n }));
  await expect(
    inTransaction((tx) => reserveLot(tx, { lotId, listingId, day, quantityBase: 2_000n })),
  ).rejects.toMatchObject({
    kind: "conflict",
    code: "catalogue.soldOut",
    params: { lotId, available: "1,5 kg", availableBase: "1500" },
  });
});

test("reservations are made together or not at all, over lots and days", async () => {
  const koperasi = await town.koperasi();
  const listingId = await town.listing(koperasi, { capacityBasePerDay: "60000" });
  const first = await town.lot(koperasi, listingId, { quantityBase: 40_000n });
  const second = await town.lot(koperasi, listingId, { quantityBase: 40_000n });
  await inTransaction((tx) =>
    reserveLots(tx, [
      { lotId: second, listingId, day, quantityBase: 20_000n },
      { lotId: first, listingId, day, quantityBase: 10_000n },
      { lotId: first, listingId, day, quantityBase: 5_000n },
    ]),
  );
  expect((await lotRow(first)).reserved).toBe(15_000n);
  expect((await lotRow(second)).reserved).toBe(20_000n);
  expect(await usedOn(listingId)).toBe(35_000n);
  await expect(
    inTransaction((tx) =>
      reserveLots(tx, [
        { lotId: first, listingId, day, quantityBase: 20_000n },
        { lotId: second, listingId, day, quantityBase: 6_000n },
      ]),
    ),
  ).rejects.toMatchObject({
    code: "catalogue.dayFull",
    params: { available: "25 kg", availableBase: "25000" },
  });
  expect((await lotRow(first)).reserved).toBe(15_000n);
  expect(await usedOn(listingId)).toBe(35_000n);
});

test("a first promise above the day's capacity is refused", async () => {
  const koperasi = await town.koperasi();
  const { listingId, lotId } = await town.goods(koperasi, { capacityBasePerDay: "60000" });
  await expect(
    inTransaction((tx) => reserveLot(tx, { lotId, listingId, day, quantityBase: 60_001n })),
  ).rejects.toMatchObject({ code: "catalogue.dayFull", params: { availableBase: "60000" } });
  await inTransaction((tx) => reserveLot(tx, { lotId, listingId, day, quantityBase: 60_000n }));
});

test("two who want the same lots in another order both get an answer", async () => {
  const koperasi = await town.koperasi();
  const listingId = await town.listing(koperasi);
  const lotIds = [await town.lot(koperasi, listingId), await town.lot(koperasi, listingId)];
  await Promise.all(
    Array.from({ length: 16 }, (_, at) =>
      inTransaction(
        (tx) =>
          reserveLots(
            tx,
            (at % 2 === 0 ? lotIds : [...lotIds].reverse()).map((lotId) => ({
              lotId,
              listingId,
              day,
              quantityBase: 1_000n,
            })),
          ),
        { isolation: "read committed" },
      ),
    ),
  );
  expect((await lotRow(lotIds[0] ?? "")).reserved).toBe(16_000n);
});

test("what leaves is shipped, and what stays behind is free again", async () => {
  const koperasi = await town.koperasi();
  const { listingId, lotId } = await town.goods(koperasi, {}, { quantityBase: 100_000n });
  await inTransaction((tx) => reserveLot(tx, { lotId, listingId, day, quantityBase: 60_000n }));
  await inTransaction((tx) =>
    shipLot(tx, town.callOf(koperasi.warehouse), { lotId, reservedBase: 50_000n, shippedBase: 48_000n }),
  );
  expect(await lotRow(lotId)).toMatchObject({ reserved: 10_000n, shipped: 48_000n });
  await inTransaction((tx) =>
    shipLot(tx, town.callOf(koperasi.warehouse), { lotId, reservedBase: 10_000n, shippedBase: 52_000n }),
  );
  expect(await lotRow(lotId)).toMatchObject({ reserved: 0n, shipped: 100_000n });
  await expect(
    inTransaction((tx) =>
      shipLot(tx, town.callOf(koperasi.warehouse), { lotId, reservedBase: 0n, shippedBase: 1n }),
    ),
  ).rejects.toMatchObject({ code: "catalogue.soldOut", params: { availableBase: "0" } });
  expect(await usedOn(listingId)).toBe(60_000n);
});

test("only what is not promised can be lost", async () => {
  const koperasi = await town.koperasi();
  const { listingId, lotId } = await town.goods(koperasi, {}, { quantityBase: 10_000n });
  await inTransaction((tx) => reserveLot(tx, { lotId, listingId, day, quantityBase: 8_000n }));
  const call = town.callOf(koperasi.warehouse, "loss");
  const loss = { lotId, quantityBase: "1500", reason: "spoiled" as const };
  await recordLoss(call, loss);
  await recordLoss(call, loss);
  expect((await lotRow(lotId)).lost).toBe(1_500n);
  await expect(recordLoss(town.callOf(koperasi.warehouse), loss)).rejects.toMatchObject({
    code: "catalogue.lotShort",
    params: { availableBase: "500" },
  });
});

test("a market sees what is left of each lot that could reach it, and what its listing can still send that day", async () => {
  const koperasi = await town.koperasi({ regionCode: "35.73.03.1012" });
  const listingId = await town.listing(koperasi, { capacityBasePerDay: "60000", radiusMetres: 120_000 });
  const late = await town.lot(koperasi, listingId, { quantityBase: 50_000n });
  const soon = await town.lot(koperasi, listingId, { quantityBase: 50_000n, expiresOn: day });
  await inTransaction((tx) => reserveLot(tx, { lotId: late, listingId, day, quantityBase: 5_000n }));
  const mine = async (latitude: number, longitude: number) =>
    (
      await supplyOf({
        commodityCode: "TLR",
        deliveryDay: day,
        at: town.at,
        area: { south: latitude, north: latitude, west: longitude, east: longitude },
      })
    ).filter((lot) => lot.listingId === listingId);
  const [blitar, jakarta] = [await mine(-8.1, 112.17), await mine(-6.2, 106.8)];
  expect(blitar.map((lot) => [lot.lotId, lot.availableBase, lot.roomBase])).toEqual([
    [late, 45_000n, 55_000n],
    [soon, 50_000n, 55_000n],
  ]);
  expect(jakarta).toEqual([]);
});

test("the market shows the cheapest first, page by page, and only what reaches the buyer", async () => {
  const koperasi = await town.koperasi();
  for (const price of ["9000", "8000", "8500", "8000"])
    await town.goods(
      koperasi,
      {
        commodityCode: "WRT",
        gradeCode: "A",
        title: `Wortel ${price}`,
        priceRupiah: price,
        radiusMetres: 30_000,
      },
      { expiresOn: town.deliveryDay },
    );
  const look = async (near?: { latitude: number; longitude: number }) => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await marketListings(
        { commodityCode: "WRT" },
        { day: town.today, buyerKind: null, ...(near ? { near } : {}) },
        { limit: 2, ...(after === undefined ? {} : { after }) },
      );
      seen.push(...page.rows.map((row) => row.title));
      after = page.next ?? undefined;
    } while (after !== undefined);
    return seen;
  };
  const all = ["Wortel 8000", "Wortel 8000", "Wortel 8500", "Wortel 9000"];
  expect(await look()).toEqual(all);
  expect(await look({ latitude: -8.1, longitude: 112.17 })).toEqual(all);
  expect(await look({ latitude: -7.98, longitude: 112.63 })).toEqual([]);
});
