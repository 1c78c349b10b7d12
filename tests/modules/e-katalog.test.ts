import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { openWarehouse } from "#app/modules/catalogue/keep-warehouse.server.ts";
import { moveListing } from "#app/modules/catalogue/move-listing.server.ts";
import { withdrawListing } from "#app/modules/catalogue/withdraw-listing.server.ts";
import { catalogueEntriesOf, publicProfile } from "#app/modules/oversight/e-katalog-reads.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { visitor } from "#tests/support/visitor.ts";
import { type Koperasi, WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: the public page of a koperasi says who it is and what it sells, and nothing that is its own affair; the sheets for e-katalog have
// what is known and no more. Method: a koperasi with goods, a producer and a bank account, read as a stranger.
const database = await testDatabase({ poolSize: 6 });
fixClock(WORLD_STARTS);
const town = world(database);

const slugOf = async (seller: Koperasi) => {
  const [row] = await database.sql<
    { slug: string }[]
  >`select slug from organisations where id = ${seller.id}`;
  return row?.slug ?? "";
};

test("a stranger reads name, place and goods, and no price, quantity, person, account or number; of nobody else and nobody suspended", async () => {
  const seller = await town.koperasi();
  const slug = await slugOf(seller);
  await database.sql`update organisations set bank_name = 'BRI', bank_account = '777000111', bank_account_holder = 'KKMP',
    phone = '0812000777', tax_number = '0099 8877', business_number = '1122334455' where id = ${seller.id}`;
  await addProducer(town.callOf(seller.business), { name: "Pak Sugeng Rahasia", phone: "0812999888" });
  const { listingId } = await town.goods(seller, {
    note: "Retak paling banyak 2 %",
    tiers: [{ fromBase: "100000", priceRupiah: "26900" }],
  });
  const phone = visitor();
  const page = await phone.get(`/koperasi/${slug}`);
  expect(page.status).toBe(200);
  const said = JSON.stringify(page.body, (_name, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
  expect(said).toContain("Telur ayam ras M");
  for (const secret of [
    "27200",
    "26900",
    "26000",
    "500000",
    "777000111",
    "0812",
    "0099",
    "1122334455",
    "Sugeng",
  ])
    expect(said).not.toContain(secret);
  expect(said).not.toMatch(/(org|lst|lot|per|prd)_[0-9a-z]{20}/);
  expect(page.body["profile"]).toMatchObject({ goods: [{ isThere: true }] });

  await withdrawListing(town.callOf(seller.business), { listingId });
  expect((await publicProfile(slug, town.today))?.goods).toEqual([]);
  const bumd = await town.bumd();
  const [other] = await database.sql<
    { slug: string }[]
  >`select slug from organisations where id = ${bumd.id}`;
  for (const wrong of ["tidak-ada", other?.slug ?? "", "a".repeat(300)])
    expect((await phone.get(`/koperasi/${wrong}`)).status, wrong).toBe(404);
  await database.sql`update organisations set state = 'suspended', state_reason = 'Uji' where id = ${seller.id}`;
  expect((await phone.get(`/koperasi/${slug}`)).status).toBe(404);
});

test("the entries for e-katalog are the seller's open goods with stock, origin and price; never its cost or another's goods", async () => {
  const seller = await town.koperasi();
  await town.goods(seller, { title: "Telur kandang" });
  await town.listing(seller, { title: "Telur kemasan", priceValidUntil: addDays(town.today, 1) });
  await town.goods(await town.koperasi(), { title: "Telur orang lain" });
  const { entries } = await catalogueEntriesOf(seller.id, town.today);
  expect(entries).toMatchObject([
    {
      title: "Telur kandang",
      priceRupiah: 27_200n,
      priceWithVatRupiah: 27_200n,
      hasStock: true,
      hasPhoto: false,
      unitHolds: "1 kg = 1 kg",
    },
    { title: "Telur kemasan", hasStock: false, origins: [] },
  ]);
  expect(entries[0]?.origins.length).toBe(1);
  expect(
    JSON.stringify(entries, (_name, value: unknown) => (typeof value === "bigint" ? `${value}` : value)),
  ).not.toContain("26000");
});

test("each entry reaches from where its goods lie: a warehouse by its name and city, else the seller's own address", async () => {
  const seller = await town.koperasi();
  const call = town.callOf(seller.business);
  await town.goods(seller, { title: "Telur A di alamat sendiri" });
  const { listingId } = await town.goods(seller, { title: "Telur B di gudang" });
  const { warehouseId } = await openWarehouse(call, {
    name: "Gudang Kediri",
    address: "Jalan Gudang 1",
    cityCode: "35.71",
    opensAt: "07:00",
    closesAt: "16:00",
  });
  await moveListing(call, { listingId, warehouseId });
  const { entries, seller: shown } = await catalogueEntriesOf(seller.id, town.today);
  expect(entries.map(({ deliveryReach }) => deliveryReach.replace(/, sampai .* km$/, ""))).toEqual([
    shown.region,
    expect.stringMatching(/^Gudang Kediri, .*Kediri$/),
  ]);
});
