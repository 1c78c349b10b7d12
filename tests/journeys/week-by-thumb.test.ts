import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { mondayOf } from "#app/modules/menus/kitchen-calendar.ts";
import { markDays } from "#app/modules/menus/mark-days.server.ts";
import { pageOf } from "#tests/support/browser.ts";
import { eggMenu } from "#tests/support/menus.ts";
import { stage } from "#tests/support/stage.ts";
import type { World } from "#tests/support/world.ts";

// Goal: from "Tugas hari ini" to the orders of a whole week in two minutes by thumb, and one look a day for the head.
// Method: a phone of 360 px in a real Chromium, touched and never clicked; taps are counted, and the time from the first page
// to the last answer is taken. The bound on taps is what the promise rests on; the one on time is generous, for slow machines.

const TAPS_MAX = 25;
const SECONDS_MAX = 110;

/** A thumb that counts. Scrolling to what it touches is the phone's doing. */
function thumbOn(page: Page) {
  const started = performance.now();
  let taps = 0;
  return {
    async tap(selector: string): Promise<void> {
      await page.locator(selector).first().tap();
      taps += 1;
    },
    told: (deed: string) => {
      const seconds = (performance.now() - started) / 1000;
      console.info(`${deed}: ${taps} taps, ${seconds.toFixed(1)} s`);
      return { taps, seconds };
    },
  };
}

/** Somebody sells each of the goods of the egg menu. */
async function everythingOnOffer(town: World): Promise<void> {
  const koperasi = await town.koperasi();
  await town.goods(koperasi);
  for (const [commodityCode, gradeCode, unit, priceRupiah] of [
    ["BRS", "P", "kg", "14500"],
    ["MYK", "A", "liter", "15000"],
    ["WRT", "A", "kg", "12000"],
  ] as const)
    await town.goods(koperasi, {
      commodityCode,
      gradeCode,
      unit,
      priceRupiah,
      costRupiah: "10000",
      title: commodityCode,
    });
}

test("a week's orders are sent from the first screen by thumb, and approved together", {
  timeout: 180_000,
}, async () => {
  const { database, town, base, browser, home } = await stage("postgresql");
  const kitchen = await town.kitchen();
  await town.budget(kitchen, 500_000_000n);
  const monday = addDays(mondayOf(town.today), 7);
  await eggMenu(town, kitchen.nutrition, monday);
  await markDays(town.callOf(kitchen.head), {
    fromDay: monday,
    smallHeads: "1200",
    largeHeads: "1800",
    reason: "headcount",
  });
  await everythingOnOffer(town);
  const states = async () => {
    const rows = await database.sql`select state, count(*)::int as count from orders group by state`;
    return Object.fromEntries(rows.map((row) => [row["state"], row["count"]]));
  };

  const page = await pageOf(browser, kitchen.finance.personId, { base, touch: true });
  const thumb = thumbOn(page);
  await page.goto(await home(kitchen));
  await thumb.tap('main a[href*="/kebutuhan"]');
  await page.waitForURL(/\/kebutuhan/);
  // The address changes before the screen does.
  await page.locator('button[name="intent"][value="draft"]').waitFor();
  // On a Sunday the hour decides which deliveries of the eve and of Monday are too late: the screen says it of each.
  const late = await page.getByText("Kiriman ini tidak ikut dibuatkan draf.").count();
  expect(late).toBeLessThanOrEqual(addDays(town.today, 1) === monday ? 3 : 0);
  await thumb.tap('button[name="intent"][value="draft"]');
  await page.waitForURL(/\/pesanan\/kirim/);
  const drafted = 6 - late;
  expect(await states()).toEqual({ draft: drafted });
  await thumb.tap('button[name="intent"][value="send"]');
  await page.waitForURL(/\/pesanan\?keadaan=submitted/);
  const sent = thumb.told("a week's orders");
  expect(await states()).toEqual({ submitted: drafted });
  expect(sent.taps).toBeLessThanOrEqual(TAPS_MAX);
  expect(sent.seconds).toBeLessThan(SECONDS_MAX);

  const head = await pageOf(browser, kitchen.head.personId, { base, touch: true });
  const word = thumbOn(head);
  await head.goto(await home(kitchen));
  await word.tap('main a[href$="/pesanan/setujui"]');
  await word.tap('button[name="intent"][value="approve"]');
  await head.waitForURL(/\/pesanan\?keadaan=approved/);
  expect(word.told("the head's word").taps).toBe(2);
  expect(await states()).toEqual({ approved: drafted });
});
