// How the screens of ordering, receiving, planning and reporting open on a cheap phone, as Lighthouse's mobile profile scores them: the same five
// metrics, weights and curves, under its applied throttling (4 times slower processor, 1.6 Mbit/s, 150 ms) in a cold browser.
// Lighthouse itself is 190 MB to install for five numbers. Two of them are taken the simple way, never to our favour by design:
// blocking time counts every long task from the first paint until the page rests, and the Speed Index, which needs a film,
// is set to the largest paint. A task is as long as the processor worked on it: how long it waited for others is the machine's. Beside it: what axe finds by WCAG 2.2 AA, and what a browser complains of (errors on the console,
// failed requests, deprecated calls). The floor is a page of one sentence under the same brakes: what it is above zero is
// the machine's.

import os from "node:os";
import axe from "axe-core";
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from "playwright-core";
import postgres from "postgres";
import { sessionCookie } from "#app/http/session.server.ts";
import { openSession } from "#app/modules/identity/open-session.server.ts";
import { newSecretToken, secretTokenHash } from "#app/modules/identity/secret-token.server.ts";
import { useDatabase as pointPoolAt } from "#db/client.server.ts";
import { findProgram } from "#scripts/steps/system.mjs";
import { report } from "./load.ts";
import { type PaintFigures, scoreOf } from "./paint-score.ts";
import { blockingOf, type TraceEvent } from "./paint-trace.ts";

/** How often each screen is opened; BENCH_RUNS asks for fewer, for a first look. */
const RUNS = Number(process.env["BENCH_RUNS"] ?? 5);
const WHO = "keuangan.s08@contoh.test";
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Lighthouse's `mobileSlow4G`, as it is applied rather than simulated. */
const NETWORK = {
  offline: false,
  latency: 150 * 3.75,
  downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / 8,
  uploadThroughput: (750 * 1024 * 0.9) / 8,
};
const SLOWER = 4;
const PHONE = {
  viewport: { width: 412, height: 823 },
  deviceScaleFactor: 1.75,
  isMobile: true,
  hasTouch: true,
  locale: "id-ID",
};
const REST_MS = 3_000;
const OPEN_MS_MAX = 60_000;

declare global {
  interface Window {
    readonly axe: typeof axe;
    /** What the page has painted and how long it was busy, kept from its first moment on. */
    painted: { first: number; largest: number; shift: number; tasks: [number, number][] };
  }
}

/** Runs in the page before anything of ours; as text, because what a loader adds to functions is not there. */
const WATCH_PAINT = `
  window.painted = { first: 0, largest: 0, shift: 0, tasks: [] };
  const watch = (type, seen) =>
    new PerformanceObserver((list) => list.getEntries().forEach(seen)).observe({ type, buffered: true });
  watch("paint", (entry) => {
    if (entry.name === "first-contentful-paint") window.painted.first = entry.startTime;
  });
  watch("largest-contentful-paint", (entry) => { window.painted.largest = entry.startTime; });
  watch("layout-shift", (entry) => { if (!entry.hadRecentInput) window.painted.shift += entry.value; });
  watch("longtask", (entry) => { window.painted.tasks.push([entry.startTime, entry.duration]); });
`;

/** Opens an address in a browser that never saw it, and waits until nothing is fetched or worked at any more. */
async function openCold(context: BrowserContext, address: string) {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (said) => said.type() === "error" && complaints.push(said.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on(
    "response",
    (answer) => answer.status() >= 400 && complaints.push(`${answer.status()} ${answer.url()}`),
  );
  const cdp = await context.newCDPSession(page);
  await cdp.send("Audits.enable");
  cdp.on("Audits.issueAdded", ({ issue }) => {
    if (issue.code === "DeprecationIssue") complaints.push(`deprecated: ${JSON.stringify(issue.details)}`);
  });
  await cdp.send("Network.enable");
  await cdp.send("Network.emulateNetworkConditions", NETWORK);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.addInitScript({ content: WATCH_PAINT });
  const traced = await trace(cdp);
  await page.goto(address, { waitUntil: "load", timeout: OPEN_MS_MAX });
  await untilRest(page);
  const { first, largest, shift } = await page.evaluate(() => window.painted);
  if (first === 0 || largest === 0) throw new Error(`${address} painted nothing: ${complaints.join("; ")}`);
  return { page, cdp, complaints, figures: { first, largest, shift, blocking: blockingOf(await traced()) } };
}

/** Writes down what each thread does from now on; answers how to stop and read it. */
async function trace(cdp: CDPSession): Promise<() => Promise<TraceEvent[]>> {
  const events: TraceEvent[] = [];
  cdp.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const includedCategories = ["toplevel", "loading", "devtools.timeline"];
  await cdp.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories } });
  return async () => {
    const whole = new Promise((resolve) => cdp.once("Tracing.tracingComplete", resolve));
    await cdp.send("Tracing.end");
    await whole;
    return events;
  };
}

