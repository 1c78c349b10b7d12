import { expect } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { pageOf, reloadUntil, write } from "./browser.ts";
import type { Stage } from "./stage.ts";

const PHOTO = {
  name: "bukti.jpg",
  mimeType: "image/jpeg",
  buffer: Buffer.from("ffd8ffe000104a46494600010101", "hex"),
};

/**
 * A kitchen and a koperasi from the order to the verified payment, by pressing what each person sees. The kitchen's
 * office works at `width`, the koperasi on a phone, and the field worker at the door on a phone without JavaScript.
 */
export async function kitchenOnScreens({ database, town, base, browser, home }: Stage, width: 360 | 1280) {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  await town.goods(koperasi);
  await town.budget(kitchen, 27_600_000n);
  const [kitchenHome, koperasiHome] = [await home(kitchen), await home(koperasi)];

  // The accountant writes an order of 100 kg of eggs and sends it.
  const finance = await pageOf(browser, kitchen.finance.personId, { base, width });
  await finance.goto(`${kitchenHome}/pesanan/baru`);
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
  await reloadUntil(chair, koperasiHome, 'a[href*="/pesanan-masuk/cmt_"]');
  await chair.click('a[href*="/pesanan-masuk/cmt_"]');
  await chair.click('button[name="intent"][value="all"]');
  await chair.waitForLoadState();

  // The head approves from the task list; goods may leave.
  const head = await pageOf(browser, kitchen.head.personId, { base, width });
  await reloadUntil(head, kitchenHome, 'a[href*="/pesanan/ord_"]');
  await head.click('a[href*="/pesanan/ord_"]');
  await head.click('button[name="intent"][value="approve"]');
  await reloadUntil(head, orderPath, 'a[href^="/dokumen/doc_"]');

  const warehouse = await pageOf(browser, koperasi.warehouse.personId, { base });
  await reloadUntil(warehouse, koperasiHome, 'a[href*="/kirim/shp_"]');
  await warehouse.click('a[href*="/kirim/shp_"]');
  await write(warehouse, "driverName", "Pak Yono");
  await write(warehouse, "vehiclePlate", "AG 0000 XA");
  await warehouse.click('main form button[type="submit"]:not([disabled])');
  await expect
    .poll(async () => (await database.sql`select state from shipments`)[0]?.["state"], { timeout: 30_000 })
    .toBe("dispatched");

  // At the door, without JavaScript: everything arrived as it was sent.
  const field = await pageOf(browser, kitchen.field.personId, { base, script: false });
  await reloadUntil(field, kitchenHome, 'a[href*="/terima/shp_"]');
  await field.click('a[href*="/terima/shp_"]');
  await write(field, "receiverName", "Sari");
  await field.click('button[name="intent"][value="all"]');
  await expect
    .poll(async () => (await database.sql`select state from shipments`)[0]?.["state"], { timeout: 30_000 })
    .toBe("received");

  // The invoice came by itself; the treasurer issues it and the accountant pays with proof.
  const treasurer = await pageOf(browser, koperasi.treasurer.personId, { base });
  await reloadUntil(treasurer, koperasiHome, 'a[href*="/penjualan/bil_"]');
  await treasurer.click('a[href*="/penjualan/bil_"]');
  await treasurer.click('button[name="intent"][value="issue"]');
  await reloadUntil(finance, kitchenHome, 'a[href*="/bayar/bil_"]');
  await finance.click('a[href*="/bayar/bil_"]');
  await write(finance, "bankName", "BRI");
  await write(finance, "bankReference", "TRX-0001");
  await finance.setInputFiles('[name="proof"]', PHOTO);
  await finance.click('main form button[type="submit"]');
  await finance.waitForURL(/\/tagihan\/bil_/);

  // A second person, on the other side, confirms the money; the kwitansi is there.
  await reloadUntil(treasurer, koperasiHome, 'a[href*="/pembayaran-masuk/pay_"]');
  await treasurer.click('a[href*="/pembayaran-masuk/pay_"]');
  await treasurer.click('button[name="intent"][value="verify"]');
  await expect
    .poll(async () => (await database.sql`select state, paid_rupiah::text as paid from invoices`)[0], {
      timeout: 30_000,
    })
    .toMatchObject({ state: "settled", paid: "2720000" });
  await reloadUntil(treasurer, new URL(treasurer.url()).pathname, 'a[href^="/dokumen/doc_"]');
}
