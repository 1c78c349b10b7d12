/**
 * Opens the screens of the door and of the day's goods without a signal. It keeps the pages that it is told to keep, with the
 * files that they need, and answers with them when the network is silent or slow; everything else it leaves alone. What is
 * filled in is not its business: forms wait in the page's own memory (kept-forms.tsx).
 */
const PAGES = "lumbung-pages";
const FILES = "lumbung-files";
const KEPT = /^\/[^/]+\/(terima(\/[^/]+)?|barang\/hari-ini)$/;
const FILE = /\/assets\/[\w.-]+\.\w+/g;
/** How a script names another that it fetches: "./name.js". */
const PART = /["'](?:\.\/|assets\/)([\w.-]+\.(?:js|css))["']/g;
/** What each kept file names: a file never changes, and the pages of a morning share nearly all of theirs. */
const named = new Map();
/** How long a page that is kept may wait for the network. */
const PATIENCE_MS = 4_000;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method !== "GET") {
    // Whoever signs out leaves nothing of the organisation on the phone but what was not sent yet.
    if (/^\/keluar(\.data)?$/.test(url.pathname)) event.waitUntil(caches.delete(PAGES));
    return;
  }
  if (url.pathname.startsWith("/assets/")) event.respondWith(fileFor(request));
  else if (request.mode === "navigate" && KEPT.test(url.pathname)) event.respondWith(pageFor(event, url));
});

self.addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(keepOnly(event.data.keep));
});

async function fileFor(request) {
  return (await caches.match(request.url, { cacheName: FILES })) ?? fetch(request);
}

/** The network's page where it comes in time, else the kept one, else the network's however long it takes. */
async function pageFor(event, url) {
  const kept = await caches.match(url.pathname, { cacheName: PAGES });
  const fresh = fetch(event.request).then(async (page) => {
    if (isWhole(page) && url.search === "")
      event.waitUntil(keepPage(url.pathname, page.clone()).catch(() => undefined));
    return page;
  });
  if (!kept) return fresh.catch(nothingKept);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, kept));
  return Promise.race([fresh.catch(() => kept), late]);
}

function isWhole(page) {
  return page.ok && !page.redirected && (page.headers.get("content-type") ?? "").startsWith("text/html");
}

/** Which work a page is for: "terima", "barang". */
function workOf(path) {
  return path.split("/")[2];
}

/** Keeps of the work that these pages are for these and no others, and the files that all kept pages need and no others. */
async function keepOnly(paths) {
  const wanted = paths.filter((path) => KEPT.test(path));
  for (const path of wanted) {
    const page = await fetch(path).catch(() => null);
    if (page && isWhole(page)) await keepPage(path, page).catch(() => undefined);
  }
  const pages = await caches.open(PAGES);
  const needed = new Set();
  for (const request of await pages.keys()) {
    const path = new URL(request.url).pathname;
    const isAsked = wanted.some((each) => workOf(each) === workOf(path));
    if (isAsked && !wanted.includes(path)) await pages.delete(request);
    else for (const file of await filesOf(await pages.match(request))) needed.add(file);
  }
  const files = await caches.open(FILES);
  for (const request of await files.keys())
    if (!needed.has(new URL(request.url).pathname)) {
      named.delete(new URL(request.url).pathname);
      await files.delete(request);
    }
}

/** Keeps a page once all its files are kept: without one of them it would open and not work. */
async function keepPage(path, page) {
  await filesOf(page.clone());
  await (await caches.open(PAGES)).put(path, page);
}

/** The files that a page names, and those that these fetch later, each kept; fails when one cannot be had. */
async function filesOf(page) {
  const files = await caches.open(FILES);
  const found = new Set();
  const open = (await page.text()).match(FILE) ?? [];
  while (open.length > 0) {
    const batch = [...new Set(open.splice(0))].filter((file) => !found.has(file));
    for (const file of batch) found.add(file);
    const parts = await Promise.all(batch.map((file) => partsOf(file, files)));
    open.push(...parts.flat());
  }
  return found;
}

/** Keeps a file, and answers those that it fetches later. */
async function partsOf(file, files) {
  const known = named.get(file);
  if (known) return known;
  if (!(await files.match(file))) await files.add(file);
  // The manifest names the files of every screen there is.
  const isScript = file.endsWith(".js") && !file.includes("/manifest-");
  const text = isScript ? await (await files.match(file)).text() : "";
  const parts = Array.from(text.matchAll(PART), ([, name]) => `/assets/${name}`);
  named.set(file, parts);
  return parts;
}

function nothingKept() {
  const words =
    "<p lang=id>Tidak ada sinyal, dan halaman ini belum tersimpan di HP. Yang sudah Anda catat tetap aman dan terkirim sendiri nanti.</p>" +
    "<p lang=en>No signal, and this page is not kept on the phone. What you recorded is safe and is sent by itself later.</p>";
  return new Response(
    `<!doctype html><html lang=id><meta charset=utf-8><meta name=viewport content="width=device-width,initial-scale=1"><title>Lumbung</title><body style="font:1rem/1.5 sans-serif;margin:2rem">${words}</body></html>`,
    { status: 503, headers: { "content-type": "text/html; charset=utf-8" } },
  );
}
