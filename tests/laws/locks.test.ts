import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

// Goal: rows are locked by the doors of db/hold.server.ts alone (decision 017): a lock orders something only for whoever then reads
// what was committed meanwhile, and those doors see to it. Method: no other source may hold a lock, by builder or by SQL. Tests may
// lock: they play the other process.
const ROOT = path.resolve(import.meta.dirname, "../..");
const DOORS = "db/hold.server.ts";
const BY_BUILDER = /(?<!\bSymbol)\.for\(/;
const BY_SQL = /\bfor\s+(no\s+key\s+)?update\b|\bfor\s+(key\s+)?share\b/i;

/** The lines of a source that lock rows, as `line: text`; what is said in comments locks nothing. */
function locksIn(source: string): string[] {
  const bare = source
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ""))
    .replaceAll(/(^|\s)\/\/.*$/gm, "$1");
  return bare
    .split("\n")
    .flatMap((text, at) => (BY_BUILDER.test(text) || BY_SQL.test(text) ? [`${at + 1}: ${text.trim()}`] : []));
}

const sources = ["app", "db", "jobs", "scripts"]
  .flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) =>
      path.join(folder, file),
    ),
  )
  .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.includes("paraglide"));

test("nobody locks rows but behind the doors of one file", () => {
  expect(sources.length).toBeGreaterThan(1_000);
  const told = sources
    .filter((file) => file !== DOORS)
    .flatMap((file) => locksIn(readFileSync(path.join(ROOT, file), "utf8")).map((line) => `${file}:${line}`));
  expect(told).toEqual([]);
});

test("a lock is seen however it is written", () => {
  expect(locksIn(readFileSync(path.join(ROOT, DOORS), "utf8")).length).toBeGreaterThan(3);
  const tricks = [
    'const byBuilder = tx.select().from(orders).for("update");',
    "const bySql = tx.execute(sql`select 1 from orders for no key update`);",
    'const byText = tx.execute(sql.raw("select 1 from orders FOR SHARE"));',
  ];
  for (const trick of tricks) expect(locksIn(trick)).toHaveLength(1);
  expect(locksIn('// for update\n/* for\nshare */ const symbol = Symbol.for("canary");')).toEqual([]);
});
