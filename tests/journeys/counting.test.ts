import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { pageOf, write } from "#tests/support/browser.ts";
import { stage } from "#tests/support/stage.ts";

// Goal: an order that is sent while its sum is still being counted leads to the order, on any network.
// Method: a real browser; the answers that race are held back, so that each comes in the worst order every time.

const PATIENCE = { timeout: 120_000 };
const played = await stage("postgresql");

/** A kitchen's order of 100 kg of eggs, written but for its last box. */
async function orderForm(): Promise<Page> {
  const { town, browser, base, home } = played;
  const kitchen = await town.kitchen();
  await town.budget(kitchen, 27_600_000n);
  const page = await pageOf(browser, kitchen.finance.personId, { base });
  await page.goto(`${await home(kitchen)}/pesanan/baru`);
  await write(page, "deliveryDay", addDays(town.today, 3));
  await write(page, "windowStart", "14:00");
  await write(page, "windowEnd", "16:00");
  await page.selectOption('[name="adding"]', "TLR");
  await page.click('button[name="intent"][value="add"]');
  await write(page, "lines[0].quantity", "100");
  return page;
}

async function hold(page: Page, where: RegExp, ms: number, having = ""): Promise<void> {
  await page.route(where, async (route) => {
    if ((route.request().postData() ?? "").includes(having)) {
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
    await route.continue();
  });
}

async function placedWith(page: Page): Promise<void> {
  await page.click('button[name="intent"][value="place"]');
  await page.waitForURL(/\/pesanan\/ord_/);
  await page.waitForSelector('button[name="intent"][value="match"]');
}

test("what is loaded after a count comes while the order's own screen is on its way", PATIENCE, async () => {
  const page = await orderForm();
  await hold(page, /_routes=/, 3_000);
  await hold(page, /__manifest.*ord_/, 5_000);
  const counted = page.waitForResponse((answer) => (answer.request().postData() ?? "").includes("count"));
  await write(page, "lines[0].ceiling", "29000");
  await counted;
  await placedWith(page);
  expect(await page.title()).toContain("Lumbung");
});

test("the count itself is answered only after the order was placed", PATIENCE, async () => {
  const page = await orderForm();
  await hold(page, /baru\.data/, 3_000, "count");
  await hold(page, /__manifest.*ord_/, 6_000);
  const asked = page.waitForRequest((request) => (request.postData() ?? "").includes("count"));
  await write(page, "lines[0].ceiling", "29000");
  await asked;
  await placedWith(page);
  expect(await page.title()).toContain("Lumbung");
});
