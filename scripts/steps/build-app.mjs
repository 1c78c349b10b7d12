// The build: messages, the Remix bundles, and one file per process and thread. Skipped while its inputs are unchanged.

import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { compressAssets } from "./compress-assets.mjs";
import { compileMessages } from "./messages.mjs";
import { runNode, TOOLS } from "./run.mjs";
import { step } from "./say.mjs";
import { ROOT } from "./settings.mjs";

const INPUTS = [
  ...["app", "db", "jobs", "public"],
  ...["package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "remix.config.js"],
  "scripts/steps/build-app.mjs",
  "scripts/steps/compress-assets.mjs",
  "scripts/steps/fewer-chunks.ts",
  "scripts/steps/messages.mjs",
];
/** Read when the program runs, or made by the build itself: no input of it. */
const NOT_INPUTS = [
  /^app\/i18n\/paraglide\//,
  /^app\/i18n\/project\.inlang\/(?!settings\.json$)/,
  /^db\/(proofs|migrations)\//,
  /\.md$/,
];

const PROCESSES = {
  "app/server.ts": "web",
  "jobs/worker.ts": "worker",
  "db/migrate.ts": "migrate",
  "db/proofs.ts": "proofs",
  "db/seed/demo.ts": "demo",
};

/** Not processes but threads of one: `threadFile` looks for them by these names beside whoever starts them. */
const THREADS = {
  "app/modules/matching/cell-thread.server.ts": "cell-thread",
  "app/modules/matching/question-thread.server.ts": "question-thread",
  "app/modules/matching/file-thread.server.ts": "file-thread",
  "app/modules/shipments/consolidate-thread.server.ts": "consolidate-thread",
  "app/platform/sheet-thread.server.ts": "sheet-thread",
  "app/modules/menus/swap-thread.server.ts": "swap-thread",
};

const BUILD = path.join(ROOT, "build");
const STAMP = path.join(BUILD, ".stamp");

function filesUnder(input) {
  const full = path.join(ROOT, input);
  if (!fs.existsSync(full)) return [];
  if (fs.statSync(full).isFile()) return [input];
  return fs
    .readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"));
}

function fingerprint() {
  const hash = crypto.createHash("sha256").update(process.versions.node);
  const files = INPUTS.flatMap(filesUnder).filter(
    (file) => !NOT_INPUTS.some((pattern) => pattern.test(file)),
  );
  for (const file of files.sort()) {
    hash.update(`\0${file}\0`).update(fs.readFileSync(path.join(ROOT, file)));
  }
  return hash.digest("hex");
}

/** Packages stay outside the bundles; `#app/…` and its like are our own files and go in. */
const ownImportsGoIn = {
  name: "own-imports-go-in",
  setup(build) {
    build.onResolve({ filter: /^#(app|db|jobs|scripts|tests)\// }, ({ path: name }) => ({
      path: path.join(ROOT, name.slice(1)),
    }));
  },
};

/**
 * Bundles programs, each into one file of its own.
 *
 * @param {Record<string, string>} programs from its source to the name of its bundle, without `.js`
 * @param {string} outdir
 * @param {import("esbuild").BuildOptions} [options] what is different from the house's own
 */
async function bundle(programs, outdir, { plugins = [], ...options } = {}) {
  const { build } = await import("esbuild");
  const entries = Object.entries(programs).filter(([source]) => fs.existsSync(path.join(ROOT, source)));
  await build({
    absWorkingDir: ROOT,
    entryPoints: entries.map(([source, out]) => ({ in: source, out })),
    outdir,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    // The Remix bundle is built after these and loaded when the web process starts.
    external: ["./server/index.js", "../build/server/index.js"],
    sourcemap: true,
    jsx: "automatic",
    logLevel: "warning",
    plugins: [...plugins, ownImportsGoIn],
    ...options,
  });
}

/**
 * Bundles programs of the tests with the threads they start beside them, as the house's own are: a process that reads sources takes
 * longer to come up than a test should wait for it.
 *
 * @param {Record<string, string>} programs as above
 * @param {string} outdir
 * @param {import("esbuild").BuildOptions} [options]
 */
export async function bundleTestPrograms(programs, outdir, options) {
  await bundle({ ...programs, ...THREADS }, outdir, { sourcemap: false, ...options });
}

/**
 * Builds into build/ what changed since the last time: first every program, then the screens, which take longest and which
 * only the web process needs. Returns as soon as the programs can run; `finish` waits for the screens.
 *
 * @param {{ force?: boolean }} [options]
 * @returns {Promise<{ finish: () => Promise<void> }>}
 */
export async function beginBuild({ force = false } = {}) {
  const wanted = fingerprint();
  const present = fs.existsSync(STAMP) ? fs.readFileSync(STAMP, "utf8") : "";
  if (!force && present === wanted) return { finish: async () => {} };
  await step("Membangun program…", async () => {
    fs.rmSync(BUILD, { recursive: true, force: true });
    await compileMessages();
    await bundle({ ...PROCESSES, ...THREADS }, "build");
  });
  const env = { ...process.env, NODE_ENV: "production" };
  const screens = runNode(TOOLS.remix, ["vite:build", "--logLevel", "warn"], { env });
  screens.catch(() => {}); // heard by whoever waits for the screens
  return {
    finish: () =>
      step("Membangun layar…", async () => {
        await screens;
        await compressAssets(path.join(BUILD, "client", "assets"));
        fs.writeFileSync(STAMP, wanted);
      }),
  };
}

/**
 * Builds everything into build/, unless nothing it depends on has changed since the last time.
 *
 * @param {{ force?: boolean }} [options]
 */
export async function buildApp(options) {
  const { finish } = await beginBuild(options);
  await finish();
}
