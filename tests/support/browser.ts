import { spawn } from "node:child_process";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, onTestFailed, onTestFinished } from "vitest";
import { sessionCookie } from "#app/http/session.server.ts";
import { openSession } from "#app/modules/identity/open-session.server.ts";
import { newSecretToken, secretTokenHash } from "#app/modules/identity/secret-token.server.ts";
import { fieldId } from "#app/ui/form/field.tsx";
import { findProgram } from "#scripts/steps/system.mjs";
import { systemCall } from "./rows.ts";

// Within `beforeAll` there is no test and no collecting any more, and nothing would be called: whatever is started for a
// whole file is started while the file is read.
function whenOver(work: () => Promise<unknown>): void {
  try {
    onTestFinished(async () => void (await work()));
  } catch {
    afterAll(async () => void (await work()));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** The built web and worker processes, as they run in production, on the database of the test. Resolves with the address. */
export async function startHouse(options: {
  readonly url: string;
  readonly redisUrl?: string | undefined;
  /** Told when one of the two ends by itself. */
  readonly onEnded?: (program: string) => void;
}): Promise<string> {
  const port = await freePort();
  // A passkey belongs to a host name; an address in numbers has none.
  const base = `http://localhost:${port}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: options.url,
    REDIS_URL: options.redisUrl ?? "",
    PORT: String(port),
    BASE_URL: base,
    LOG_LEVEL: "warn",
  };
  for (const program of ["build/web.js", "build/worker.js"]) {
    const child = spawn(process.execPath, [program], { env, stdio: ["ignore", "ignore", "inherit"] });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const tell = () => options.onEnded?.(program);
    child.once("exit", tell);
    whenOver(() => {
      child.off("exit", tell);
      child.kill("SIGKILL");
      return ended;
    });
  }
  const deadline = performance.now() + 60_000;
  for (;;) {
    const answer = await fetch(`${base}/health`).catch(() => null);
    if (answer?.ok) return base;
    if (performance.now() > deadline) throw new Error(`the house did not come up: ${await answer?.text()}`);
    await sleep(200);
  }
}

/** A real Chromium, closed when the test or the file is over. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findProgram("chromium");
  if (!executablePath)
    throw new Error("chromium is missing: install it (apt-get install chromium) or set CHROMIUM");
  const browser = await chromium.launch({
    executablePath,
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
  whenOver(() => browser.close());
  return browser;
}

export type BrowserWish = {
  readonly base: string;
  readonly width?: 360 | 1280 | undefined;
  readonly script?: boolean | undefined;
  /** A finger instead of a mouse. */
  readonly touch?: boolean | undefined;
};

function freshContext(
  browser: Browser,
  { base, width = 360, script = true, touch = false }: BrowserWish,
): Promise<BrowserContext> {
  return browser.newContext({
    viewport: width === 360 ? { width: 360, height: 780 } : { width: 1280, height: 900 },
    locale: "id-ID",
    baseURL: base,
    javaScriptEnabled: script,
    hasTouch: touch,
  });
}

/** A page of somebody who is signed in: a phone unless wished otherwise; `script: false` turns JavaScript off. */
export async function pageOf(browser: Browser, personId: string, wish: BrowserWish): Promise<Page> {
  const token = newSecretToken();
  await openSession(systemCall("test", new Date()), {
    personId,
    tokenHash: secretTokenHash(token),
    isComplete: true,
    userAgent: "test",
  });
  const context = await freshContext(browser, wish);
  context.setDefaultTimeout(30_000);
  const [pair = ""] = sessionCookie(token).split(";");
  const cut = pair.indexOf("=");
  await context.addCookies([{ name: pair.slice(0, cut), value: pair.slice(cut + 1), url: wish.base }]);
  const page = await context.newPage();
  tellOnFailure(page);
  return page;
}

/** Where the page stood and what it said when its test failed: "a button was not there" says too little. */
function tellOnFailure(page: Page): void {
  try {
    onTestFailed(async () => {
      const said = await page.innerText("body", { timeout: 2_000 }).catch((error: Error) => error.message);
      console.error(`${page.url()}\n${said.slice(0, 3_000)}`);
    });
  } catch {
    // Opened for a whole file: no test of it to fail.
  }
}

/** A page on which somebody has signed in by the form; it stands where signing in leads to. */
export async function signedIn(
  browser: Browser,
  account: { readonly email: string; readonly password: string },
  wish: BrowserWish,
): Promise<Page> {
  const context = await freshContext(browser, wish);
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto("/masuk");
  await page.getByLabel("Alamat surel").fill(account.email);
  await page.getByLabel("Kata sandi", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Masuk", exact: true }).click();
  await page.waitForURL((url) => url.pathname !== "/masuk");
  return page;
}

/** Writes into the field of this name, the one that a person sees: number fields send another, hidden one. */
export function write(page: Page, name: string, text: string): Promise<void> {
  return page.locator(`[id="${fieldId(name)}"]`).fill(text);
}

/** Opens `path` again and again until `selector` is there: what a worker does takes a moment. */
export async function reloadUntil(page: Page, path: string, selector: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    await page.goto(path);
    if ((await page.locator(selector).count()) > 0) return;
    if (performance.now() > deadline)
      throw new Error(
        `${selector} did not come at ${path}: ${(await page.locator("main").innerText()).slice(0, 800)}`,
      );
    await sleep(500);
  }
}
