import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

// Goal: a cheap phone on a bad line opens a buyer's screen soon. Method: the manifest of the build says which files a
// route loads first; their compressed sizes are added up. Nothing is timed, so the answer is the same on every machine.

const FIRST_LOAD_BYTES_MAX = 130_000;
/** Each file costs a phone a turn on the line and work of its own; see decision 079. */
const FIRST_LOAD_FILES_MAX = 24;
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

/** Every script that a visitor of `id` needs before the screen is alive. */
function filesOf(id: string, { entry, routes }: Manifest): string[] {
  const needed: Loaded[] = [entry];
  for (let at = routes[id]; at !== undefined; at = routes[at.parentId ?? ""]) needed.push(at);
  return [...new Set(needed.flatMap(({ module, imports = [] }) => [module, ...imports]))];
}

/** The gzipped bytes of those. */
function firstLoadOf(id: string, known: Manifest): number {
  return filesOf(id, known)
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

test("no screen of anybody asks for more files than a phone fetches in a few turns", () => {
  const known = manifest();
  const counts = Object.keys(known.routes).map((id) => ({ id, files: filesOf(id, known).length }));
  expect(counts.length).toBeGreaterThan(150);
  expect(counts.filter(({ files }) => files > FIRST_LOAD_FILES_MAX)).toEqual([]);
});

// A value of a file that imports itself by way of another may not be there yet when it is read.
test("no file of the build imports itself by way of others", () => {
  const assets = path.join(client, "assets");
  const imports = new Map(
    fs
      .readdirSync(assets)
      .filter((name) => name.endsWith(".js") && !name.startsWith("manifest-"))
      .map((name) => {
        const text = fs.readFileSync(path.join(assets, name), "utf8");
        return [
          name,
          [...text.matchAll(/(?:^|[;}])import(?:[\w*{}$, ]*from)?"\.\/([^"]+)"/g)].map(
            ([, file]) => file ?? "",
          ),
        ];
      }),
  );
  expect([...imports.values()].flat().length).toBeGreaterThan(imports.size);
  const settled = new Set<string>();
  const walk = (name: string, above: readonly string[]): string[] => {
    if (above.includes(name)) return [...above, name];
    if (settled.has(name)) return [];
    const found = (imports.get(name) ?? []).flatMap((file) => walk(file, [...above, name]));
    settled.add(name);
    return found;
  };
  expect([...imports.keys()].flatMap((name) => walk(name, []))).toEqual([]);
});
