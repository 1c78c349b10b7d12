import type { CDPSession, Page } from "playwright-core";
import { expect, test } from "vitest";
import { enrolMember } from "#app/modules/identity/enrol-member.server.ts";
import { totpCodeAt } from "#app/modules/identity/totp.server.ts";
import { pageOf, signedIn, startBrowser, startHouse, write } from "#tests/support/browser.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

// Goal: the ways in, the ways back, and a file that is handed in, work for a person in front of a browser. Method: a real
// Chromium at the built house: once with a device that keeps passkeys and is then lost, once with scripts turned off.

const database = await testDatabase();
const town = world(database, new Date());
const account = { email: "sari@contoh.test", password: "sawah hijau di kaki gunung" };
const koperasi = await town.koperasi();
const chairId = koperasi.chair.personId;
await enrolMember(town.systemCall(), {
  organisationId: koperasi.id,
  roles: ["koperasi_secretary"],
  person: { fullName: "Sari Wulandari", ...account },
});
const [row] = await database.sql`select slug from organisations where id = ${koperasi.id}`;
const slug = String(row?.["slug"]);
const base = await startHouse({ url: database.url });

/** A telephone that keeps passkeys and whose owner always puts a finger on it. */
async function withDevice(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Out, by the form that every page has for it. */
async function signOut(page: Page): Promise<void> {
  await page.goto("/akun");
  await page.locator('form[action="/keluar"] button').first().click();
  await page.waitForURL((url) => url.pathname !== "/akun");
}

/** Turns the second factor on and has recovery codes made; answers those. */
async function protect(page: Page): Promise<string[]> {
  await page.goto("/akun/keamanan");
  await press(page, "Aktifkan");
  const typed = (await page.locator("code").innerText()).replaceAll(/\s/g, "");
  await write(page, "code", totpCodeAt(fromBase32(typed), new Date()));
  await press(page, "Aktifkan dengan kode ini");
  const recovery = page.locator("section", { hasText: "Buat 10 kode baru" }).last();
  await recovery.locator('input[name="currentPassword"]').fill(account.password);
  await press(page, "Buat 10 kode baru");
  const shown = recovery.locator("ul.font-mono li");
  await shown.first().waitFor();
  return shown.allInnerTexts();
}

function fromBase32(text: string): Buffer {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

test("a passkey is added, signs in by itself, is lost with its telephone, and a recovery code leads back", {
  timeout: 180_000,
}, async () => {
  const page = await signedIn(await startBrowser(), account, { base });
  const { cdp, authenticatorId } = await withDevice(page);
  await page.goto("/akun/keamanan");
  await write(page, "label", "HP Bu Sari");
  await press(page, "Tambah kunci sandi");
  await page.getByText("belum pernah dipakai").waitFor();
  const codes = await protect(page);
  expect(codes).toHaveLength(10);

  // The passkey is both factors: neither password nor code is asked for.
  await signOut(page);
  await page.goto("/masuk");
  await press(page, "Masuk dengan kunci sandi");
  await page.waitForURL((url) => url.pathname === `/${slug}`);

  // The telephone is gone, and with it passkey and authenticator.
  await cdp.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
  await signOut(page);
  await page.goto("/masuk");
  await write(page, "email", account.email);
  await write(page, "password", account.password);
  await press(page, "Masuk");
  await page.getByRole("link", { name: "Ponsel hilang? Pakai kode cadangan" }).click();
  await page.getByLabel("Kode cadangan").fill(codes[0] ?? "");
  await press(page, "Masuk");
  await page.waitForURL((url) => url.pathname === `/${slug}`);

  // Whoever is back takes the lost key away.
  await page.goto("/akun/keamanan");
  const key = page.locator("li", { hasText: "HP Bu Sari" });
  await key.locator("summary").click();
  await key.locator('input[name="currentPassword"]').fill(account.password);
  await press(page, "Hapus kunci sandi");
  await page.getByText("Kunci sandi dihapus.").waitFor();
  expect(await key.count()).toBe(0);
  expect(await page.getByText("Sisa 9 kode").count()).toBe(1);
});

test("a file is handed in without JavaScript; a refused one keeps what was typed", {
  timeout: 120_000,
}, async () => {
  const page = await pageOf(await startBrowser(), chairId, { base, script: false });
  await page.goto(`/${slug}/organisasi`);
  const file = page.locator('input[type="file"]');
  expect(await file.boundingBox()).toMatchObject({
    height: expect.toSatisfy((height: number) => height >= 44),
  });
  await page.locator('select[name="kind"]').selectOption("tax_number");
  await page.locator('input[name="expiresOn"]').fill("2030-01-31");
  await file.setInputFiles({
    name: "catatan.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("bukan surat"),
  });
  await page.locator("form", { has: file }).locator('button[type="submit"]').click();
  await page.getByRole("alert").first().waitFor();
  expect(await page.locator('select[name="kind"]').inputValue()).toBe("tax_number");
  expect(await page.locator('input[name="expiresOn"]').inputValue()).toBe("2030-01-31");

  await file.setInputFiles({
    name: "npwp.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.7 a paper"),
  });
  await page.locator("form", { has: file }).locator('button[type="submit"]').click();
  await page.locator('a[href*="/organisasi/berkas/"]').first().waitFor();
  const rows = await database.sql`select kind, expires_on::text as until from verification_papers`;
  expect(rows).toEqual([{ kind: "tax_number", until: "2030-01-31" }]);
});
