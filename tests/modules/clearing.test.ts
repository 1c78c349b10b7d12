import { inflateSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { answerCell } from "#app/modules/matching/answer-cell.ts";
import { readRowsText, rowsText } from "#app/modules/matching/cell-market.ts";
import { clearMarket } from "#app/modules/matching/clear-market.server.ts";
import { clearNight } from "#app/modules/matching/clear-night.server.ts";
import { nightById, nightCells } from "#app/modules/matching/night-reads.server.ts";
import { openMarketDay } from "#app/modules/matching/open-market-day.server.ts";
import { openNights } from "#app/modules/matching/open-nights.server.ts";
import { publishNight } from "#app/modules/matching/publish-night.server.ts";
import { type LineReason, type LotReason, readReasons } from "#app/modules/matching/reason-page.ts";
import { nightRoot } from "#app/modules/matching/seal-cell.ts";
import { closeMatchingThreads, solveInThread } from "#app/modules/matching/solve-in-thread.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

afterAll(closeMatchingThreads);

const HOUR_MS = 3_600_000;

/** A town of its own for each test: cells are about a whole country, so tests would see each other's goods. */
async function town() {
  const database = await testDatabase({ poolSize: 20 });
  const made = world(database);
  const cell = { commodityCode: "TLR", deliveryDay: made.deliveryDay };
  return {
    ...made,
    sql: database.sql,
    cell,
    call: () => made.systemCall(),
    /** The call of somebody on the evening of the cut-off. */
    evening: () => ({ ...made.systemCall(), at: new Date(made.at.getTime() + 48 * HOUR_MS) }),
    runs: async () =>
      (await database.sql`select * from match_runs order by id`).map(
        (row) => ({ ...row }) as Record<string, unknown>,
      ),
  };
}

test("two cities that reach the same lot are matched together: the more urgent is filled, wherever it is", async () => {
  const here = await town();
  const [blitar, malang] = [await here.kitchen(), await here.kitchen({ regionCode: "35.73.03.1012" })];
  const seller = await here.koperasi();
  await here.goods(seller, { radiusMetres: 300_000 }, { quantityBase: 100_000n });
  const first = await here.order(blitar);
  const urgent = await here.order(malang);
  await here.sql`update orders set urgency_class = 0 where id = ${urgent}`;
  for (const orderId of [first, urgent]) await openMarketDay(here.call(), { orderId });

  const { nightIds } = await openNights(here.evening(), {});
  expect(nightIds).toHaveLength(1);
  await clearNight(here.evening(), { nightId: nightIds[0] ?? "" });

  expect((await here.linesOf(urgent))[0]?.promisedBase).toBe(100_000n);
  expect((await here.linesOf(first))[0]?.promisedBase).toBe(0n);
  const days =
    await here.sql`select city_code, cleared_at is not null as cleared from market_days order by city_code`;
  expect(days.map((row) => row["cleared"])).toEqual([true, true]);
});

test("a night keeps what it read and answered, and its root can be reckoned again from the downloads", async () => {
  const here = await town();
  const kitchen = await here.kitchen();
  const seller = await here.koperasi();
  await here.goods(seller);
  await here.goods(seller, { commodityCode: "SLK", gradeCode: "A", title: "Salak" });
  const orderId = await here.order(kitchen);
  await openMarketDay(here.call(), { orderId });
  const [nightId = ""] = (await openNights(here.evening(), {})).nightIds;
  expect((await nightById(nightId))?.state).toBe("open");
  await clearNight(here.evening(), { nightId });

  const night = await nightById(nightId);
  expect(night).toMatchObject({ state: "published", cellCount: 1, lineCount: 1, assignmentCount: 1 });
  const cells = await nightCells(nightId);
  expect(nightRoot(cells)).toBe(night?.root);
  const [rows] = await here.sql`select bytes from match_files where kind = 'rows'`;
  const text = inflateSync(rows?.["bytes"]).toString();
  const task = readRowsText(text);
  expect(task).toMatchObject({
    cell: here.cell,
    limits: { cities: { [kitchen.cityCode]: { suppliersMax: 3 } } },
  });
  expect(rowsText(task)).toBe(text);
  const again = answerCell(task);
  expect(again.rows.sha256).toBe(cells[0]?.rowsHash);
  expect(again.result.sha256).toBe(cells[0]?.resultHash);
  expect(again.seal).toEqual({ components: cells[0]?.components, rest: cells[0]?.rest });

  await expect(here.sql`update match_nights set root = 'x' where id = ${nightId}`).rejects.toThrow(
    /does not change/,
  );
  await expect(here.sql`delete from match_files`).rejects.toThrow(/append-only/);
  expect(await publishNight(here.evening(), { nightId })).toMatchObject({ root: night?.root });
});

test("every line and every lot is told why", async () => {
  const here = await town();
  const kitchen = await here.kitchen();
  await here.goods(await here.koperasi(), {}, { quantityBase: 60_000n });
  await here.goods(await here.koperasi(), { priceRupiah: "35000" });
  await here.order(kitchen);
  await clearMarket(here.call(), {
    cityCode: kitchen.cityCode,
    deliveryDay: here.deliveryDay,
    trigger: "on_demand",
  });
  const told = async (kind: string) => {
    const [page] =
      await here.sql`select encoding, bytes, subject_ids from match_reason_pages where kind = ${kind}`;
    const { told } = readReasons<LineReason & LotReason>(page as never);
    expect(page?.["subject_ids"]).toEqual(told.map(([id]) => id));
    return told.map(([, because]) => because);
  };
  const [line] = await told("lines");
  expect(line).toMatchObject({
    filled: 60_000,
    unfilled: 40_000,
    outcome: "shortage",
    excluded: { ceiling: 1 },
  });
  const lots = (await told("lots")).map(({ sold, available }) => [sold, available]);
  expect(lots.sort()).toEqual([
    [0, 500_000],
    [60_000, 60_000],
  ]);
  const [run] = await here.runs();
  expect(run).toMatchObject({ asked_base: "100000", filled_base: "60000", state: "applied" });
});

test("the reckoning does not hold up the process: its loop turns while a large cell is solved", {
  timeout: 60_000,
}, async () => {
  const here = await town();
  const lines = Array.from({ length: 700 }, (_, at) =>
    JSON.stringify([
      ...[
        `orl_${String(at).padStart(6, "0")}`,
        `ord_${at}`,
        `org_k${at % 50}`,
        "35.72",
        1,
        String(50_000 + ((at * 7_919) % 90_000)),
      ],
      ...["40000", "1000", at % 3, -8 + (at % 37) / 100, 112 + (at % 41) / 100, 1, []],
    ]),
  );
  const lots = Array.from({ length: 700 }, (_, at) =>
    JSON.stringify([
      ...[`lot_${String(at).padStart(6, "0")}`, `lst_${at}`, `org_s${at}`, "koperasi", at % 2, "kg", "1000"],
      ...[
        String(20_000 + ((at * 104_729) % 9_000)),
        "1000",
        300_000,
        -8 + (at % 43) / 100,
        112 + (at % 47) / 100,
      ],
      ...[here.today, here.deliveryDay, String(40_000 + ((at * 6_151) % 80_000)), "99999999", true, 1, 1],
    ]),
  );
  let turns = 0;
  let isDone = false;
  const turn = () => {
    turns += 1;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  const outcome = await solveInThread({ cell: here.cell, lines, lots });
  isDone = true;
  expect(outcome.pairCount).toBeGreaterThan(100_000);
  // On the loop itself there would be not one turn between asking and answering.
  expect(turns).toBeGreaterThan(100);
});
