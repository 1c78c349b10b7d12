// Signs in as each demo role, follows every link that its own pages show inside its workspace, and takes a picture of each
// page at both widths. What a person cannot reach by tapping is not a screen of theirs.

import { mkdir } from "node:fs/promises";
import { type BrowserContext, chromium } from "playwright-core";
import { DEMO_PASSWORD, demoGuide } from "#db/seed/demo/credentials.ts";

const base = process.env["SCREENS_BASE"] ?? "";
const folder = ".screens";
const PAGES_MAX = 40;
const widths = [
  { name: "360", viewport: { width: 360, height: 780 }, isMobile: true },
  { name: "1280", viewport: { width: 1280, height: 900 }, isMobile: false },
] as const;

const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
  ],
});

/** One page per shape of path: the first order stands for all orders. */
function shapeOf(path: string): string {
  return path.replaceAll(/[a-z]{3}_[0-9a-z]{26}/g, "id");
}

async function signIn(context: BrowserContext, email: string): Promise<string> {
  const page = await context.newPage();
  await page.goto(`${base}/masuk`);
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

async function takeAll(who: string, email: string, width: (typeof widths)[number]): Promise<void> {
  const context = await browser.newContext({
    viewport: width.viewport,
    isMobile: width.isMobile,
    locale: "id-ID",
  });
  const start = await signIn(context, email);
  const workspace = start.split("/")[1] ?? "";
  const waiting = [start];
  const seen = new Set([shapeOf(start)]);
  const page = await context.newPage();
  for (let taken = 0; taken < PAGES_MAX; taken += 1) {
    const path = waiting.shift();
    if (path === undefined) break;
    const answer = await page.goto(base + path, { waitUntil: "load" });
    if ((answer?.status() ?? 500) >= 400) console.log(`${answer?.status()} ${who} ${path}`);
    const name = shapeOf(path).replaceAll("/", "_").slice(0, 90);
    await page.screenshot({ path: `${folder}/${who}${name}-${width.name}.png`, fullPage: true });
    const links = await page.$$eval("a[href]", (anchors) =>
      anchors.map((anchor) => new URL((anchor as HTMLAnchorElement).href).pathname),
    );
    for (const link of links) {
      const shape = shapeOf(link);
      if (link.split("/")[1] !== workspace || seen.has(shape) || link.endsWith(".pdf")) continue;
      seen.add(shape);
      waiting.push(link);
    }
  }
  await context.close();
}

await mkdir(folder, { recursive: true });
const publicPage = await browser.newPage({ viewport: widths[0].viewport });
for (const path of ["/", "/masuk", "/daftar", "/lupa-sandi", "/api/v1"]) {
  for (const width of widths) {
    await publicPage.setViewportSize(width.viewport);
    await publicPage.goto(base + path);
    await publicPage.screenshot({
      path: `${folder}/umum${path.replaceAll("/", "_")}-${width.name}.png`,
      fullPage: true,
    });
  }
}
const only = process.env["SCREENS_ONLY"]?.split(",");
for (const [mailbox] of demoGuide) {
  if (only && !only.includes(mailbox)) continue;
  for (const width of widths) await takeAll(mailbox, `${mailbox}@contoh.test`, width);
  console.log(`✓ ${mailbox}`);
}
await browser.close();
