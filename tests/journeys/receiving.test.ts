import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import { dayOf } from "#app/kernel/calendar.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { pageOf, startBrowser, startHouse, write } from "#tests/support/browser.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries } from "#tests/support/deliveries.ts";

// Goal: a receiver at a door without signal weighs, refuses, photographs and signs; the house learns of it once, and a second
// phone that weighed the same is compared, not lost. Method: real Chromiums at the built house, their network taken away.

const database = await testDatabase();
const base = await startHouse({ url: database.url });

const receiptsOf = (shipmentId: string) => database.sql`
  select r.*, l.gross_base::text as gross, l.tare_base::text as tare, l.accepted_base::text as accepted,
    l.rejected_base::text as rejected, l.reject_reason, l.disposition, l.sensed_flaws, f.byte_count, f.media_type
  from receipts r join shipment_lines l on l.shipment_id = r.shipment_id
  left join stored_files f on f.id = l.photo_id where r.shipment_id = ${shipmentId}`;

/** Goods before the door of a kitchen today, and the page that receives them. */
async function atTheDoor() {
  const { promised, dispatched } = deliveries(database);
  const deal = await promised();
  await approveOrder(deal.town.callOf(deal.kitchen.head), { orderId: deal.orderId });
  // The worker plans it.
  const plannedIds = async () =>
    (await database.sql`select id from shipments where order_id = ${deal.orderId}`).map((row) =>
      String(row["id"]),
    );
  await expect.poll(plannedIds, { timeout: 30_000 }).toHaveLength(1);
  const shipmentId = await dispatched(deal, 100_000n, (await plannedIds())[0]);
  await database.sql`update shipments set delivery_day = ${dayOf(new Date(), "Asia/Jakarta")} where id = ${shipmentId}`;
  const [row] = await database.sql`select slug from organisations where id = ${deal.kitchen.id}`;
  return {
    deal,
    shipmentId,
    list: `/${row?.["slug"]}/terima`,
    door: `/${row?.["slug"]}/terima/${shipmentId}`,
  };
}

/** Opens the list, and waits until the phone keeps it and the page behind it. */
async function keepsPages(page: Page, list: string, door: string): Promise<void> {
  await page.goto(list);
  const isKept = (path: string) =>
    page.evaluate(async (at) => (await caches.match(at, { cacheName: "lumbung-pages" })) !== undefined, path);
  await expect.poll(() => isKept(door), { timeout: 30_000 }).toBe(true);
}

async function sign(page: Page, at: number): Promise<void> {
  const pad = page.locator("canvas").nth(at);
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error("there is a field to sign in");
  await page.mouse.move(box.x + 40, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 140, box.y + 90, { steps: 6 });
  await page.mouse.up();
}

/** A picture that weighs far more than may be sent: noise, as no camera can make it smaller. */
function hugePhoto(page: Page): Promise<Buffer> {
  return page
    .evaluate(async () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [1_600, 1_200];
      const pen = canvas.getContext("2d");
      for (let x = 0; x < 1_600; x += 4)
        for (let y = 0; y < 1_200; y += 4) {
          if (pen) pen.fillStyle = `hsl(${(x * 7 + y * 13 + ((x * y) % 97) * 5) % 360} 80% 50%)`;
          pen?.fillRect(x, y, 4, 4);
        }
      return canvas.toDataURL("image/png").split(",")[1] ?? "";
    })
    .then((base64) => Buffer.from(base64, "base64"));
}

async function offline(context: BrowserContext, isOff: boolean): Promise<void> {
  await context.setOffline(isOff);
}

