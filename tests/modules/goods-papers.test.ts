import { expect, test } from "vitest";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { marketListings } from "#app/modules/catalogue/market-reads.server.ts";
import {
  papersWantedSoon,
  wantedPapers,
  wantedPapersByDay,
} from "#app/modules/catalogue/needed-paper-reads.server.ts";
import type { GoodsPaper } from "#app/modules/catalogue/needed-papers.ts";
import { paperFaults } from "#app/modules/catalogue/paper-fault-reads.server.ts";
import { offerByHand } from "#app/modules/commitments/offer-by-hand.server.ts";
import { openDemandFor } from "#app/modules/commitments/open-demand-reads.server.ts";
import { handInPaper } from "#app/modules/identity/hand-in-paper.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { publicProfile } from "#app/modules/oversight/e-katalog-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { supplyOf } from "#tests/support/supply.ts";
import { type Koperasi, world } from "#tests/support/world.ts";

// Goal: goods are hidden where they want a paper and nowhere else, to the day. Method: a koperasi with chicken and salak; rules of its own
// village, so that no other test reads them; the market, the matching, the public page and offers by hand asked the same.
const database = await testDatabase({ poolSize: 6 });
const town = world(database);

const CHICKEN = { commodityCode: "AYM", gradeCode: "A", title: "Ayam karkas" } as const;
const SALAK = { commodityCode: "SLK", gradeCode: "A", title: "Salak" } as const;
const LOT = { expiresOn: addDays(town.today, 2) };
const later = (days: number) => addDays(town.today, days);

async function shop() {
  const seller = await town.koperasi();
  const chicken = await town.goods(seller, CHICKEN, LOT);
  const salak = await town.goods(seller, SALAK, { expiresOn: later(4) });
  return { seller, chicken, salak };
}

const handIn = (seller: Koperasi, kind: GoodsPaper | "business_number" | "deed", expiresOn?: BusinessDay) =>
  handInPaper(town.callOf(seller.chair), {
    kind,
    file: { fileName: "surat.pdf", bytes: new Uint8Array(Buffer.from("%PDF-1.7 surat")) },
    ...(expiresOn === undefined ? {} : { expiresOn }),
  });

/** A rule of the koperasi's village alone. */
async function ruled(seller: Koperasi, key: string, value: string, from: BusinessDay): Promise<void> {
  await database.sql`
    insert into parameters (id, key, region_code, value, valid_from, source)
    values ('prm_' || left(md5(random()::text), 20), ${key}, ${seller.regionCode}, ${value}::text::jsonb, ${from}, 'Uji')`;
}

const missingHides = (seller: Koperasi, from: BusinessDay) =>
  ruled(seller, "trade.missing_certificate_hides", "true", from);

/** Which of its goods the market, the matching and the public page show for a day; all three say the same. */
async function visible(seller: Koperasi, day: BusinessDay): Promise<string[]> {
  const market: string[] = [];
  const matching: string[] = [];
  for (const { commodityCode } of [CHICKEN, SALAK]) {
    const { rows } = await marketListings({ commodityCode }, { day, buyerKind: null }, { limit: 100 });
    market.push(...rows.filter(({ sellerId }) => sellerId === seller.id).map((row) => row.commodityCode));
    const lots = await supplyOf({ commodityCode, deliveryDay: day, at: town.at });
    matching.push(...lots.filter(({ sellerId }) => sellerId === seller.id).map(() => commodityCode));
  }
  const [row] = await database.sql`select slug from organisations where id = ${seller.id}`;
  const page = await publicProfile(row?.["slug"] as string, day);
  const titles = page?.goods.map(({ title }) => title) ?? [];
  expect(matching.sort()).toEqual(market.sort());
  expect(titles.sort()).toEqual(market.map((code) => (code === "AYM" ? "Ayam karkas" : "Salak")).sort());
  return market;
}

test("without any paper everything is sold until the day on which a missing one hides, and from then on only what needs none", async () => {
  const { seller } = await shop();
  expect(await visible(seller, later(1))).toEqual(["AYM", "SLK"]);
  await missingHides(seller, later(1));
  expect(await visible(seller, town.today)).toEqual(["AYM", "SLK"]);
  expect(await visible(seller, later(1))).toEqual(["SLK"]);
  await handIn(seller, "hygiene_certificate", later(300));
  expect(await visible(seller, later(1))).toEqual(["SLK"]);
  await handIn(seller, "halal_certificate");
  expect(await visible(seller, later(1))).toEqual(["AYM", "SLK"]);
});

test("a paper that runs out hides the goods that need it from the day after, whatever day it is looked at, and nothing else", async () => {
  const { seller } = await shop();
  await handIn(seller, "halal_certificate", later(1));
  await handIn(seller, "food_permit", later(-5));
  expect(await visible(seller, later(1))).toEqual(["AYM", "SLK"]);
  expect(await visible(seller, later(2))).toEqual(["SLK"]);
  expect(await wantedPapers(seller.id, ["AYM", "SLK"], later(2))).toEqual(
    new Map([["AYM", [{ paper: "halal_certificate", expiredOn: later(1) }]]]),
  );
  await handIn(seller, "halal_certificate", later(300));
  expect(await visible(seller, later(2))).toEqual(["AYM", "SLK"]);
});

