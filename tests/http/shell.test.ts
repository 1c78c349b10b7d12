import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtFiles, createApp, listen, stop, type WebSettings } from "#app/server.ts";

// Goal: the shell around every page holds: headers, languages, files, limits, an honest answer to what goes wrong.
// Method: the real server over the real build on a free port, and no database at all: the shell must not need one.
const BUILD = path.resolve("build/server/index.js");
// Settings must be readable; nothing here may use them to reach a database.
process.env["DATABASE_URL"] ??= "postgres://nobody@127.0.0.1:1/nowhere";
// Vitest has put "/" there for its own purposes.
process.env["BASE_URL"] = "http://localhost:3000";
process.env["SESSION_SECRET"] ??= "a-secret-for-tests-of-thirty-two-letters";
const TOKEN = "a-token-of-sixteen-or-more";

type Web = { readonly url: string; readonly close: () => Promise<void> };

async function startWeb(settings: Partial<WebSettings> = {}, before?: RequestHandler): Promise<Web> {
  if (!existsSync(BUILD)) throw new Error("build/server is not there: run `npm run build` first");
  const build = (await import(pathToFileURL(BUILD).href)) as ServerBuild;
  const files = builtFiles();
  const { server, port } = await listen(
    createApp({
      settings: { development: false, trustProxy: false, metricsToken: null, ...settings },
      build: () => Promise.resolve(build),
      assets: before
        ? (request, response, next) => before(request, response, () => files(request, response, next))
        : files,
    }),
    0,
  );
  return { url: `http://127.0.0.1:${port}`, close: () => stop(server, 2000) };
}

let web: Web;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.close());

const form = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  body: new URLSearchParams(fields),
  headers: { Origin: web.url, ...headers },
  redirect: "manual",
});

test("the front page opens without a database, in Indonesian", async () => {
  const answer = await fetch(web.url);
  const html = await answer.text();
  expect(answer.status).toBe(200);
  expect(html).toContain('<html lang="id">');
  expect(html).toContain("sampai ke dapur");
  expect(answer.headers.get("cache-control")).toBe("private, no-cache");
  expect(answer.headers.get("x-powered-by")).toBeNull();
});

test("every script carries the nonce of its own response, and no two responses share one", async () => {
  const seen = new Set<string>();
  for (let turn = 0; turn < 3; turn += 1) {
    const answer = await fetch(web.url);
    const policy = answer.headers.get("content-security-policy") ?? "";
    const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    const scripts = (await answer.text()).match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(1);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    expect(policy).toContain("frame-ancestors 'none'");
    seen.add(nonce);
  }
  expect(seen.size).toBe(3);
});

test("pages drawn at the same moment each speak their reader's language", async () => {
  const readers = Array.from({ length: 60 }, (_, at) => (at % 2 === 0 ? "id" : "en"));
  const pages = await Promise.all(
    readers.map((locale) =>
      fetch(web.url, { headers: { Cookie: `lumbung_locale=${locale}` } }).then((answer) => answer.text()),
    ),
  );
  pages.forEach((html, at) => {
    const locale = readers[at];
    expect(html).toContain(`<html lang="${locale}">`);
    expect(html.includes("Satu hari di Lumbung")).toBe(locale === "id");
    expect(html.includes("A day in Lumbung")).toBe(locale === "en");
  });
});

test("the language form is remembered by the browser and never leads to another site", async () => {
  const answer = await fetch(`${web.url}/bahasa`, form({ locale: "en", returnTo: "/masuk?ke=1" }));
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe("/masuk?ke=1");
  expect(answer.headers.get("set-cookie")).toContain("lumbung_locale=en");
  for (const returnTo of ["//jahat.test", "https://jahat.test", "/\\jahat.test", "javascript:alert(1)"]) {
    const away = await fetch(`${web.url}/bahasa`, form({ locale: "en", returnTo }));
    expect(away.headers.get("location"), returnTo).toBe("/");
  }
});

test("a form that another site sends is refused", async () => {
  const answer = await fetch(
    `${web.url}/bahasa`,
    form({ locale: "en", returnTo: "/" }, { Origin: "https://jahat.test" }),
  );
  expect(answer.status).toBe(403);
  expect(answer.headers.get("set-cookie")).toBeNull();
});

test("an address that does not exist is answered in words, with 404", async () => {
  const answer = await fetch(`${web.url}/tidak/ada/di-sini`, { headers: { "Accept-Language": "en" } });
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain("This page does not exist");
});

