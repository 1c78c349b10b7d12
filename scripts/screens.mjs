// npm run screens: every screen of the demo, as its user sees it, at 360 and 1280 px, into .screens/ for a person to look
// through. Brings its own temporary demo, or looks at the running one whose address SCREENS_BASE gives. SCREENS_ONLY names
// some of the people ("umum,ketua.k07"). Exits 1 when a screen answers with an error or scrolls sideways.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { run, TOOLS } from "./steps/run.mjs";
import { main, Stop } from "./steps/say.mjs";
import { ROOT } from "./steps/settings.mjs";
import { findProgram } from "./steps/system.mjs";

/** A port that nobody uses at this moment. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.on("error", reject);
    probe.listen(0, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** A demo of our own for as long as `work` takes; gone afterwards, whatever happened. */
async function withDemo(work) {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "lumbung-screens-"));
  const port = await freePort();
  const { DATABASE_URL: _, REDIS_URL: __, ...env } = process.env;
  const house = spawn(process.execPath, [path.join(ROOT, "scripts/start.mjs")], {
    env: { ...env, PORT: String(port), DATA_DIR: dataDir, BASE_URL: `http://localhost:${port}`, DEMO: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => house.once("exit", resolve));
  try {
    await new Promise((resolve, reject) => {
      house.stdout.on("data", (chunk) => String(chunk).includes("Lumbung siap") && resolve());
      house.once("exit", () => reject(new Stop("Lumbung tidak mau menyala")));
    });
    await work(`http://localhost:${port}`);
  } finally {
    house.kill("SIGTERM");
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  }
}

await main(async () => {
  const chromium = findProgram("chromium");
  if (!chromium) throw new Stop("Chromium belum ada: apt-get install chromium");
  const take = async (base) => {
    const env = { ...process.env, CHROMIUM: chromium, SCREENS_BASE: base };
    const args = [path.join(ROOT, TOOLS.tsx), "scripts/screens/take.ts"];
    const { code } = await run(process.execPath, args, { env, show: true });
    process.exitCode = code;
  };
  const running = process.env.SCREENS_BASE;
  await (running ? take(running) : withDemo(take));
});
