import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { openWarehouse } from "#app/modules/catalogue/keep-warehouse.server.ts";
import { lotsOf } from "#app/modules/catalogue/listing-reads.server.ts";
import { withdrawListing } from "#app/modules/catalogue/withdraw-listing.server.ts";
import { commitmentVisibleTo } from "#app/modules/commitments/commitment-reads.server.ts";
import { handInPaper } from "#app/modules/identity/hand-in-paper.server.ts";
import { shipmentById } from "#app/modules/shipments/shipment-reads.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries } from "#tests/support/deliveries.ts";
import { type Answer, signedInVisitor, visitor } from "#tests/support/visitor.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: a koperasi can do its whole day through forms, as a browser without scripts sends them.
// Method: the real loaders and actions on a real database; what came of a form is asked of the reads.
const database = await testDatabase();
fixClock(WORLD_STARTS);
const town = world(database);
const road = deliveries(database);

async function slugOf(organisationId: string): Promise<string> {
  const [row] = await database.sql`select slug from organisations where id = ${organisationId}`;
  return row?.["slug"] as string;
}

async function shop(koperasi: { readonly id: string; readonly business: { readonly personId: string } }) {
  return {
    browser: await signedInVisitor(koperasi.business.personId),
    base: `/${await slugOf(koperasi.id)}`,
  };
}

const errorsOf = (answer: Answer) => (answer.body["errors"] ?? {}) as Record<string, string[]>;
const shown = <Body>(answer: Answer) => answer.body as unknown as Body;

const EGGS = {
  commodityCode: "TLR",
  unit: "kg",
  grade: "M",
  price: "27.200",
  perDay: "1.500",
  minOrder: "2,5",
  radius: "30",
  leadTime: "12",
  validUntil: "2026-07-13",
};

test("grade, price and quantity list goods, and a harvest by producer is their stock", async () => {
  const koperasi = await town.koperasi();
  const { browser, base } = await shop(koperasi);
  const form = await browser.get(`${base}/barang/baru?komoditas=TLR`);
  expect(form.body).toMatchObject({ form: { unit: "kg", defaults: { validUntil: "2026-07-13" } } });

  const listed = await browser.post(`${base}/barang/baru?komoditas=TLR`, EGGS);
  expect(listed.status).toBe(303);
  const listingId = new URL(listed.location ?? "", "http://here").searchParams.get("barang") ?? "";
  const people = await Promise.all(
    ["Bu Sumi", "Pak Darmo", "Pak Joko"].map((name) => addProducer(town.callOf(koperasi.business), { name })),
  );
  const harvest = await browser.post(`${base}/panen/baru?barang=${listingId}`, {
    origin: koperasi.regionCode,
    harvestedOn: "2026-07-06",
    availableFrom: "2026-07-06",
    expiresOn: "2026-07-12",
    ...Object.fromEntries(
      people.flatMap(({ producerId }, at) => [
        [`sources[${at}].producerId`, producerId],
        [`sources[${at}].quantity`, ["12,5", "", "7,5"][at] ?? ""],
      ]),
    ),
  });
  expect(harvest).toMatchObject({ status: 303, location: `${base}/barang/${listingId}` });
  const [lot] = await lotsOf(koperasi.id, listingId);
  expect(lot?.quantityBase).toBe(20_000n);
  expect(lot?.sources.map((source) => source.quantityBase)).toEqual([12_500n, 7_500n]);

  const lost = await browser.post(`${base}/barang/${listingId}`, {
    intent: "loss",
    lotId: lot?.id ?? "",
    [`loss-${lot?.id}`]: "21",
    [`reason-${lot?.id}`]: "spoiled",
  });
  expect(lost.status).toBe(422);
  expect(errorsOf(lost)[""]).toHaveLength(1);
  // What is missing is said at the field of this lot's card, and of no other.
  const untyped = await browser.post(`${base}/barang/${listingId}`, { intent: "loss", lotId: lot?.id ?? "" });
  expect(untyped.status).toBe(422);
  expect(Object.keys(errorsOf(untyped)).sort()).toEqual([`loss-${lot?.id}`, `reason-${lot?.id}`]);
});