test("received without a signal, sent once; a second phone is compared and nothing is lost", {
  timeout: 240_000,
}, async () => {
  const { deal, shipmentId, list, door } = await atTheDoor();
  const browser = await startBrowser();
  const first = await pageOf(browser, deal.kitchen.field.personId, { base });
  const second = await pageOf(browser, deal.kitchen.finance.personId, { base });
  const photo = await hugePhoto(first);
  expect(photo.length).toBeGreaterThan(300_000);
  for (const page of [first, second]) await keepsPages(page, list, door);
  for (const page of [first, second]) await offline(page.context(), true);

  // Both open the list and the delivery that no one had looked at yet, from the phone's memory.
  for (const page of [first, second]) {
    await page.goto(list);
    await page.locator(`a[href="${door}"]`).first().click();
    await page.waitForURL(`**${door}`);
    await page.getByText("Tidak ada sinyal").waitFor();
  }

  // The first weighs with the crate, refuses a part with a reason and a photo, and all three sign.
  await first.locator("summary", { hasText: "Timbang dengan wadah" }).click();
  await write(first, "lines[0].gross", "101,5");
  await write(first, "lines[0].tare", "1,5");
  await first.getByText("Bersih 100 kg").waitFor();
  await first.getByText("Kemasan kurang").click();
  await first.locator("summary", { hasText: "Ada yang ditolak" }).click();
  await write(first, "lines[0].rejected", "120");
  await first.getByRole("button", { name: "Simpan hasil timbang" }).click();
  // What cannot be is said while the truck still stands there.
  await first.getByText("Yang ditolak tidak bisa melebihi yang ditimbang.").first().waitFor();
  await write(first, "lines[0].rejected", "2");
  await first.getByText("Layu").click();
  await first.getByText("Dimusnahkan").click();
  await first
    .locator('input[type="file"]')
    .setInputFiles({ name: "bukan.jpg", mimeType: "image/jpeg", buffer: Buffer.from("bukan foto") });
  await first.getByText("Ini bukan foto yang bisa dibuka").waitFor();
  await first
    .locator('input[type="file"]')
    .setInputFiles({ name: "layu.png", mimeType: "image/png", buffer: photo });
  await first.locator("li", { hasText: "layu.jpg" }).first().waitFor();
  await write(first, "witnessName", "Bu Gizi");
  for (const at of [0, 1, 2]) await sign(first, at);
  await first.getByRole("button", { name: "Simpan hasil timbang" }).click();
  await first.getByText(/Tersimpan di HP ini pukul/).waitFor();

  // The second takes everything in one tap; each phone still has only itself.
  await second.getByRole("button", { name: "Semua sesuai, terima" }).click();
  await second.getByText(/Tersimpan di HP ini pukul/).waitFor();
  expect(await receiptsOf(shipmentId)).toHaveLength(0);
  // Closed and opened again, the phone still has it.
  await first.goto(list);
  await first.getByText("hasil timbang menunggu sinyal").waitFor();

  await offline(first.context(), false);
  await expect.poll(async () => (await receiptsOf(shipmentId)).length, { timeout: 30_000 }).toBe(1);
  const [receipt] = await receiptsOf(shipmentId);
  if (!receipt) throw new Error("there is a receipt");
  expect(receipt).toMatchObject({
    gross: "101500",
    tare: "1500",
    accepted: "98000",
    rejected: "2000",
    reject_reason: "wilted",
    disposition: "destroyed",
    sensed_flaws: ["packaging"],
    witness_name: "Bu Gizi",
    media_type: "image/jpeg",
  });
  expect(Number(receipt["byte_count"])).toBeLessThanOrEqual(300_000);
  for (const by of ["receiver", "driver", "witness"])
    expect(receipt[`${by}_signature`]).toMatch(/^M\d+ \d+L/);
  // It was received when it was weighed, not when the house learnt of it.
  expect((receipt["told_at"] as Date).getTime()).toBeGreaterThan((receipt["received_at"] as Date).getTime());

  await offline(second.context(), false);
  await second.getByText("Hasil timbang kedua berbeda").waitFor();
  await second.getByText("ditolak 2 kg, layu").waitFor();
  const seconds = await database.sql`select delivered_base::text as delivered from second_weighings`;
  expect(seconds.map((row) => row["delivered"])).toEqual(["100000"]);
  expect(await receiptsOf(shipmentId)).toHaveLength(1);
  const sideways = await second.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(sideways).toBe(false);
});

