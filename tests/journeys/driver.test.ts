import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import { openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { startBrowser, startHouse } from "#tests/support/browser.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, depart, locked, trip, weigh } from "#tests/support/loads.ts";

// Goal: what a driver taps on a road without signal arrives once, with the time at which he tapped it. Method: a real
// Chromium at the built house whose network is taken away and given back; and once without scripts.

const database = await testDatabase();
const base = await startHouse({ url: database.url });

async function driverLink(deal: Deal, tripId: string): Promise<string> {
  const token = await openLinkToken(deal.hub.id, { purpose: "drive", subjectId: tripId }, new Date());
  return `${base}/t/${token ?? ""}`;
}

async function phone(
  browser: Browser,
  wish: { readonly script: boolean },
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 780 },
    locale: "id-ID",
    javaScriptEnabled: wish.script,
  });
  context.setDefaultTimeout(30_000);
  return { context, page: await context.newPage() };
}

const marksOf = (tripId: string) => database.sql`
  select place, deed, signed_name, signature_id, happened_at, told_at from driver_marks where trip_id = ${tripId} order by told_at, deed`;

async function eventually<Value>(
  ask: () => Promise<Value>,
  isDone: (value: Value) => boolean,
): Promise<Value> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const value = await ask();
    if (isDone(value) || performance.now() > deadline) return value;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

test("without a signal the taps are kept on the phone, and sent once when it is back", {
  timeout: 180_000,
}, async () => {
  const deal = await locked(database, [100], { at: new Date() });
  const planned = await trip(deal);
  await weigh(deal, planned.shares[0]?.shipmentId ?? "", 1_500_000n);
  await depart(deal, planned.trip.id);
  const { context, page } = await phone(await startBrowser(), { script: true });
  await page.goto(await driverLink(deal, planned.trip.id));
  const door = page.locator("article").last();
  // From then on the phone keeps what is tapped.
  await door.locator("form[data-about][data-keeps]").waitFor();
  await context.setOffline(true);
  await door.getByRole("button", { name: "Tiba di tempat" }).click();
  await door.getByText("tersimpan di HP").waitFor();
  // What comes next can be said at once, and drawn.
  await door.getByLabel("Nama penerima").fill("Pak Budi");
  const pad = await door.locator("canvas").boundingBox();
  if (!pad) throw new Error("there is a field to sign in");
  await page.mouse.move(pad.x + 40, pad.y + 40);
  await page.mouse.down();
  await page.mouse.move(pad.x + 120, pad.y + 80, { steps: 5 });
  await page.mouse.up();
  await door.getByRole("button", { name: "Sudah diserahkan" }).click();
  await door.getByText("tersimpan di HP").nth(1).waitFor();
  expect(await marksOf(planned.trip.id)).toHaveLength(0);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await context.setOffline(false);
  const marks = await eventually(
    () => marksOf(planned.trip.id),
    (rows) => rows.length === 2,
  );
  expect(marks.map((mark) => mark["deed"])).toEqual(["arrived", "handed"]);
  expect(marks[1]).toMatchObject({ place: "dropoff", signed_name: "Pak Budi" });
  expect(marks[1]?.["signature_id"]).not.toBeNull();
  const [first] = marks;
  if (!first) throw new Error("he said that he was there");
  // It happened when he tapped, not when it was sent.
  expect((first["told_at"] as Date).getTime() - (first["happened_at"] as Date).getTime()).toBeGreaterThan(
    1_000,
  );
  await door.getByText("Diserahkan").first().waitFor();
  const left = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const opening = indexedDB.open("lumbung");
          opening.onsuccess = () => {
            const all = opening.result.transaction("kept").objectStore("kept").count();
            all.onsuccess = () => resolve(all.result);
          };
        }),
    );
  await expect.poll(left, { timeout: 30_000 }).toBe(0);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(sideways).toBe(false);
});

test("without scripts the same page is plain forms", { timeout: 120_000 }, async () => {
  const deal = await locked(database, [50], { at: new Date() });
  const planned = await trip(deal);
  const { page } = await phone(await startBrowser(), { script: false });
  await page.goto(await driverLink(deal, planned.trip.id));
  const first = page.locator("article").first();
  await first.getByRole("button", { name: "Tiba di tempat" }).click();
  await first.getByText(/^Tiba \d\d\.\d\d/).waitFor();
  await first.getByRole("button", { name: "Sudah dimuat" }).click();
  await first.getByText(/^Dimuat \d\d\.\d\d/).waitFor();
  expect(await marksOf(planned.trip.id)).toHaveLength(2);
  // The wrong button: his last word counts no longer, stays on record, and can be said again.
  await first.getByRole("button", { name: "Salah tekan? Batalkan" }).click();
  await first.getByRole("button", { name: "Sudah dimuat" }).waitFor();
  const standing = () => database.sql`
    select deed from driver_marks where trip_id = ${planned.trip.id} and taken_back_at is null`;
  expect(await standing()).toEqual([{ deed: "arrived" }]);
  await first.getByRole("button", { name: "Sudah dimuat" }).click();
  await first.getByText(/^Dimuat \d\d\.\d\d/).waitFor();
  expect(await standing()).toHaveLength(2);
  expect(await marksOf(planned.trip.id)).toHaveLength(3);
});
