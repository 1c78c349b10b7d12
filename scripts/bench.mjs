// npm run bench -- NAME [--json]: a measurement beside its floor, taken in the same minute on the same machine.
// Where it needs them, a temporary durable database and a real web process are started for it and thrown away.

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

/**
 * What each measurement needs: `nothing` but its own process, a migrated `database`, a `web` process on one, or a web
 * process on the `demo` world.
 */
const BENCHES = {
  orders: "web",
  pages: "demo",
  demand: "demo",
  lighthouse: "demo",
  "match-dense": "nothing",
  "match-night": "nothing",
  "match-events": "nothing",
  "match-commit": "database",
  "match-restart": "database",
  recall: "database",
  radar: "database",
  catalogue: "database",
  ledger: "database",
  lpj: "database",
  allot: "nothing",
  "allot-moves": "nothing",
  statement: "nothing",
  invoices: "database",
};

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

/** Runs the measurement on a database that is thrown away afterwards, beside a web process where it needs one. */
async function onTheHouse(name, needs, baseEnv) {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "lumbung-bench-"));
  const database = await openDatabase({ databaseUrl: undefined, dataDir });
  const port = await freePort();
  const env = {
    ...baseEnv,
    NODE_ENV: "production",
    LOG_LEVEL: "warn",
    PORT: String(port),
    BASE_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: database.url,
    DEMO: needs === "demo" ? "1" : "0",
    SESSION_SECRET: sessionSecret(dataDir),
  };
  let web;
  try {
    await runNode("build/migrate.js", [], { env });
    if (needs === "demo") await runNode("build/demo.js", [], { env });
    if (needs !== "database") {
      web = spawn(process.execPath, ["build/web.js"], { env, stdio: ["ignore", "ignore", "inherit"] });
      await untilAlive(port, web);
    }
    await measure(name, env);
  } finally {
    if (web) {
      const ended = new Promise((resolve) => web.once("exit", resolve));
      web.kill("SIGTERM");
      await ended;
    }
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(name, env) {
  await runNode(TOOLS.tsx, [`scripts/bench/${name}.ts`, ...process.argv.slice(3)], { env, show: true });
}

await main(async () => {
  const [name] = process.argv.slice(2);
  const needs = BENCHES[name];
  if (!needs) throw new Stop(`Which measurement? One of: ${Object.keys(BENCHES).join(", ")}`);
  await install();
  const env = { ...process.env, BENCH_JSON: process.argv.includes("--json") ? "1" : "" };
  if (needs === "nothing") return measure(name, env);
  await buildApp();
  await onTheHouse(name, needs, env);
});
