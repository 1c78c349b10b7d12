// Every screen of a running demo, as its user sees it, at 360 and 1280 px, into .screens/ with an index.html for a person to
// look through. Exits 1 when a screen answers with an error, scrolls sideways, or shows what is not for people.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { DEMO_PASSWORD, demoGuide } from "#db/seed/demo/credentials.ts";
import { contactSheet } from "./contact-sheet.ts";
import { photograph, type Shot, type Studio, visit, walk } from "./visit.ts";

const AT_ONCE = 3;
const studio: Studio = { base: process.env["SCREENS_BASE"] ?? "", folder: ".screens" };

/** Pages that no link of one's workspace leads to. */
const PUBLIC_PATHS = [
  "/",
  "/masuk",
  "/daftar",
  "/lupa-sandi",
  "/api/v1",
  "/verifikasi/bukan-kode",
  "/jejak-rupiah",
];
const OWN_PATHS: Readonly<Record<string, readonly string[]>> = {
  "kepala.s08": ["/akun", "/akun/keamanan"],
  "admin.platform": ["/operator", "/surel"],
};
/** Forms sent empty: how an error looks where people type most. The path stands below the workspace. */
const EMPTY_FORMS: Readonly<Record<string, readonly string[]>> = {
  "keuangan.s08": ["pesanan/baru"],
  "gudang.k07": ["barang/baru?komoditas=TLR"],
};

async function newContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, locale: "id-ID" });
  context.setDefaultTimeout(60_000);
  return context;
}

async function signIn(context: BrowserContext, email: string): Promise<string> {
  const page = await context.newPage();
  await page.goto(`${studio.base}/masuk`);
  await page.fill('input[name="email"]', email);
  await page.fill('input[name="password"]', DEMO_PASSWORD);
  await Promise.all([
    page.waitForURL((url) => url.pathname !== "/masuk"),
    page.click('form:has(input[name="password"]) button[type="submit"]'),
  ]);
  const start = new URL(page.url()).pathname;
  await page.close();
  return start;
}

async function sendEmpty(context: BrowserContext, who: string, path: string): Promise<Shot> {
  const page = await context.newPage();
  await page.goto(studio.base + path);
  await page.locator('main form[method="post"] button[type="submit"]').last().click();
  await page.waitForSelector('[aria-invalid="true"]');
  const words = path.split("/").slice(2).join("-").replace(/\?.*/, "");
  const file = `${who.replaceAll(".", "-")}--${words}--kosong`;
  const faults = await photograph(page, studio, file);
  await page.close();
  return { who, path: `${path} (dikirim kosong)`, file, faults };
}

async function ofPerson(browser: Browser, mailbox: string): Promise<Shot[]> {
  const context = await newContext(browser);
  try {
    const start = await signIn(context, `${mailbox}@contoh.test`);
    const shots = await walk(context, studio, { who: mailbox, start, also: OWN_PATHS[mailbox] ?? [] });
    for (const form of EMPTY_FORMS[mailbox] ?? [])
      shots.push(await sendEmpty(context, mailbox, `${start}/${form}`));
    const page = await context.newPage();
    const nowhere = await visit(page, studio, { who: mailbox, path: `${start}/tidak-ada`, status: 404 });
    return nowhere === null ? shots : [...shots, nowhere];
  } finally {
    await context.close();
  }
}

async function ofEverybody(browser: Browser): Promise<Shot[]> {
  const context = await newContext(browser);
  const page = await context.newPage();
  const shots: Shot[] = [];
  for (const path of PUBLIC_PATHS) {
    const status = path.startsWith("/verifikasi/") ? 404 : 200;
    const shot = await visit(page, studio, { who: "umum", path, status });
    if (shot !== null) shots.push(shot);
  }
  const nowhere = await visit(page, studio, { who: "umum", path: "/tidak/ada", status: 404 });
  await context.close();
  return nowhere === null ? shots : [...shots, nowhere];
}

const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--lang=id-ID",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
  ],
});
const only = process.env["SCREENS_ONLY"]?.split(",");
if (!only) await rm(studio.folder, { recursive: true, force: true });
await mkdir(studio.folder, { recursive: true });

const wanted = ["umum", ...demoGuide.map(([mailbox]) => mailbox)].filter(
  (who) => only?.includes(who) ?? true,
);
const taken = new Map<string, Shot[]>();
const waiting = [...wanted];
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let who = waiting.shift(); who !== undefined; who = waiting.shift()) {
      const began = performance.now();
      // One person who cannot get in must not take the pictures of all others away.
      const shots = await (who === "umum" ? ofEverybody(browser) : ofPerson(browser, who)).catch((error) => [
        { who, path: "", file: "", faults: [String(error).slice(0, 300)] },
      ]);
      taken.set(who, shots);
      console.log(
        `✓ ${who}: ${shots.length} layar, ${Math.round((performance.now() - began) / 100) / 10} dtk`,
      );
    }
  }),
);
await browser.close();

const shots = wanted.flatMap((who) => taken.get(who) ?? []);
await writeFile(`${studio.folder}/index.html`, contactSheet(shots, new Map(demoGuide)));
const faulty = shots.filter((shot) => shot.faults.length > 0);
for (const { who, path, faults } of faulty) console.error(`✗ ${who} ${path}: ${faults.join("; ")}`);
console.log(`${shots.length} layar, ${faulty.length} bermasalah: ${studio.folder}/index.html`);
if (faulty.length > 0) process.exitCode = 1;