/** Waits until no long task has ended for a while. */
async function untilRest(page: Page): Promise<void> {
  const lastBusy = () =>
    page.evaluate(() => {
      const ends = window.painted.tasks.map(([start, lasted]) => start + lasted);
      return performance.now() - Math.max(window.painted.first, ...ends);
    });
  const until = performance.now() + OPEN_MS_MAX;
  while ((await lastBusy()) < REST_MS && performance.now() < until) await page.waitForTimeout(250);
}

async function axeFaults(page: Page): Promise<number> {
  await page.evaluate(axe.source);
  return page.evaluate(async (rules) => {
    const { violations } = await window.axe.run(document, { runOnly: { type: "tag", values: rules } });
    return violations.length;
  }, RULES);
}

const sql = postgres(process.env["DATABASE_URL"] ?? "", { max: 1 });
const pool = pointPoolAt(process.env["DATABASE_URL"] ?? "", 2);
const base = process.env["BASE_URL"] ?? "";

async function sessionOf(email: string) {
  const [person] = await sql`
    select p.id, o.slug from persons p join memberships m on m.person_id = p.id
    join organisations o on o.id = m.organisation_id where p.email = ${email} and m.ended_at is null limit 1`;
  const token = newSecretToken();
  await openSession(
    { actor: { kind: "system", name: "bench" }, at: new Date(), key: null, causation: null },
    {
      personId: String(person?.["id"]),
      tokenHash: secretTokenHash(token),
      isComplete: true,
      userAgent: "bench",
    },
  );
  const [pair = ""] = sessionCookie(token).split(";");
  const cut = pair.indexOf("=");
  return {
    home: String(person?.["slug"]),
    cookie: { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: base },
  };
}

const { home, cookie } = await sessionOf(WHO);
const [coming] = await sql`
  select s.id from shipments s join organisations o on o.id = s.buyer_id
  where o.slug = ${home} and s.state = 'dispatched' and s.purpose = 'order' order by s.id limit 1`;
const SCREENS = [
  { name: "pesanan", path: `/${home}/pesanan` },
  { name: "pesanan/baru", path: `/${home}/pesanan/baru` },
  { name: "terima", path: `/${home}/terima` },
  { name: "terima, di pintu", path: `/${home}/terima/${coming?.["id"]}` },
  { name: "laporan", path: `/${home}/laporan` },
  { name: "menu", path: `/${home}/menu` },
  { name: "kebutuhan", path: `/${home}/kebutuhan` },
  { name: "kalender", path: `/${home}/kalender` },
  { name: "floor", path: null },
] as const;
const FLOOR = "data:text/html,<!doctype html><title>x</title><p style='font-size:60px'>Lumbung</p>";

const middle = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

async function measured(browser: Browser, { path }: (typeof SCREENS)[number]) {
  const runs: PaintFigures[] = [];
  let axeFound = 0;
  const complaints = new Set<string>();
  for (let run = 0; run < RUNS; run += 1) {
    const context = await browser.newContext(PHONE);
    await context.addCookies([cookie]);
    const opened = await openCold(context, path === null ? FLOOR : base + path);
    runs.push(opened.figures);
    for (const complaint of opened.complaints) complaints.add(complaint);
    if (run === 0 && path !== null) {
      await opened.cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
      axeFound = await axeFaults(opened.page);
    }
    await context.close();
  }
  const of = (figure: keyof PaintFigures) => middle(runs.map((one) => one[figure]));
  const figures = {
    first: of("first"),
    largest: of("largest"),
    shift: of("shift"),
    blocking: of("blocking"),
  };
  const best = Math.max(...runs.map(scoreOf));
  return { figures, score: scoreOf(figures), best, axeFound, complaints: [...complaints] };
}

const executablePath = findProgram("chromium");
if (!executablePath)
  throw new Error("chromium is missing: install it (apt-get install chromium) or set CHROMIUM");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const rows: Record<string, string | number> = { "load of the machine": os.loadavg()[0] ?? 0 };
for (const screen of SCREENS) {
  const { figures, score, best, axeFound, complaints } = await measured(browser, screen);
  const ms = (figure: number) => `${Math.round(figure)} ms`;
  rows[screen.name] =
    `${score} (best run ${best}): first paint ${ms(figures.first)}, largest ${ms(figures.largest)}, ` +
    `blocked ${ms(figures.blocking)}, shift ${figures.shift.toFixed(3)}; axe ${axeFound}, complaints ${complaints.length}`;
  for (const [at, complaint] of complaints.entries()) rows[`${screen.name} complaint ${at + 1}`] = complaint;
}
await browser.close();
report("lighthouse", rows);
await sql.end();
await pool.close();