test("what the house refused of a delivery that others took over meanwhile is read once more and thrown off the phone", {
  timeout: 120_000,
}, async () => {
  const { deal, shipmentId, list, door } = await atTheDoor();
  const page = await pageOf(await startBrowser(), deal.kitchen.field.personId, { base });
  await keepsPages(page, list, door);
  await offline(page.context(), true);
  await page.goto(door);
  await page.getByText("Tidak ada sinyal").waitFor();
  await page.getByRole("button", { name: "Semua sesuai, terima" }).click();
  await page.getByText(/Tersimpan di HP ini pukul/).waitFor();
  await page.context().route(`**${door}*`, (route) =>
    route.request().method() === "POST"
      ? route.fulfill({
          status: 422,
          contentType: "text/html",
          body: '<div role="alert"><ul><li>Foto tidak bisa dibuka.</li></ul></div>',
        })
      : route.continue(),
  );
  await offline(page.context(), false);
  await page.getByText("Foto tidak bisa dibuka.").first().waitFor();
  await deliveries(database).receive(deal, shipmentId, { deliveredBase: "100000" });

  await page.goto(list);
  await page.getByText("perlu dibetulkan").waitFor();
  await page.getByRole("link", { name: "Buka", exact: true }).first().click();
  await page.waitForURL(`**${door}/hasil`);
  await page.getByText("tidak bisa ditimbang lagi").waitFor();
  await page.getByText("Foto tidak bisa dibuka.").waitFor();
  await page.getByText("Semua dicatat sesuai surat jalan.").waitFor();
  await page.getByRole("button", { name: "Buang dari HP ini" }).click();
  await page.getByText("tidak bisa ditimbang lagi").waitFor({ state: "detached" });
  await offline(page.context(), true);
  await page.goto(list);
  await page.getByText("Tidak ada sinyal").waitFor();
  expect(await page.getByText("perlu dibetulkan").count()).toBe(0);
  expect(await receiptsOf(shipmentId)).toHaveLength(1);
});

test("a photo of 50 MB, or one that is no photo, gets a clear answer and costs nothing that was weighed", {
  timeout: 120_000,
}, async () => {
  const { deal, shipmentId, door } = await atTheDoor();
  const page = await pageOf(await startBrowser(), deal.kitchen.field.personId, { base });
  const [line] = await database.sql`select id from shipment_lines where shipment_id = ${shipmentId}`;
  // As a browser without scripts would send it.
  const send = (name: string, buffer: Buffer) =>
    page.context().request.post(base + door, {
      headers: { origin: base },
      maxRedirects: 0,
      multipart: {
        _key: `photo-${name}`,
        intent: "weighed",
        receiverName: "Bu Sri",
        "lines[0].shipmentLineId": String(line?.["id"]),
        "lines[0].delivered": "99,5",
        "lines[0].rejected": "2",
        "lines[0].reason": "wilted",
        "lines[0].disposition": "returned",
        "lines[0].photo": { name, mimeType: "image/jpeg", buffer },
      },
    });
  const isUntouched = async () => {
    expect(await receiptsOf(shipmentId)).toHaveLength(0);
    const kept =
      await database.sql`select 1 from stored_files where owner_id = ${deal.kitchen.id} and purpose = 'receiving_photo'`;
    expect(kept).toHaveLength(0);
  };

  const huge = await send("besar.jpg", Buffer.alloc(50_000_000, 7));
  expect(huge.status()).toBe(413);
  expect(await huge.text()).toContain("terlalu besar");
  await isUntouched();

  // Within what a form may weigh, and more than a photo may.
  const large = await send(
    "enam.jpg",
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(6_000_000)]),
  );
  expect(large.status()).toBe(422);
  const answer = await large.text();
  expect(answer).toContain("5 MB");
  // What was weighed stands in the form again.
  expect(answer).toContain('value="99,5"');
  const words = await send("kata.jpg", Buffer.from("bukan foto"));
  expect(words.status()).toBe(422);
  expect(await words.text()).toContain("foto");
  await isUntouched();

  const good = await send("layu.png", await hugePhoto(page));
  expect(good.status()).toBe(303);
  expect(await receiptsOf(shipmentId)).toMatchObject([{ accepted: "97500", rejected: "2000" }]);
});
