import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { dayListOf } from "#app/modules/catalogue/day-list-reads.server.ts";
import { listDay } from "#app/modules/catalogue/list-day.server.ts";
import { lotsOf, ownListingById } from "#app/modules/catalogue/listing-reads.server.ts";
import { recordLoss } from "#app/modules/catalogue/record-loss.server.ts";
import { registerLot } from "#app/modules/catalogue/register-lot.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { removeProducer } from "#app/modules/payments/remove-producer.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { signedInVisitor } from "#tests/support/visitor.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: the day's goods are listed as last time, and told twice they are one. Method: commands and the page itself, over a real
// database, with growers, two phones at one moment, and each reason why one of the goods cannot be listed.
fixClock(WORLD_STARTS);
const database = await testDatabase();
const town = world(database);
const yesterday = addDays(town.today, -1);

/** Eggs that two growers brought the day before, 3 to 1. */
async function eggsOfYesterday() {
  const koperasi = await town.koperasi();
  const listingId = await town.listing(koperasi, { priceValidUntil: town.today });
  const grower = (name: string) => addProducer(town.callOf(koperasi.secretary), { name });
  const [wati, slamet] = [await grower("Bu Wati"), await grower("Pak Slamet")];
  await registerLot(town.callOf(koperasi.warehouse), {
    listingId,
    originRegionCode: koperasi.regionCode,
    harvestedOn: yesterday,
    availableFrom: yesterday,
    expiresOn: addDays(yesterday, 10),
    sources: [
      { producerId: wati.producerId, quantityBase: "150000" },
      { producerId: slamet.producerId, quantityBase: "50000" },
    ],
  });
  const today = { listingId, quantityBase: "100000", priceRupiah: "27500", likeDay: yesterday };
  return { koperasi, listingId, today };
}

test("goods are listed as last time: the price stands anew, and the harvest is the same growers'", async () => {
  const { koperasi, listingId, today } = await eggsOfYesterday();
  const place = { regionCode: koperasi.regionCode, day: town.today };
  const { lines } = await dayListOf(koperasi.id, place, "last");
  expect(lines).toMatchObject([
    { before: { day: yesterday, quantityBase: 200_000n, keepDays: 10 }, listed: null },
  ]);
  expect((await dayListOf(koperasi.id, place, "week")).lines).toMatchObject([{ before: null }]);
  const tasks = async () =>
    (await tasksFor(koperasi.business.actor, town.at)).filter(({ kind }) => kind === "day.list");
  expect(await tasks()).toMatchObject([{ path: "barang/hari-ini", params: { count: "1", day: yesterday } }]);

  const { lotId } = await listDay(town.callOf(koperasi.business), today);
  expect(await ownListingById(koperasi.id, listingId, town.today)).toMatchObject({
    priceRupiah: 27_500n,
    priceValidUntil: addDays(town.today, 7),
  });
  const lot = (await lotsOf(koperasi.id, listingId)).find(({ id }) => id === lotId);
  expect(lot).toMatchObject({ harvestedOn: town.today, expiresOn: addDays(town.today, 10) });
  expect(lot?.sources.map(({ producerName, quantityBase }) => [producerName, quantityBase])).toEqual([
    ["Bu Wati", 75_000n],
    ["Pak Slamet", 25_000n],
  ]);
  expect(await tasks()).toEqual([]);
});

test("once one of the growers has left the list, the goods are listed as last time all the same, and are nobody's in particular", async () => {
  const { koperasi, listingId, today } = await eggsOfYesterday();
  const [lot] = await lotsOf(koperasi.id, listingId);
  await recordLoss(town.callOf(koperasi.warehouse), {
    lotId: lot?.id ?? "",
    quantityBase: "200000",
    reason: "spoiled",
  });
  const producerId = lot?.sources[0]?.producerId ?? "";
  await removeProducer(town.callOf(koperasi.business), { producerId });
  const place = { regionCode: koperasi.regionCode, day: town.today };
  const { lines } = await dayListOf(koperasi.id, place, "last");
  expect(lines).toMatchObject([{ before: { quantityBase: 200_000n, shares: [] } }]);
  const { lotId } = await listDay(town.callOf(koperasi.business), today);
  const listed = (await lotsOf(koperasi.id, listingId)).find(({ id }) => id === lotId);
  expect(listed).toMatchObject({ quantityBase: 100_000n, sources: [] });
});