test("what cannot be read is said at its field, and nothing is listed", async () => {
  const koperasi = await town.koperasi();
  const { browser, base } = await shop(koperasi);
  const answer = await browser.post(`${base}/barang/baru?komoditas=TLR`, {
    ...EGGS,
    price: "murah",
    perDay: "",
  });
  expect(answer.status).toBe(422);
  expect(Object.keys(errorsOf(answer)).sort()).toEqual(["perDay", "price"]);
  const list = shown<{ rows: unknown[] }>(await browser.get(`${base}/barang`));
  expect(list.rows).toHaveLength(0);
});

test("one tap keeps a price alive for a week, at the price that stands", async () => {
  const koperasi = await town.koperasi();
  const { browser, base } = await shop(koperasi);
  const listingId = await town.listing(koperasi, { priceValidUntil: town.today });
  const renewed = await browser.post(`${base}/barang/${listingId}`, { intent: "renew", back: "list" });
  expect(renewed).toMatchObject({ status: 303, location: `${base}/barang` });
  const { rows } = shown<{ rows: { priceRupiah: bigint; priceValidUntil: string }[] }>(
    await browser.get(`${base}/barang`),
  );
  expect(rows).toMatchObject([{ priceRupiah: 27_200n, priceValidUntil: "2026-07-13" }]);
});

test("all, a part or no: the form takes on exactly what was said", async () => {
  const kitchen = await town.kitchen();
  const koperasi = await town.koperasi();
  const { browser, base } = await shop(koperasi);
  const goods = await town.goods(koperasi);
  const offered = async () => town.offer(await town.order(kitchen), koperasi, goods);
  const answers = [
    [{ intent: "all" }, "accepted", 100_000n],
    [{ intent: "part", quantity: "62,5" }, "accepted", 62_500n],
    [{ intent: "none", reason: "Stok habis" }, "declined", null],
  ] as const;
  for (const [fields, state, acceptedBase] of answers) {
    const commitmentId = await offered();
    const page = `${base}/pesanan-masuk/${commitmentId}`;
    expect((await browser.get(page)).body).toMatchObject({ mayAnswer: true, totalRupiah: 2_720_000n });
    expect((await browser.post(page, fields)).status).toBe(303);
    expect(await commitmentVisibleTo(koperasi.id, commitmentId)).toMatchObject({ state, acceptedBase });
    expect((await browser.get(page)).body).toMatchObject({ mayAnswer: false });
  }
  const silent = await browser.post(`${base}/pesanan-masuk/${await offered()}`, { intent: "none" });
  expect(Object.keys(errorsOf(silent))).toEqual(["reason"]);
});

test("the buyer of an offer cannot answer it on the seller's page", async () => {
  const kitchen = await town.kitchen();
  const koperasi = await town.koperasi();
  const commitmentId = await town.offer(await town.order(kitchen), koperasi, await town.goods(koperasi));
  const stranger = await shop(await town.koperasi());
  const page = `${stranger.base}/pesanan-masuk/${commitmentId}`;
  expect((await stranger.browser.get(page)).status).toBe(404);
  expect((await stranger.browser.post(page, { intent: "all" })).status).toBe(404);
});

test("an open request is offered by hand, never above what its buyer pays", async () => {
  const kitchen = await town.kitchen();
  const koperasi = await town.koperasi();
  const { browser, base } = await shop(koperasi);
  await town.goods(koperasi, { priceRupiah: "31000" });
  const orderId = await town.order(kitchen);
  type Offer = { orderId: string; orderLineId: string; lotId: string; usualRupiah: bigint };
  const { offers } = shown<{ offers: Offer[] }>(await browser.get(`${base}/permintaan`));
  const offer = offers.find((each) => each.orderId === orderId);
  expect(offer?.usualRupiah).toBe(29_000n);
  const wish = { orderLineId: offer?.orderLineId ?? "", lotId: offer?.lotId ?? "", quantity: "40" };
  expect((await browser.post(`${base}/permintaan`, { ...wish, price: "29.001" })).status).toBe(422);
  const done = await browser.post(`${base}/permintaan`, { ...wish, price: "29.000" });
  expect(done.status).toBe(303);
  expect(done.location).toMatch(new RegExp(`^${base}/pesanan-masuk/`));
});

