import { expect, test } from "vitest";
import { addDays, businessDay } from "#app/kernel/calendar.ts";
import { addListingPhoto } from "#app/modules/catalogue/add-listing-photo.server.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { fullCommodities } from "#app/modules/catalogue/commodity-reads.server.ts";
import {
  listingsOf,
  lotsOf,
  ownListingById,
  producerOf,
  producersOf,
} from "#app/modules/catalogue/listing-reads.server.ts";
import { marketListings } from "#app/modules/catalogue/market-reads.server.ts";
import { openListing } from "#app/modules/catalogue/open-listing.server.ts";
import { ceilingFor, ceilingsInForce } from "#app/modules/catalogue/price-reads.server.ts";
import { recordLoss } from "#app/modules/catalogue/record-loss.server.ts";
import { registerLot } from "#app/modules/catalogue/register-lot.server.ts";
import { repriceListing } from "#app/modules/catalogue/reprice-listing.server.ts";
import { withdrawListing } from "#app/modules/catalogue/withdraw-listing.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { supplyOf } from "#tests/support/supply.ts";
import { type Koperasi, world } from "#tests/support/world.ts";

const database = await testDatabase();
const town = world(database);

const eggs = {
  commodityCode: "TLR",
  gradeCode: "M",
  title: "Telur ayam ras M",
  unit: "kg",
  basePerUnit: "1000",
  priceRupiah: "27200",
  costRupiah: "26000",
  minOrderBase: "1000",
  capacityBasePerDay: "900000",
  radiusMetres: 50_000,
  priceValidUntil: addDays(town.today, 7),
};

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0, 1]);

function harvest(listingId: string, koperasi: Koperasi) {
  return {
    listingId,
    originRegionCode: koperasi.regionCode,
    harvestedOn: town.today,
    availableFrom: town.today,
    expiresOn: addDays(town.today, 14),
  };
}

test("a listing above the legal ceiling is taken, with a warning", async () => {
  const koperasi = await town.koperasi();
  const open = (priceRupiah: string) => openListing(town.callOf(koperasi.business), { ...eggs, priceRupiah });
  expect(await open("30000")).toMatchObject({ isAboveCeiling: false });
  const dear = await open("30001");
  expect(dear.isAboveCeiling).toBe(true);
  const reprice = (priceRupiah: string) =>
    repriceListing(town.callOf(koperasi.chair), {
      listingId: dear.listingId,
      priceRupiah,
      priceValidUntil: addDays(town.today, 3),
    });
  expect(await reprice("29000")).toMatchObject({ isAboveCeiling: false });
  expect(await ownListingById(koperasi.id, dear.listingId, town.today)).toMatchObject({
    priceRupiah: 29_000n,
    costRupiah: 26_000n,
    version: 2,
  });
});

test("only sellers who may keep goods open, reprice and withdraw them, and only their own", async () => {
  const koperasi = await town.koperasi();
  const other = await town.koperasi();
  const kitchen = await town.kitchen();
  const waiting = await town.koperasi({ state: "registered" });
  for (const member of [koperasi.treasurer, koperasi.overseer, kitchen.head, waiting.chair])
    await expect(openListing(town.callOf(member), eggs)).rejects.toMatchObject({ kind: "forbidden" });
  const call = town.callOf(koperasi.warehouse, "open");
  const { listingId } = await openListing(call, eggs);
  expect(await openListing(call, eggs)).toMatchObject({ listingId });
  await expect(openListing(call, { ...eggs, priceRupiah: "1" })).rejects.toMatchObject({
    code: "kernel.keyReused",
  });

  const price = { listingId, priceRupiah: "28000", priceValidUntil: addDays(town.today, 1) };
  await expect(repriceListing(town.callOf(other.chair), price)).rejects.toMatchObject({ kind: "missing" });
  await expect(withdrawListing(town.callOf(other.chair), { listingId })).rejects.toMatchObject({
    kind: "missing",
  });
  await expect(withdrawListing(town.callOf(koperasi.overseer), { listingId })).rejects.toMatchObject({
    kind: "forbidden",
  });
  await withdrawListing(town.callOf(koperasi.chair), { listingId });
  await expect(withdrawListing(town.callOf(koperasi.chair), { listingId })).rejects.toMatchObject({
    kind: "conflict",
    code: "catalogue.moved",
  });
  await expect(repriceListing(town.callOf(koperasi.chair), price)).rejects.toMatchObject({
    kind: "conflict",
  });
  await expect(
    registerLot(town.callOf(koperasi.chair), { ...harvest(listingId, koperasi), quantityBase: "1" }),
  ).rejects.toMatchObject({
    kind: "conflict",
  });
  expect(await ownListingById(other.id, listingId, town.today)).toBeNull();
});

