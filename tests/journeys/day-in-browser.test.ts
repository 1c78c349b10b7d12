import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { fieldId } from "#app/ui/form/field.tsx";
import { pageOf, reloadUntil, startBrowser, startHouse } from "#tests/support/browser.ts";
import { testDatabase } from "#tests/support/database.ts";
import { startRedis } from "#tests/support/redis.ts";
import { world } from "#tests/support/world.ts";

// Goal: the people of a kitchen and a koperasi live their day on phones, with the built web and worker processes running.
// Method: a real Chromium taps what each person sees, task by task, from the order to the verified payment. The field
// worker at the door has no JavaScript: every form must work without it. Proofs run when the database is given back.

/** Writes into the field of this name, the one that a person sees: number fields send another, hidden one. */
function write(page: Page, name: string, text: string): Promise<void> {
  return page.locator(`[id="${fieldId(name)}"]`).fill(text);
}

const PHOTO = {
  name: "bukti.jpg",
  mimeType: "image/jpeg",
  buffer: Buffer.from("ffd8ffe000104a46494600010101", "hex"),
};

test.each(["postgresql", "redis"] as const)(
  "a day on phones, from the order to the kwitansi (%s)",
  { timeout: 300_000 },
  async (backend) => {
    const database = await testDatabase();
    const redis = backend === "redis" ? await startRedis() : null;
    const town = world(database, new Date());
    const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
    await town.goods(koperasi);
    await town.budget(kitchen, 27_600_000n);
    const slugs =
      await database.sql`select id, slug from organisations where id in (${kitchen.id}, ${koperasi.id})`;
    const home = (id: string) => `/${slugs.find((row) => row["id"] === id)?.["slug"]}`;
    const base = await startHouse({ url: database.url, redisUrl: redis?.url });
    const browser = await startBrowser();

    // The accountant writes an order of 100 kg of eggs and sends it.
    const finance = await pageOf(browser, kitchen.finance.personId, { base });
    await finance.goto(`${home(kitchen.id)}/pesanan/baru`);
    await write(finance, "deliveryDay", addDays(town.today, 3));
    await write(finance, "windowStart", "14:00");
    await write(finance, "windowEnd", "16:00");
    await finance.selectOption('[name="adding"]', "TLR");
    await finance.click('button[name="intent"][value="add"]');
    await write(finance, "lines[0].quantity", "100");
    await write(finance, "lines[0].ceiling", "29000");
    await finance.click('button[name="intent"][value="place"]');
    await finance.waitForURL(/\/pesanan\/ord_/);
    const orderPath = new URL(finance.url()).pathname;
    const held = await database.sql`select reserved_rupiah::text as held from orders`;
    expect(held[0]?.["held"]).toBe("2900000");

    // It cannot wait for the cut-off; the worker matches it, and the koperasi finds it among its tasks.
    await finance.click('button[name="intent"][value="match"]');
    const chair = await pageOf(browser, koperasi.chair.personId, { base });
    await reloadUntil(chair, home(koperasi.id), 'a[href*="/pesanan-masuk/cmt_"]');
    await chair.click('a[href*="/pesanan-masuk/cmt_"]');
    await chair.click('button[name="intent"][value="all"]');
    await chair.waitForLoadState();

    // The head approves from the task list; goods may leave.
    const head = await pageOf(browser, kitchen.head.personId, { base });
    await reloadUntil(head, home(kitchen.id), 'a[href*="/pesanan/ord_"]');
    await head.click('a[href*="/pesanan/ord_"]');
    await head.click('button[name="intent"][value="approve"]');
    await reloadUntil(head, orderPath, 'a[href^="/dokumen/doc_"]');

    const warehouse = await pageOf(browser, koperasi.warehouse.personId, { base });
    await reloadUntil(warehouse, home(koperasi.id), 'a[href*="/kirim/shp_"]');
    await warehouse.click('a[href*="/kirim/shp_"]');
    await write(warehouse, "driverName", "Pak Yono");
    await write(warehouse, "vehiclePlate", "AG 0000 XA");
    await warehouse.click('main form button[type="submit"]:not([disabled])');
    await expect
      .poll(async () => (await database.sql`select state from shipments`)[0]?.["state"], { timeout: 30_000 })
      .toBe("dispatched");

    // At the door, without JavaScript: everything arrived as it was sent.
    const field = await pageOf(browser, kitchen.field.personId, { base, script: false });
    await reloadUntil(field, home(kitchen.id), 'a[href*="/terima/shp_"]');
    await field.click('a[href*="/terima/shp_"]');
    await write(field, "receiverName", "Sari");
    await field.click('button[name="intent"][value="all"]');
    await expect
      .poll(async () => (await database.sql`select state from shipments`)[0]?.["state"], { timeout: 30_000 })
      .toBe("received");

    // The invoice came by itself; the treasurer issues it and the accountant pays with proof.
    const treasurer = await pageOf(browser, koperasi.treasurer.personId, { base });
    await reloadUntil(treasurer, home(koperasi.id), 'a[href*="/penjualan/bil_"]');
    await treasurer.click('a[href*="/penjualan/bil_"]');
    await treasurer.click('button[name="intent"][value="issue"]');
    await reloadUntil(finance, home(kitchen.id), 'a[href*="/bayar/bil_"]');
    await finance.click('a[href*="/bayar/bil_"]');
    await write(finance, "bankName", "BRI");
    await write(finance, "bankReference", "TRX-0001");
    await finance.setInputFiles('[name="proof"]', PHOTO);
    await finance.click('main form button[type="submit"]');
    await finance.waitForURL(/\/tagihan\/bil_/);

    // A second person, on the other side, confirms the money; the kwitansi is there.
    await reloadUntil(treasurer, home(koperasi.id), 'a[href*="/pembayaran-masuk/pay_"]');
    await treasurer.click('a[href*="/pembayaran-masuk/pay_"]');
    await treasurer.click('button[name="intent"][value="verify"]');
    await expect
      .poll(async () => (await database.sql`select state, paid_rupiah::text as paid from invoices`)[0], {
        timeout: 30_000,
      })
      .toMatchObject({ state: "settled", paid: "2720000" });
    await reloadUntil(treasurer, new URL(treasurer.url()).pathname, 'a[href^="/dokumen/doc_"]');
  },
);