test("told by two phones at once it is one; told otherwise it is refused, and says who listed it", async () => {
  const { koperasi, listingId, today } = await eggsOfYesterday();
  const answers = await Promise.all(
    [koperasi.business, koperasi.chair, koperasi.warehouse].map((member, at) =>
      listDay(town.callOf(member, `phone-${at}`), today),
    ),
  );
  expect(new Set(answers.map(({ lotId }) => lotId)).size).toBe(1);
  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(await lotsOf(koperasi.id, listingId)).toHaveLength(2);
  await expect(
    listDay(town.callOf(koperasi.chair), { ...today, quantityBase: "120000" }),
  ).rejects.toMatchObject({ kind: "conflict", code: "catalogue.listedOtherwise" });
  expect(await lotsOf(koperasi.id, listingId)).toHaveLength(2);
});

test("what was filled in without a signal counts for its own day, and never for one that has not come", async () => {
  const { koperasi, listingId, today } = await eggsOfYesterday();
  const at = (daysAgo: number) => new Date(town.at.getTime() - daysAgo * 86_400_000).toISOString();
  await listDay(town.callOf(koperasi.business), { ...today, happenedAt: at(2) });
  await listDay(town.callOf(koperasi.business), { ...today, happenedAt: at(-3) });
  const days = (await lotsOf(koperasi.id, listingId)).map(({ harvestedOn }) => harvestedOn).sort();
  expect(days).toEqual([addDays(town.today, -2), yesterday, town.today]);
  const told =
    await database.sql`select day::text from day_listings where listing_id = ${listingId} order by day`;
  expect(told.map(({ day }) => day)).toEqual([addDays(town.today, -2), town.today]);
});

test("only who may give prices and bring harvests lists, and only what is theirs", async () => {
  const { koperasi, today } = await eggsOfYesterday();
  const other = await town.koperasi();
  await expect(listDay(town.callOf(koperasi.overseer), today)).rejects.toMatchObject({ kind: "forbidden" });
  await expect(listDay(town.callOf(other.chair), today)).rejects.toMatchObject({ kind: "missing" });
});

test("one send lists the good ones, and says at the others why not", async () => {
  const { koperasi, listingId } = await eggsOfYesterday();
  const dear = await town.listing(koperasi, { title: "Telur mahal" });
  const unread = await town.listing(koperasi, { title: "Telur salah tulis" });
  const none = await town.listing(koperasi, { title: "Telur yang tidak ada" });
  const [row] = await database.sql`select slug from organisations where id = ${koperasi.id}`;
  const at = `/${row?.["slug"]}/barang/hari-ini`;
  const browser = await signedInVisitor(koperasi.business.personId);
  const form = {
    _key: "satu",
    ...Object.fromEntries(
      [
        [listingId, "100", "27.500"],
        [dear, "50", "31.000"],
        [unread, "banyak", "27.000"],
        [none, "", "27.000"],
      ].flatMap(([id, quantity, price], line) => [
        [`lines[${line}].listingId`, id ?? ""],
        [`lines[${line}].quantity`, quantity ?? ""],
        [`lines[${line}].price`, price ?? ""],
      ]),
    ),
  };
  for (const _twice of [1, 2]) {
    const answer = await browser.post(at, form);
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body["errors"] ?? {}).sort()).toEqual(["lines[1].price", "lines[2].quantity"]);
  }
  const { lines } = await dayListOf(
    koperasi.id,
    { regionCode: koperasi.regionCode, day: town.today },
    "last",
  );
  expect(lines.filter(({ listed }) => listed !== null).map(({ listing }) => listing.id)).toEqual([listingId]);

  const fileId = newId("file");
  await database.sql`
    insert into stored_files (id, owner_id, purpose, file_name, media_type, sha256, byte_count, bytes, created_at)
    values (${fileId}, ${koperasi.id}, 'paper', 'nib.pdf', 'application/pdf', 'x', 1, 'x', now())`;
  await database.sql`
    insert into verification_papers (id, organisation_id, kind, file_id, expires_on, created_at)
    values (${newId("verification")}, ${koperasi.id}, 'business_number', ${fileId}, ${yesterday}, now())`;
  const lapsed = await browser.post(at, {
    "lines[0].listingId": none,
    "lines[0].quantity": "5",
    "lines[0].price": "27.000",
  });
  expect(lapsed.body["errors"]).toEqual({
    "lines[0].quantity": [expect.stringContaining("habis")],
  });
  const page = await browser.get(at);
  expect(page.body["lapsed"]).toEqual([{ kind: "business_number", expiresOn: yesterday }]);
  const listings = await browser.get(at.replace("/hari-ini", ""));
  expect(listings.body["lapsedOn"]).toBe(yesterday);
  const tasks = await tasksFor(koperasi.chair.actor, town.at);
  expect(tasks.filter(({ kind }) => kind === "licence.renew")).toMatchObject([
    { path: "organisasi", params: { licence: "business_number", day: yesterday } },
  ]);
});