test("open demand says why goods cannot be offered that day, and calls nobody to offer them", async () => {
  const kitchen = await town.kitchen();
  const koperasi = await town.koperasi();
  const { browser, base } = await shop(koperasi);
  await town.goods(koperasi);
  const orderId = await town.order(kitchen);
  const keptBack = async () => {
    type Offer = { orderId: string; keptBack: string | null };
    const { offers } = shown<{ offers: Offer[] }>(await browser.get(`${base}/permintaan`));
    return offers.find((each) => each.orderId === orderId)?.keptBack;
  };
  const lacking = async () => shown<{ lacking: number }>(await browser.get(`${base}/pesanan-masuk`)).lacking;
  expect(await keptBack()).toBeNull();
  const before = await lacking();
  await handInPaper(town.callOf(koperasi.chair), {
    kind: "business_number",
    file: { fileName: "nib.pdf", bytes: new Uint8Array(Buffer.from("%PDF-1.7 nib")) },
    expiresOn: town.today,
  });
  expect(await keptBack()).toMatch(/habis 6 Juli 2026\. .* halaman organisasi/);
  expect([before > 0, await lacking()]).toEqual([true, 0]);
});

test("loaded goods leave with a paper, and their driver's link says one thing only", async () => {
  const deal = await road.promised();
  const shipmentId = await road.planned(deal);
  const { browser, base } = await shop(deal.seller);
  const page = `${base}/kirim/${shipmentId}`;
  const { shown: planned } = shown<{ shown: { lines: { id: string }[] } }>(await browser.get(page));
  const load = {
    driverName: "Pak Min",
    vehiclePlate: "AG 1234 XF",
    "lines[0].shipmentLineId": planned.lines[0]?.id ?? "",
    "lines[0].loaded": "99,5",
  };
  const nameless = await browser.post(page, { ...load, driverName: "" });
  expect(Object.keys(errorsOf(nameless))).toEqual(["driverName"]);
  expect((await browser.post(page, load)).status).toBe(303);
  const left = await shipmentById(deal.seller.id, shipmentId);
  expect(left).toMatchObject({ shipment: { state: "dispatched" }, lines: [{ loadedBase: 99_500n }] });

  const { driverLink, papers } = shown<{ driverLink: string; papers: { kind: string }[] }>(
    await browser.get(page),
  );
  expect(papers.map((paper) => paper.kind).sort()).toEqual(["SJ", "SP"]);
  const path = new URL(driverLink).pathname;
  const driver = visitor();
  type Way = { stops: { organisationId: string; marks: { deed: string }[] }[] };
  const stopOf = async () => shown<Way>(await driver.get(path)).stops;
  const [door, ...others] = await stopOf();
  expect([door?.marks, others]).toEqual([[], []]);
  const arrived = { deed: "arrived", place: "dropoff", organisationId: door?.organisationId ?? "" };
  expect(await driver.post(path, arrived)).toMatchObject({ status: 303, location: path });
  expect(await stopOf()).toMatchObject([{ marks: [{ deed: "arrived" }] }]);
  expect((await shipmentById(deal.seller.id, shipmentId))?.shipment).toMatchObject({
    state: "dispatched",
    arrivedAt: WORLD_STARTS,
  });
  expect((await driver.get(`${path.slice(0, -1)}x`)).status).toBe(404);
});

test("who asks why nothing was sold is told first what hides the goods from buyers, all of it at once", async () => {
  const koperasi = await town.koperasi();
  const { browser, base } = await shop(koperasi);
  const { listingId } = await town.goods(koperasi);
  const why = async (id = listingId) =>
    shown<{ hidden: { kind: string; day?: string }[] }>(await browser.get(`${base}/barang/${id}/hasil`))
      .hidden;
  expect(await why()).toEqual([]);
  const empty = await town.listing(koperasi, { title: "Telur yang belum ada" });
  expect(await why(empty)).toEqual([{ kind: "no_stock" }]);
  await database.sql`update listings set price_valid_until = '2026-07-05' where id = ${empty}`;
  await handInPaper(town.callOf(koperasi.chair), {
    kind: "business_number",
    file: { fileName: "nib.pdf", bytes: new Uint8Array(Buffer.from("%PDF-1.7 nib")) },
    expiresOn: "2026-07-01",
  });
  await withdrawListing(town.callOf(koperasi.business), { listingId: empty });
  expect(await why(empty)).toEqual([
    { kind: "withdrawn" },
    { kind: "price_over", day: "2026-07-05" },
    { kind: "licence_over", day: "2026-07-01" },
    { kind: "no_stock" },
  ]);
  expect(await why()).toEqual([{ kind: "licence_over", day: "2026-07-01" }]);
});