test("a listing keeps to what can be: a known grade, a minimum within a day, a price that stays true", async () => {
  const koperasi = await town.koperasi();
  const refusals = [
    [{ gradeCode: "Z" }, "catalogue.unknownGrade"],
    [{ minOrderBase: "900001" }, "catalogue.minimumAboveCapacity"],
    [{ priceValidUntil: addDays(town.today, -1) }, "catalogue.priceEnded"],
    [{ priceValidUntil: addDays(town.today, 8) }, "catalogue.priceTooLong"],
    [{ photoId: newId("file") }, "catalogue.photoMissing"],
    [{ priceRupiah: "27.200" }, "kernel.invalid"],
    [{ radiusMetres: 0 }, "kernel.invalid"],
  ] as const;
  for (const [wrong, code] of refusals)
    await expect(openListing(town.callOf(koperasi.business), { ...eggs, ...wrong })).rejects.toMatchObject({
      code,
    });
  // What is dry keeps its price for a month.
  await openListing(town.callOf(koperasi.business), {
    ...eggs,
    commodityCode: "BRS",
    title: "Beras medium",
    priceValidUntil: addDays(town.today, 30),
  });
});

test("a photo of the goods is a picture of the seller's own", async () => {
  const koperasi = await town.koperasi();
  const other = await town.koperasi();
  const { listingId } = await openListing(town.callOf(koperasi.business), eggs);
  const photo = { listingId, fileName: "telur.png", bytes: PNG };
  const { photoId } = await addListingPhoto(town.callOf(koperasi.warehouse), photo);
  expect(await ownListingById(koperasi.id, listingId, town.today)).toMatchObject({ photoId });
  await openListing(town.callOf(koperasi.business), { ...eggs, photoId });
  await expect(openListing(town.callOf(other.business), { ...eggs, photoId })).rejects.toMatchObject({
    code: "catalogue.photoMissing",
  });
  await expect(
    addListingPhoto(town.callOf(koperasi.warehouse), {
      ...photo,
      bytes: new TextEncoder().encode("%PDF-1.7 surat"),
    }),
  ).rejects.toMatchObject({ code: "catalogue.notPhoto" });
  await expect(addListingPhoto(town.callOf(other.warehouse), photo)).rejects.toMatchObject({
    kind: "missing",
  });
});

test("a lot remembers whose harvest it is, and its parts add up", async () => {
  const koperasi = await town.koperasi();
  const other = await town.koperasi();
  const { listingId } = await openListing(town.callOf(koperasi.business), eggs);
  const producer = (seller: Koperasi, name: string) =>
    addProducer(town.callOf(seller.secretary), {
      name,
      phone: "0800 0000 0001",
      regionCode: seller.regionCode,
    });
  const { producerId: wati } = await producer(koperasi, "Bu Wati");
  const { producerId: slamet } = await producer(koperasi, "Pak Slamet");
  const { producerId: foreign } = await producer(other, "Orang lain");
  const sources = [
    { producerId: wati, quantityBase: "120000" },
    { producerId: slamet, quantityBase: "80000" },
  ];
  const lot = { ...harvest(listingId, koperasi), sources };
  await registerLot(town.callOf(koperasi.warehouse), lot);
  expect(await lotsOf(koperasi.id, listingId)).toMatchObject([
    {
      quantityBase: 200_000n,
      availableBase: 200_000n,
      sources: [
        { producerName: "Bu Wati", quantityBase: 120_000n },
        { producerName: "Pak Slamet", quantityBase: 80_000n },
      ],
    },
  ]);
  const register = (change: object) => registerLot(town.callOf(koperasi.warehouse), { ...lot, ...change });
  await expect(register({ quantityBase: "200001" })).rejects.toMatchObject({
    code: "catalogue.sourcesDiffer",
  });
  await expect(register({ sources: [{ producerId: foreign, quantityBase: "1" }] })).rejects.toMatchObject({
    kind: "missing",
    code: "catalogue.producerMissing",
  });
  await expect(register({ sources: [...sources, ...sources] })).rejects.toMatchObject({
    fields: { sources: ["catalogue.producerTwice"] },
  });
  await expect(register({ sources: [] })).rejects.toMatchObject({
    fields: { quantityBase: ["catalogue.quantityMissing"] },
  });
  expect(await lotsOf(other.id, listingId)).toEqual([]);
  expect(await producerOf(other.id, wati)).toBeNull();
  expect((await producersOf(koperasi.id, "wati", { limit: 10 })).rows.map((row) => row.name)).toEqual([
    "Bu Wati",
  ]);
});

test("a lot's days are days that such goods can have", async () => {
  const koperasi = await town.koperasi();
  const { listingId } = await openListing(town.callOf(koperasi.business), eggs);
  const lot = { ...harvest(listingId, koperasi), quantityBase: "1000" };
  const register = (change: object) => registerLot(town.callOf(koperasi.business), { ...lot, ...change });
  const refusals = [
    [{ expiresOn: addDays(town.today, 15) }, "catalogue.beyondShelfLife"],
    [{ availableFrom: addDays(town.today, -1) }, "catalogue.daysOutOfOrder"],
    [
      {
        harvestedOn: addDays(town.today, -10),
        availableFrom: addDays(town.today, -10),
        expiresOn: addDays(town.today, -1),
      },
      "catalogue.alreadyExpired",
    ],
    [
      {
        harvestedOn: addDays(town.today, 31),
        availableFrom: addDays(town.today, 31),
        expiresOn: addDays(town.today, 32),
      },
      "catalogue.harvestTooFar",
    ],
    [{ originRegionCode: "35.72.01.9999" }, "regions.missing"],
    [{ originRegionCode: "35.72" }, "kernel.invalid"],
  ] as const;
  for (const [wrong, code] of refusals) await expect(register(wrong)).rejects.toMatchObject({ code });
  await register({});
});