test("every answer names its request", async () => {
  const [one, other] = await Promise.all([fetch(web.url), fetch(web.url)]);
  expect(one.headers.get("x-request-id")).toMatch(/^[0-9a-f]{16}$/);
  expect(one.headers.get("x-request-id")).not.toBe(other.headers.get("x-request-id"));
});

async function scriptsOf(page: string): Promise<string[]> {
  const html = await (await fetch(web.url + page)).text();
  return [...new Set([...html.matchAll(/\/assets\/[\w.-]+\.js/g)].map((match) => match[0]))];
}

test("built files are kept for a year, and a missing one is no page", async () => {
  const [script] = await scriptsOf("/");
  const answer = await fetch(web.url + script);
  expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  const missing = await fetch(`${web.url}/assets/tidak-ada.js`);
  expect(missing.status).toBe(404);
  expect(missing.headers.get("content-type")).toContain("text/plain");
  expect((await fetch(`${web.url}/manifest.webmanifest`)).status).toBe(200);
});

test("a built file comes as small as it gets, without the headers of a page", async () => {
  const html = await (await fetch(web.url)).text();
  const files = [...html.matchAll(/\/assets\/frame-[\w-]+\.js|\/assets\/[\w-]+\.css/g)].map(([file]) => file);
  expect(new Set(files).size).toBe(2);
  for (const file of files) {
    const small = await fetch(web.url + file, { headers: { "Accept-Encoding": "br" } });
    const plain = await fetch(web.url + file, { headers: { "Accept-Encoding": "identity" } });
    expect(small.headers.get("content-encoding")).toBe("br");
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect(small.headers.get("vary")).toContain("Accept-Encoding");
    expect(small.headers.get("content-type")).toMatch(
      /^(text|application)\/(css|javascript); charset=utf-8$/i,
    );
    expect(small.headers.get("x-content-type-options")).toBe("nosniff");
    expect(small.headers.get("content-security-policy")).toBeNull();
    const whole = await plain.text();
    expect(await small.text()).toBe(whole);
    expect(Number(small.headers.get("content-length"))).toBeLessThan(gzipSync(whole).length);
  }
});

test("a first visit downloads at most 130 kB of compressed JavaScript", async () => {
  // The list of all screens is named for later and fetched by no visit: screens are found out as they are needed.
  const html = await (await fetch(web.url)).text();
  expect(html).not.toMatch(/(import |href=)"\/assets\/manifest-/);
  const scripts = (await scriptsOf("/")).filter((script) => !script.startsWith("/assets/manifest-"));
  expect(scripts.length).toBeGreaterThan(3);
  const sizes = await Promise.all(
    scripts.map(
      async (script) => gzipSync(Buffer.from(await (await fetch(web.url + script)).arrayBuffer())).length,
    ),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(130_000);
});

test("a body too large for anything is turned away unread", async () => {
  const answer = await fetch(`${web.url}/bahasa`, { ...form({}), body: "x".repeat(26 * 1024 * 1024) });
  expect(answer.status).toBe(413);
});

test("without a token, metrics are for this machine and not for whom a proxy brings", async () => {
  const near = await fetch(`${web.url}/metrics`);
  expect(near.status).toBe(200);
  expect(await near.text()).toContain("process_cpu_seconds_total");
  const far = await fetch(`${web.url}/metrics`, { headers: { "X-Forwarded-For": "203.0.113.9" } });
  expect(far.status).toBe(404);
});

test("with a token, metrics are for whoever holds it and for nobody else", async () => {
  const guarded = await startWeb({ metricsToken: TOKEN });
  try {
    const ask = (headers: Record<string, string>) => fetch(`${guarded.url}/metrics`, { headers });
    expect((await ask({})).status).toBe(404);
    expect((await ask({ Authorization: "Bearer wrong" })).status).toBe(404);
    expect((await ask({ Authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  } finally {
    await guarded.close();
  }
});

test("a stop lets the request under way finish and takes no new one", async () => {
  let entered: () => void = () => {};
  const underWay = new Promise<void>((resolve) => {
    entered = resolve;
  });
  const slow = await startWeb({}, (request, _response, next) => {
    if (request.path !== "/") return next();
    entered();
    setTimeout(next, 300);
  });
  const answer = fetch(slow.url);
  await underWay;
  const begun = performance.now();
  const stopped = slow.close();
  await expect(fetch(`${slow.url}/robots.txt`)).rejects.toThrow();
  expect((await answer).status).toBe(200);
  await stopped;
  // Well before the limit at which connections are cut.
  expect(performance.now() - begun).toBeLessThan(1500);
});
