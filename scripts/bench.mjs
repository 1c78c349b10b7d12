// npm run bench -- NAME [--json]: a measurement beside its floor, taken in the same minute on the same machine.
// A temporary durable database and a real web process are started for it and thrown away.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { buildApp } from "./steps/build-app.mjs";
import { openDatabase } from "./steps/database.mjs";
import { install } from "./steps/install.mjs";
import { runNode, TOOLS } from "./steps/run.mjs";
import { main, Stop } from "./steps/say.mjs";
import { sessionSecret } from "./steps/settings.mjs";

/** What each measurement needs besides a migrated database and a web process. */
const BENCHES = { orders: { demo: false }, pages: { demo: true } };

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function untilAlive(port, child) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Stop("the web process ended before it answered");
    const answer = await fetch(`http://127.0.0.1:${port}/health/live`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Stop("the web process did not answer within 30 s");
}

await main(async () => {
  const names = process.argv.slice(2).filter((word) => !word.startsWith("-"));
  const bench = BENCHES[names[0]];
  if (names.length !== 1 || !bench)
    throw new Stop(`Which measurement? One of: ${Object.keys(BENCHES).join(", ")}`);
  await install();
  await buildApp();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "lumbung-bench-"));
  const database = await openDatabase({ databaseUrl: undefined, dataDir });
  const port = await freePort();
  const env = {
    ...process.env,
    NODE_ENV: "production",
    LOG_LEVEL: "warn",
    PORT: String(port),
    BASE_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: database.url,
    DEMO: bench.demo ? "1" : "0",
    SESSION_SECRET: sessionSecret(dataDir),
    BENCH_JSON: process.argv.includes("--json") ? "1" : "",
  };
  let web;
  try {
    await runNode("build/migrate.js", [], { env });
    if (bench.demo) await runNode("build/demo.js", [], { env });
    web = spawn(process.execPath, ["build/web.js"], { env, stdio: ["ignore", "ignore", "inherit"] });
    await untilAlive(port, web);
    await runNode(TOOLS.tsx, [`scripts/bench/${names[0]}.ts`], { env, show: true });
  } finally {
    if (web) {
      const ended = new Promise((resolve) => web.once("exit", resolve));
      web.kill("SIGTERM");
      await ended;
    }
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
