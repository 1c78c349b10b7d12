// npm run screens: every screen of the demo, as its user sees it, at 360 and 1280 px, into .screens/ for a person to look
// through. Brings its own temporary demo.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { runNode, TOOLS } from "./steps/run.mjs";
import { main, Stop } from "./steps/say.mjs";
import { ROOT } from "./steps/settings.mjs";
import { findProgram } from "./steps/system.mjs";

const PORT = Number(process.env.SCREENS_PORT ?? 4390);

await main(async () => {
  const chromium = findProgram("chromium");
  if (!chromium) throw new Stop("Chromium belum ada: apt-get install chromium");
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "lumbung-screens-"));
  const house = spawn(process.execPath, [path.join(ROOT, "scripts/start.mjs")], {
    env: { ...process.env, PORT: String(PORT), DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await new Promise((resolve, reject) => {
      house.stdout.on("data", (chunk) => String(chunk).includes("Lumbung siap") && resolve());
      house.once("exit", () => reject(new Stop("Lumbung tidak mau menyala")));
    });
    const env = { ...process.env, CHROMIUM: chromium, SCREENS_BASE: `http://localhost:${PORT}` };
    await runNode(TOOLS.tsx, ["scripts/screens/take.ts"], { env, show: true });
  } finally {
    const ended = new Promise((resolve) => house.once("exit", resolve));
    house.kill("SIGTERM");
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  }
});
