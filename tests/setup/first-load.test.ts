import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

// Goal: a cheap phone on a bad line opens a buyer's screen soon. Method: the manifest of the build says which files a
// route loads first; their compressed sizes are added up. Nothing is timed, so the answer is the same on every machine.

const FIRST_LOAD_BYTES_MAX = 130_000;
const client = path.resolve("build/client");

type Loaded = { readonly module: string; readonly imports?: readonly string[] };
type Manifest = {
  readonly entry: Loaded;
  readonly routes: Readonly<Record<string, Loaded & { readonly id: string; readonly parentId?: string }>>;
};

function manifest(): Manifest {
  const file = fs.readdirSync(path.join(client, "assets")).find((name) => /^manifest-.*\.js$/.test(name));
  const text = fs.readFileSync(path.join(client, "assets", file ?? "manifest"), "utf8");
  return JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)) as Manifest;
}

/** The gzipped bytes of every script that a visitor of `id` needs before the screen is alive. */
function firstLoadOf(id: string, { entry, routes }: Manifest): number {
  const needed: Loaded[] = [entry];
  for (let at = routes[id]; at !== undefined; at = routes[at.parentId ?? ""]) needed.push(at);
  const files = new Set(needed.flatMap(({ module, imports = [] }) => [module, ...imports]));
  return [...files]
    .map((file) => gzipSync(fs.readFileSync(path.join(client, file))).length)
    .reduce((sum, size) => sum + size, 0);
}

test("a buyer's screen brings at most 130 kB of compressed JavaScript", () => {
  const known = manifest();
  const screens = Object.keys(known.routes).filter((id) => /^routes\/(buyer\/|workspace\/today)/.test(id));
  expect(screens).toContain("routes/buyer/market");
  const sizes = Object.fromEntries(screens.map((id) => [id, firstLoadOf(id, known)]));
  const tooHeavy = Object.entries(sizes).filter(([, size]) => size > FIRST_LOAD_BYTES_MAX);
  expect(Math.max(...Object.values(sizes))).toBeGreaterThan(50_000); // React alone weighs that much: the sum is real
  expect(tooHeavy).toEqual([]);
});
