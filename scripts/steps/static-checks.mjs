// The static half of the proof: types, lint, boundaries, dead code.

import path from "node:path";
import { run, TOOLS } from "./run.mjs";
import { say, secondsSince } from "./say.mjs";
import { ROOT } from "./settings.mjs";

const AT_ONCE = 2;

const CHECKS = [
  {
    name: "tipe dan lint bertipe (oxlint)",
    tool: TOOLS.oxlint,
    args: ["--type-aware", "--type-check", "--deny-warnings"],
  },
  { name: "format dan lint (biome)", tool: TOOLS.biome, args: ["check", ".", "--error-on-warnings"] },
  {
    name: "dinding (dependency-cruiser)",
    tool: TOOLS.depcruise,
    args: ["app", "db", "jobs", "--config", ".dependency-cruiser.cjs"],
  },
  { name: "kode mati (knip)", tool: TOOLS.knip, args: [] },
];

/**
 * Runs every check, two at once; the output of those that fail is shown in full.
 *
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runStaticChecks() {
  const waiting = [...CHECKS];
  let failed = 0;
  async function work() {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const from = performance.now();
      const { code, said } = await run(process.execPath, [path.join(ROOT, check.tool), ...check.args]);
      say(`  ${code === 0 ? "ok   " : "GAGAL"} ${check.name} (${secondsSince(from)})`);
      if (code === 0) continue;
      failed += 1;
      say(said.trimEnd());
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { passed: CHECKS.length - failed, failed };
}