test("the goods' own pages say which paper is missing, from when, and where it is handed in", async () => {
  const koperasi = await town.koperasi();
  const { browser, base } = await shop(koperasi);
  const chicken = { commodityCode: "AYM", gradeCode: "A", title: "Ayam karkas" };
  const { listingId } = await town.goods(koperasi, chicken, { expiresOn: addDays(town.today, 2) });
  await town.goods(koperasi);
  const from = async (day: string) => database.sql`
    insert into parameters (id, key, region_code, value, valid_from, source)
    values (${`prm_${day}_${koperasi.shortName}`}, 'trade.missing_certificate_hides', ${koperasi.regionCode}, 'true', ${day}, 'Uji')`;
  const papers = ["halal_certificate", "hygiene_certificate"];
  const seen = async () => {
    const list = shown<{ wanted: object; soon: object[] }>(await browser.get(`${base}/barang`));
    const result = shown<{ hidden: object[] }>(await browser.get(`${base}/barang/${listingId}/hasil`));
    return { wanted: list.wanted, soon: list.soon, hidden: result.hidden };
  };
  expect(await seen()).toEqual({ wanted: {}, soon: [], hidden: [] });
  const start = addDays(town.today, 30);
  await from(start);
  expect(await seen()).toEqual({
    wanted: {},
    soon: papers.map((paper) => ({ paper, day: start, commodityCode: "AYM", commodityName: "Ayam karkas" })),
    hidden: [],
  });
  await from(addDays(town.today, -1));
  expect(await seen()).toEqual({
    wanted: { AYM: papers.map((paper) => ({ paper, expiredOn: null })) },
    soon: [],
    hidden: papers.map((paper) => ({ kind: "paper_wanted", paper, day: null })),
  });
});

test("whoever counts a store sees the first warehouse, chooses another, and stays there when the count is kept", async () => {
  const firm = await town.bumd();
  const base = `/${await slugOf(firm.id)}`;
  const place = { cityCode: "35.72", address: "Jalan Gudang 1", opensAt: "07:00", closesAt: "16:00" };
  const home = await town.goods(firm, { title: "Telur di kantor" });
  const { warehouseId } = await openWarehouse(town.callOf(firm.sales), { name: "Gudang Utara", ...place });
  const stored = await town.goods(firm, { title: "Telur di gudang" });
  const browser = await signedInVisitor(firm.warehouse.personId);
  const at = `${base}/barang/opname`;
  const seen = async (search: string) => {
    const answer = await browser.get(`${at}${search}`);
    const { lots, store } = shown<{ lots: { id: string }[]; store: string | null }>(answer);
    return { status: answer.status, store, lots: lots.map(({ id }) => id) };
  };
  expect(await seen("")).toEqual({ status: 200, store: warehouseId, lots: [stored.lotId] });
  const own = { status: 200, store: "sendiri", lots: [home.lotId] };
  expect(await seen("?gudang=sendiri")).toEqual(own);
  // An address that was mangled begins from the start; a warehouse of nobody holds nothing.
  expect(await seen("?gudang=sendiri&after=2026-99-99~lot_x")).toEqual(own);
  expect(await seen("?gudang=whs_asing")).toMatchObject({ status: 200, lots: [] });
  const counted = await browser.post(`${at}?gudang=sendiri`, {
    intent: "count",
    lot: `${home.lotId}/500000/1000`,
    [`counted-${home.lotId}`]: "499",
  });
  expect(counted).toMatchObject({ status: 303, location: `${at}?gudang=sendiri` });
  const [lot] = await database.sql`select lost_base::text as lost from lots where id = ${home.lotId}`;
  expect(lot).toEqual({ lost: "1000" });
});
