import { createHash } from "node:crypto";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { afterAll, expect, test } from "vitest";
import { closeQuestionThread } from "#app/modules/matching/ask-in-thread.server.ts";
import { clearNight } from "#app/modules/matching/clear-night.server.ts";
import { instanceStream, resultStream } from "#app/modules/matching/night-file-reads.server.ts";
import { openMarketDay } from "#app/modules/matching/open-market-day.server.ts";
import { openNights } from "#app/modules/matching/open-nights.server.ts";
import { shortagesOf } from "#app/modules/matching/shortage-reads.server.ts";
import { closeMatchingThreads } from "#app/modules/matching/solve-in-thread.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { type TestDatabase, testDatabase } from "#tests/support/database.ts";
import { verdictOn } from "#tests/support/verdict.ts";
import { signedInVisitor, visitor } from "#tests/support/visitor.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: whoever asks why is answered from what the night kept, about their own goods and no others; asking "what if"
// changes nothing; and anybody can check the night from its files. Method: one real night, asked through the pages.
afterAll(async () => {
  await closeMatchingThreads();
  await closeQuestionThread();
});

const HOUR_MS = 3_600_000;

/** One kitchen asks for 100 kg of eggs; one koperasi offers 60 kg, another 70 kg above the kitchen's ceiling. */
async function night() {
  const database = await testDatabase({ poolSize: 10 });
  fixClock(WORLD_STARTS);
  const town = world(database);
  const [kitchen, seller, dear] = [await town.kitchen(), await town.koperasi(), await town.koperasi()];
  const goods = await town.goods(seller, {}, { quantityBase: 60_000n });
  const dearGoods = await town.goods(dear, { priceRupiah: "31000" }, { quantityBase: 70_000n });
  const orderId = await town.order(kitchen);
  const call = { ...town.systemCall(), at: new Date(town.at.getTime() + 48 * HOUR_MS) };
  await openMarketDay(town.systemCall(), { orderId });
  const { nightIds } = await openNights(call, {});
  const nightId = nightIds[0] ?? "";
  await clearNight(call, { nightId });
  const [line] = await town.linesOf(orderId);
  return {
    database,
    town,
    kitchen,
    seller,
    dear,
    goods,
    dearGoods,
    orderId,
    nightId,
    lineId: line?.id ?? "",
  };
}

/** A kitchen over the mountains: near enough to the only koperasi as the crow flies, too far by road. */
async function farNight() {
  const database = await testDatabase({ poolSize: 10 });
  fixClock(WORLD_STARTS);
  const town = world(database);
  const kitchen = await town.kitchen({ regionCode: "35.73.03.1012" });
  const seller = await town.koperasi();
  await town.goods(seller, { radiusMetres: 60_000 }, { quantityBase: 60_000n });
  const orderId = await town.order(kitchen);
  await openMarketDay(town.systemCall(), { orderId });
  const call = { ...town.systemCall(), at: new Date(town.at.getTime() + 48 * HOUR_MS) };
  await clearNight(call, { nightId: (await openNights(call, {})).nightIds[0] ?? "" });
  const [line] = await town.linesOf(orderId);
  return { database, kitchen, orderId, lineId: line?.id ?? "" };
}

async function slugOf(database: TestDatabase, id: string): Promise<string> {
  const [row] = await database.sql`select slug from organisations where id = ${id}`;
  return String(row?.["slug"]);
}

