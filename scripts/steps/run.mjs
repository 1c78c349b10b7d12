// Runs a program to its end.

import { spawn } from "node:child_process";
import path from "node:path";
import { Stop } from "./say.mjs";
import { ROOT } from "./settings.mjs";

/** The JavaScript file behind a tool of node_modules, so that no shell and no npx is needed. */
export const TOOLS = {
  tsx: "node_modules/tsx/dist/cli.mjs",
  remix: "node_modules/@remix-run/dev/dist/cli.js",
  paraglide: "node_modules/@inlang/paraglide-js/bin/run.js",
  biome: "node_modules/@biomejs/biome/bin/biome",
  drizzleKit: "node_modules/drizzle-kit/bin.cjs",
  oxlint: "node_modules/oxlint/bin/oxlint",
  depcruise: "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
  knip: "node_modules/knip/bin/knip.js",
  vitest: "node_modules/vitest/vitest.mjs",
};

const running = new Set();

/** Ends whatever still runs, for when the person stops in the middle; those that do not listen are killed. */
export async function stopRuns() {
  const ended = [...running].map((child) => new Promise((resolve) => child.once("close", resolve)));
  for (const child of running) child.kill("SIGTERM");
  const impatience = setTimeout(() => {
    for (const child of running) child.kill("SIGKILL");
  }, 3_000);
  await Promise.all(ended);
  clearTimeout(impatience);
}

/**
 * Runs `program` and collects what it says.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, show?: boolean }} [options] show: let it write to the terminal instead
 * @returns {Promise<{ code: number, said: string }>}
 */
export function run(program, args, { env = process.env, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = show ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"];
    const child = spawn(program, args, { cwd: ROOT, env, stdio });
    running.add(child);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        said += chunk;
      });
    }
    child.on("error", reject);
    child.on("close", (code, signal) => {
      running.delete(child);
      resolve({ code: code ?? (signal ? 1 : 0), said });
    });
  });
}

/** As {@link run} with this Node; refuses with the program's own words when it fails. */
export async function runNode(file, args = [], options = {}) {
  const { code, said } = await run(process.execPath, [path.join(ROOT, file), ...args], options);
  if (code !== 0)
    throw new Stop(`${[file, ...args].join(" ")} gagal (${code})\n${said.trim().slice(-6_000)}`);
  return said;
}
