// Walks through the house as one person: every link that a page shows is followed, and every screen that looks different
// from what was seen before is photographed at both widths. What a person cannot reach by tapping is not a screen of theirs.

import type { BrowserContext, Page } from "playwright-core";

const PAGES_MAX = 120;
/** One order stands for all orders, but an order in another state is another screen: so many are opened. */
const OPENED_PER_SHAPE = 5;
const PHONE = { width: 360, height: 780 };
const TALLEST = 8000;
const DESK = { width: 1280, height: 900 };
const ID = /[a-z]{3}_[0-9a-z]{26}/g;

export type Shot = {
  readonly who: string;
  readonly path: string;
  /** The name of both pictures, without width and ending. */
  readonly file: string;
  /** What a machine can see to be wrong, in words; empty when nothing is. */
  readonly faults: readonly string[];
};

/** What to photograph and where to put it. `expects` is the status that the page should answer. */
export type Studio = {
  readonly base: string;
  readonly folder: string;
};

function shapeOf(path: string): string {
  return path
    .replaceAll(ID, "id")
    .replace(/\/(verifikasi|t|undangan)\/[^/?]+/, "/$1/kode")
    .replaceAll(/([?&](?:komoditas|satuan)=)[^&]+/g, "$1kode");
}

function fileNameOf(who: string, path: string, variant: string): string {
  const words = shapeOf(path)
    .replaceAll(/[^a-z0-9]+/gi, "-")
    .replaceAll(/^-|-$/g, "");
  return [who.replaceAll(".", "-"), words.slice(0, 80), variant].filter((part) => part !== "").join("--");
}

/** Headings and buttons: two orders in different states differ in them, two in the same state do not. */
function outlineOf(page: Page): Promise<string> {
  return page.$$eval("main h2, main button, main th", (parts) =>
    [...new Set(parts.map((part) => `${part.tagName}:${part.textContent?.replaceAll(/[\d\s.,]+/g, " ")}`))]
      .map((part) => part.slice(0, 40))
      .join("|"),
  );
}

/** Whatever is on the screen and is not for people: ids, codes of refusals, values that never came. */
async function rawWordsOn(page: Page): Promise<string[]> {
  const text = await page.evaluate(() => document.body.innerText);
  const raw = text.match(/(?<![/\w])[a-z]{3}_[0-9a-z]{26}\b|\bundefined\b|\bNaN\b|\[object \w+\]/g);
  return [...new Set(raw ?? [])].map((word) => `raw on the screen: ${word}`);
}

/** Figures that reach beyond what hides the rest of them: a sum without its end is another sum. What can be scrolled to is not cut off. */
function figuresCutOff(page: Page): Promise<string[]> {
  return page.$$eval("main .tabular", (figures) =>
    figures
      .filter((figure) => {
        const { right, width } = figure.getBoundingClientRect();
        if (width === 0) return false;
        for (let box = figure.parentElement; box; box = box.parentElement) {
          const overflow = getComputedStyle(box).overflowX;
          if (overflow === "auto" || overflow === "scroll") return false;
          if (overflow !== "visible" && right > box.getBoundingClientRect().right + 1) return true;
        }
        return right > document.documentElement.clientWidth + 1;
      })
      .map((figure) => figure.textContent ?? ""),
  );
}

/** Takes both pictures of the page that is open. Faults that only a machine would notice come with them. */
export async function photograph(page: Page, studio: Studio, file: string): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, viewport] of [
    ["360", PHONE],
    ["1280", DESK],
  ] as const) {
    await page.setViewportSize(viewport);
    await page.evaluate(() => document.fonts.ready);
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (excess > 0) faults.push(`scrolls ${excess} px sideways at ${name} px`);
    for (const figure of await figuresCutOff(page)) faults.push(`${figure} is cut off at ${name} px`);
    // As tall as the page, so that bars which stick to the window's edge stand at the end and hide nothing.
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({
      width: viewport.width,
      height: Math.min(Math.max(tall, viewport.height), TALLEST),
    });
    await page.screenshot({ path: `${studio.folder}/${file}-${name}.png`, animations: "disabled" });
  }
  return [...faults, ...(await rawWordsOn(page))];
}

/** Opens one page and photographs it; null when it looks like one that `seen` knows, or is a file and no page. */
export async function visit(
  page: Page,
  studio: Studio,
  { who, path, variant = "", status = 200, seen = new Set<string>() }: Stop,
): Promise<Shot | null> {
  const faults: string[] = [];
  const onError = (error: Error) => faults.push(`script: ${error.message.slice(0, 200)}`);
  page.on("pageerror", onError);
  await page.setViewportSize(PHONE);
  const answer = await page.goto(studio.base + path, { waitUntil: "load" }).catch((error: Error) => {
    if (!error.message.includes("Download is starting")) throw error;
    return "file" as const;
  });
  if (answer === "file") {
    page.off("pageerror", onError);
    return null;
  }
  if (answer?.status() !== status) faults.push(`answers ${answer?.status()}`);
  const outline = `${shapeOf(path)} ${await outlineOf(page)}`;
  const known = seen.has(outline) && faults.length === 0;
  seen.add(outline);
  const file = fileNameOf(who, path, variant);
  if (!known) faults.push(...(await photograph(page, studio, file)));
  page.off("pageerror", onError);
  return known ? null : { who, path, file, faults };
}

type Stop = {
  readonly who: string;
  readonly path: string;
  readonly variant?: string;
  readonly status?: number;
  readonly seen?: Set<string>;
};

/** Where whoever belongs to several organisations chooses one. */
const CHOICE = "/pilih";

function rootOf(path: string): string {
  return path.split(/[/?]/)[1] ?? "";
}

/** The way of one person through their workspace, nearest pages first. */
export async function walk(
  context: BrowserContext,
  studio: Studio,
  {
    who,
    start,
    also = [],
  }: { readonly who: string; readonly start: string; readonly also?: readonly string[] },
): Promise<Shot[]> {
  // Whoever works in several organisations begins by choosing one: each that is offered is theirs.
  const roots = new Set([start, ...also].map(rootOf));
  const waiting = [start, ...also];
  const queued = new Set(waiting);
  const opened = new Map<string, number>();
  const seen = new Set<string>();
  const shots: Shot[] = [];
  const page = await context.newPage();
  for (let visited = 0; visited < PAGES_MAX; visited += 1) {
    const path = waiting.shift();
    if (path === undefined) break;
    const shape = shapeOf(path);
    const times = (opened.get(shape) ?? 0) + 1;
    opened.set(shape, times);
    if (times > OPENED_PER_SHAPE) continue;
    const shot = await visit(page, studio, { who, path, variant: times === 1 ? "" : String(times), seen });
    if (shot !== null) shots.push(shot);
    for (const link of await linksOn(page)) {
      if (path === CHOICE && /^\/[^/?]+-[^/?]+$/.test(link)) roots.add(rootOf(link));
      const isOurs = roots.has(rootOf(link)) && !/\.(pdf|xlsx)|\/berkas\/|[?&]after=/.test(link);
      if (!isOurs || queued.has(link)) continue;
      queued.add(link);
      waiting.push(link);
    }
  }
  await page.close();
  return shots;
}

function linksOn(page: Page): Promise<string[]> {
  return page.$$eval("a[href]:not([download])", (anchors) =>
    anchors.map((anchor) => {
      // A link of a drawing has no address as text; what is written on it has.
      const url = new URL(anchor.getAttribute("href") ?? "", location.href);
      return url.origin === location.origin ? url.pathname + url.search : "";
    }),
  );
}