/** How many rows each table has, and how often any was written; limits count tries and nothing of the house. */
async function written(database: TestDatabase) {
  const tables = await database.sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('rate_limits', 'sessions') order by 1`;
  const counts: Record<string, unknown> = {};
  for (const { name } of tables) {
    const [row] = await database.sql`
      select count(*)::int as rows, coalesce(max(xmin::text::bigint), 0)::text as last from ${database.sql(name)}`;
    counts[name] = { ...row };
  }
  return counts;
}

test("what if: kitchen and koperasi ask about their own, nobody else's, and no row changes", {
  timeout: 60_000,
}, async () => {
  const here = await night();
  const kitchenSlug = await slugOf(here.database, here.kitchen.id);
  const dearSlug = await slugOf(here.database, here.dear.id);
  const sellerSlug = await slugOf(here.database, here.seller.id);
  const cook = await signedInVisitor(here.kitchen.finance.personId);
  const shop = await signedInVisitor(here.dear.business.personId);
  const rival = await signedInVisitor(here.seller.business.personId);
  const before = await written(here.database);

  const page = `/${kitchenSlug}/pesanan/${here.orderId}/andai/${here.lineId}`;
  expect((await cook.get(page)).body).toMatchObject({ answer: null });
  const raised = await cook.get(`${page}?plafon=31.500`);
  expect(raised.body).toMatchObject({ answer: { filledBase: 100_000n, sources: 2 } });

  const result = `/${dearSlug}/barang/${here.dearGoods.listingId}/hasil`;
  expect((await shop.get(result)).body).toMatchObject({
    runs: [{ standing: "outOfReach", soldBase: 0n }],
    leftOut: { ceiling: 1 },
  });
  expect((await shop.get(`${result}?harga=28.000`)).body).toMatchObject({
    answer: { soldBase: 40_000n, offeredBase: 70_000n },
  });

  expect((await rival.get(`/${sellerSlug}/barang/${here.dearGoods.listingId}/hasil?harga=1`)).status).toBe(
    404,
  );
  expect((await rival.get(page)).status).toBe(404);
  expect((await visitor().get(page)).status).toBe(302);
  expect(await written(here.database)).toEqual(before);
});

test("what if: a row beyond every seller's distance asks how far they would have to come", async () => {
  const { database, kitchen, orderId, lineId } = await farNight();
  const cook = await signedInVisitor(kitchen.finance.personId);
  const page = `/${await slugOf(database, kitchen.id)}/pesanan/${orderId}/andai/${lineId}`;
  expect((await cook.get(`${page}?jauh=1`)).body).toMatchObject({
    answer: { filledBase: 0n, excluded: { radius: 1 } },
  });
  for (const km of ["200", "99.999.999"])
    expect((await cook.get(`${page}?jauh=${km}&plafon=99.000`)).body).toMatchObject({
      answer: { filledBase: 60_000n, sources: 1, excluded: { radius: 0 } },
    });
});

test("a koperasi sees what it sold and the value of the market, and a shortage is proven in sums", async () => {
  const here = await night();
  const shop = await signedInVisitor(here.seller.business.personId);
  const slug = await slugOf(here.database, here.seller.id);
  const { body } = await shop.get(`/${slug}/barang/${here.goods.listingId}/hasil`);
  expect(body).toMatchObject({ runs: [{ standing: "scarce", soldBase: 60_000n, clearingMilli: null }] });
  const text = JSON.stringify(body, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  expect(text).not.toContain(here.dear.id);
  expect(text).not.toContain(here.lineId);
  const [shortage] = await shortagesOf(here.kitchen.cityCode, here.town.today);
  expect(shortage).toMatchObject({ buyers: 1, sellers: 1, askedBase: 100_000n, heldBase: 60_000n });
  const head = await signedInVisitor(here.kitchen.finance.personId);
  const order = await head.get(`/${await slugOf(here.database, here.kitchen.id)}/pesanan/${here.orderId}`);
  expect(order.body).toMatchObject({
    whys: [
      {
        words: { excluded: [expect.stringMatching(/1/)] },
        shortages: [expect.stringContaining("mereka punya 60 kg, yang dibutuhkan 100 kg")],
      },
    ],
  });
});

test("anybody sees the seal, and its files prove the night without telling who or where", async () => {
  const here = await night();
  const anybody = visitor();
  expect((await anybody.get("/segel")).body).toMatchObject({ nights: [{ id: here.nightId, lineCount: 1 }] });
  const seal = await anybody.get(`/segel/${here.nightId}`);
  const [cell] = seal.body["cells"] as {
    runId: string;
    resultHash: string;
    proof: { primal: bigint; dual: bigint };
  }[];
  expect(cell?.proof.primal).toBe(cell?.proof.dual);

  const download = await anybody.get(`/segel/${here.nightId}/TLR-instance.json`);
  expect(download.status).toBe(200);
  const instance = await textOf(await instanceStream(cell?.runId ?? ""));
  const result = await textOf(await resultStream(cell?.runId ?? ""));
  expect(createHash("sha256").update(result).digest("hex")).toBe(cell?.resultHash);
  expect(verdictOn(JSON.parse(instance), JSON.parse(result))).toEqual({ ok: true });
  expect(instance + result).not.toMatch(/org_|lst_|ord_|29000|lat/);

  // A download that is broken off ends its thread, or the next ones would find no room.
  for (let broken = 0; broken < 6; broken += 1) {
    const stream = await instanceStream(cell?.runId ?? "");
    stream?.destroy();
    await once(stream as Readable, "close");
  }

  for (const path of [
    `/segel/${here.nightId}/TLR-rows.json`,
    "/segel/mnt_x",
    `/segel/${here.nightId}/BRS-result.json`,
  ])
    expect((await anybody.get(path)).status).toBe(404);
});

async function textOf(stream: AsyncIterable<unknown> | null): Promise<string> {
  let text = "";
  for await (const piece of stream ?? []) text += String(piece);
  return text;
}