test("a licence of the business that ran out hides everything", async () => {
  for (const kind of ["business_number", "deed"] as const) {
    const { seller } = await shop();
    await handIn(seller, kind, later(1));
    expect(await visible(seller, later(1))).toEqual(["AYM", "SLK"]);
    expect(await visible(seller, later(2))).toEqual([]);
  }
});

test("what a village asks goes before what is asked everywhere, and binds no other", async () => {
  const { seller } = await shop();
  const { seller: neighbour } = await shop();
  await missingHides(seller, later(-10));
  await missingHides(neighbour, later(-10));
  await ruled(seller, "trade.hygiene_certificate_for", '["SLK"]', later(1));
  await ruled(seller, "trade.halal_certificate_for", "[]", later(1));
  expect(await visible(seller, later(1))).toEqual(["AYM"]);
  expect(await visible(neighbour, later(1))).toEqual(["SLK"]);
});

test("goods without their paper are not offered by hand for a day on which they need it", async () => {
  const { seller, chicken } = await shop();
  const kitchen = await town.kitchen();
  const orderId = await town.order(kitchen, {
    deliveryDay: later(2),
    line: { commodityCode: "AYM", gradeCode: "A", quantityBase: "10000", ceilingRupiah: "40000" },
  });
  const [line] = await town.linesOf(orderId);
  const wish = {
    orderLineId: line?.id ?? "",
    lotId: chicken.lotId,
    quantityBase: "10000",
    priceRupiah: "28000",
  };
  const offer = () => offerByHand(town.callOf(seller.chair), wish);
  const asked = async () => {
    const demand = await openDemandFor(seller, town.today);
    return demand.find((one) => one.orderLineId === line?.id)?.paperFault;
  };
  expect(await asked()).toBeNull();
  await missingHides(seller, later(2));
  expect(await asked()).toEqual({ code: "catalogue.needsHalal", params: {} });
  await expect(offer()).rejects.toMatchObject({ code: "catalogue.needsHalal" });
  await handIn(seller, "halal_certificate", later(1));
  await expect(offer()).rejects.toMatchObject({
    code: "catalogue.licenceLapsed",
    params: { day: later(1) },
  });
  expect(await asked()).toEqual({ code: "catalogue.licenceLapsed", params: { day: later(1) } });
  await handIn(seller, "halal_certificate", later(2));
  await expect(offer()).rejects.toMatchObject({ code: "catalogue.needsHygiene" });
  await handIn(seller, "hygiene_certificate", later(2));
  expect(await asked()).toBeNull();
  expect(await offer()).toMatchObject({ commitmentId: expect.any(String) });
});

test("goods of many days are asked about at once, each by the rules and papers of its own day", async () => {
  const { seller } = await shop();
  await missingHides(seller, later(3));
  await handIn(seller, "hygiene_certificate", later(4));
  await handIn(seller, "halal_certificate", later(1));
  await handIn(seller, "deed", later(5));
  const goods = [6, 2, 1, 5, 2].flatMap((days) =>
    [SALAK, CHICKEN].map(({ commodityCode }) => ({ commodityCode, day: later(days) })),
  );
  const lapsed = (days: number) => ({ code: "catalogue.licenceLapsed", params: { day: later(days) } });
  expect(await paperFaults(seller.id, goods)).toEqual([
    ...[lapsed(5), lapsed(5)],
    ...[null, lapsed(1)],
    ...[null, null],
    ...[null, lapsed(1)],
    ...[null, lapsed(1)],
  ]);
  expect(await paperFaults(seller.id, [])).toEqual([]);
  const byDay = await wantedPapersByDay(seller.id, goods);
  expect(byDay.get(later(5))?.get("AYM")).toEqual([
    { paper: "halal_certificate", expiredOn: later(1) },
    { paper: "hygiene_certificate", expiredOn: later(4) },
  ]);
  expect(byDay.get(later(1))).toBeUndefined();
});

test("a seller is told before a rule begins, once for each paper, and not of what it has or need not have", async () => {
  const { seller } = await shop();
  const told = async () =>
    (await tasksFor(seller.chair.actor, town.at))
      .filter(({ kind }) => kind === "paper.bring")
      .map(({ params, path }) => ({ ...params, path }));
  expect(await told()).toEqual([]);
  await missingHides(seller, later(90));
  const about = { day: later(90), goods: "Ayam karkas", path: "organisasi" };
  expect(await told()).toEqual([
    { paper: "halal_certificate", ...about },
    { paper: "hygiene_certificate", ...about },
  ]);
  await handIn(seller, "halal_certificate", later(200));
  expect(await told()).toEqual([{ paper: "hygiene_certificate", ...about }]);
  await missingHides(seller, later(91));
  expect(await papersWantedSoon(seller.id, later(-1))).toEqual([]);
  await handIn(seller, "hygiene_certificate", later(200));
  expect(await told()).toEqual([]);
});