test("goods are on the market while their price lives, their seller may trade and its licences are in date", async () => {
  const koperasi = await town.koperasi();
  const { listingId } = await town.goods(koperasi, { commodityCode: "SLK", gradeCode: "A", title: "Salak" });
  const shown = async (day = town.today) =>
    (await marketListings({ commodityCode: "SLK" }, { day, buyerKind: null }, { limit: 10 })).rows.length;
  const supplied = async () =>
    (await supplyOf({ commodityCode: "SLK", deliveryDay: town.deliveryDay, at: town.at })).filter(
      (lot) => lot.listingId === listingId,
    ).length;
  expect([await shown(), await supplied()]).toEqual([1, 1]);
  expect(await shown(addDays(town.today, 8))).toBe(0);

  const fileId = newId("file");
  const paper = (expiresOn: string, createdAt: Date) => database.sql`
    insert into verification_papers (id, organisation_id, kind, file_id, expires_on, created_at)
    values (${newId("verification")}, ${koperasi.id}, 'business_number', ${fileId}, ${expiresOn}, ${createdAt})`;
  await database.sql`
    insert into stored_files (id, owner_id, purpose, file_name, media_type, sha256, byte_count, bytes, created_at)
    values (${fileId}, ${koperasi.id}, 'paper', 'nib.pdf', 'application/pdf', 'x', 1, 'x', now())`;
  await paper(addDays(town.today, -1), new Date("2026-01-01T00:00:00Z"));
  expect([await shown(), await supplied()]).toEqual([0, 0]);
  await paper(addDays(town.today, 300), new Date("2026-02-01T00:00:00Z"));
  expect([await shown(), await supplied()]).toEqual([1, 1]);

  await database.sql`update organisations set state = 'suspended' where id = ${koperasi.id}`;
  expect([await shown(), await supplied()]).toEqual([0, 0]);
  await database.sql`update organisations set state = 'active' where id = ${koperasi.id}`;
  await withdrawListing(town.callOf(koperasi.chair), { listingId });
  expect([await shown(), await supplied()]).toEqual([0, 0]);
});

test("a seller's own list shows what is left of each, page by page", async () => {
  const koperasi = await town.koperasi();
  const first = await town.goods(koperasi, { title: "Pertama" }, { quantityBase: 10_000n });
  await town.lot(koperasi, first.listingId, { quantityBase: 5_000n, availableFrom: addDays(town.today, 2) });
  await recordLoss(town.callOf(koperasi.warehouse), {
    lotId: first.lotId,
    quantityBase: "1000",
    reason: "damaged",
  });
  await town.listing(koperasi, { title: "Kedua" });
  const page = await listingsOf(koperasi.id, { day: town.today }, { limit: 1 });
  expect(page.rows.map((row) => row.title)).toEqual(["Kedua"]);
  const rest = await listingsOf(koperasi.id, { day: town.today }, { limit: 5, after: page.next ?? "" });
  expect(rest.rows).toMatchObject([
    { title: "Pertama", availableBase: 9_000n, lotCount: 1, gradeName: "M, 50–60 g" },
  ]);
  const later = await listingsOf(koperasi.id, { day: addDays(town.today, 2), state: "open" }, { limit: 5 });
  expect(later.rows.at(-1)).toMatchObject({ availableBase: 14_000n, lotCount: 2 });
});

test("legal ceilings follow the region and the day", async () => {
  const rice = (grade: string, region: string, day = "2026-07-06") =>
    ceilingFor({ commodityCode: "BRS", gradeCode: grade }, region, businessDay(day)).then(
      (found) => found?.priceRupiah ?? null,
    );
  expect(await rice("M", "35.72.01.1006")).toBe(13_500n);
  expect(await rice("M", "62.71")).toBe(14_000n);
  expect(await rice("P", "91.71")).toBe(15_800n);
  expect(await rice("M", "35.72", "2025-08-21")).toBeNull();
  expect(await ceilingFor({ commodityCode: "TLR", gradeCode: "B" }, "35.72", town.today)).toBeNull();
  expect((await ceilingsInForce("35.72", town.today)).some((row) => row.kind === "farm_floor")).toBe(true);
});

test("every commodity has a best grade and one usual unit", async () => {
  const all = await fullCommodities();
  expect(all).toHaveLength(43);
  for (const commodity of all) {
    expect(commodity.grades[0]?.rank).toBe(0);
    expect(commodity.units.filter((unit) => unit.isDefault)).toHaveLength(1);
    expect(commodity.units[0]?.isDefault).toBe(true);
  }
});
