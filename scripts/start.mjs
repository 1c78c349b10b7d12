// npm start: from a fresh clone to a running Lumbung, with Node and npm alone.
// npm run dev: the same from the sources, reloading on change.

import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { beginBuild } from "./steps/build-app.mjs";
import { openDatabase } from "./steps/database.mjs";
import { buildDemo, showCredentials } from "./steps/demo-world.mjs";
import { install } from "./steps/install.mjs";
import { compileMessages } from "./steps/messages.mjs";
import { whenParentEnds } from "./steps/parent.mjs";
import { keepRunning, waitUntilHealthy } from "./steps/processes.mjs";
import { runNode, stopRuns, TOOLS } from "./steps/run.mjs";
import { complain, Stop, say, secondsSinceBegin, step } from "./steps/say.mjs";
import { ROOT, readSettings, sessionSecret } from "./steps/settings.mjs";

const dev = process.argv.includes("--dev");
const PORT_PATIENCE_MS = 4_000; // processes of a start that was killed need a moment to let go
const WATCH_EVERY_MS = 1_000;

/** Which file to give to Node for each program, in the built and in the reloading form. */
const PROGRAMS = dev
  ? {
      web: ["--import", "tsx", "app/server.ts"], // Vite reloads what it serves
      worker: [TOOLS.tsx, "watch", "--clear-screen=false", "jobs/worker.ts"],
      migrate: [TOOLS.tsx, "db/migrate.ts"],
      demo: [TOOLS.tsx, "db/seed/demo.ts"],
    }
  : {
      web: ["build/web.js"],
      worker: ["build/worker.js"],
      migrate: ["build/migrate.js"],
      demo: ["build/demo.js"],
    };

/** What to close, the last opened first. */
const closers = [];
let processes = [];
let closing = false;

async function close(code) {
  closing = true;
  await stopRuns();
  for (const closer of closers.reverse()) {
    try {
      await closer();
    } catch (error) {
      complain(error.message);
      code = 1;
    }
  }
  process.exit(code);
}

/** The first signal asks everything to stop in order, the second no longer waits for what people are doing. */
function listenForSignals() {
  const stop = () => {
    if (closing) {
      for (const one of processes) one.kill();
      return;
    }
    say("\nMenghentikan Lumbung…");
    void close(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  // Started by hand with & it may outlive its shell; started by npm it ends with npm.
  if (process.env.npm_lifecycle_event) whenParentEnds(stop);
}

function isFree(port) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.on("error", (error) => (error.code === "EADDRINUSE" ? resolve(false) : reject(error)));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}

async function demandPort(port) {
  const deadline = Date.now() + PORT_PATIENCE_MS;
  while (!(await isFree(port))) {
    if (Date.now() > deadline) {
      throw new Stop(
        `Port ${port} sudah dipakai program lain. Pilih yang lain, misalnya: PORT=${port + 1} npm start`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function environment(settings, database, isDemo) {
  return {
    BASE_URL: `http://localhost:${settings.port}`,
    ...process.env,
    NODE_ENV: dev ? "development" : "production",
    PORT: String(settings.port),
    DATA_DIR: settings.dataDir,
    DATABASE_URL: database.url,
    DEMO: isDemo ? "1" : "0",
    SESSION_SECRET: sessionSecret(settings.dataDir),
  };
}

/** Starts the embedded server again when it was killed; its acknowledged rows are all there. */
function watchDatabase(database) {
  let busy = false;
  const timer = setInterval(async () => {
    if (busy || closing || database.isAlive()) return;
    busy = true;
    complain("Basis data mati; dinyalakan lagi.");
    try {
      if (await database.revive()) for (const one of processes) one.restart();
    } catch (error) {
      complain(error.message); // tried again at the next look
    }
    busy = false;
  }, WATCH_EVERY_MS);
  closers.push(() => clearInterval(timer));
}

async function start() {
  listenForSignals();
  const settings = readSettings();
  await demandPort(settings.port);
  await install();
  const opening = openDatabase(settings); // while the build runs
  opening.catch(() => {}); // heard below; a build that takes longer must not turn it into a crash
  closers.push(async () => (await opening.catch(() => undefined))?.stop());
  const build = await (dev ? compileMessages() : beginBuild());
  const database = await step("Menyalakan basis data…", () => opening);
  let isDemo = settings.wantsDemo && fs.existsSync(path.join(ROOT, PROGRAMS.demo.at(-1)));
  const env = () => environment(settings, database, isDemo);
  const [migrate, ...migrateArgs] = PROGRAMS.migrate;
  await step("Memperbarui susunan basis data…", () => runNode(migrate, migrateArgs, { env: env() }));
  const demo = PROGRAMS.demo;
  if (isDemo) {
    isDemo = await buildDemo({ url: database.url, env: env(), demo, migrate: PROGRAMS.migrate });
    if (!isDemo) say("Basis data ini sudah berisi data sungguhan; dunia contoh tidak ditambahkan.");
  }

  await build?.finish(); // the screens were built while the database was filled
  await step("Menyalakan web dan pekerja…", async () => {
    processes = ["web", "worker"].map((name) =>
      keepRunning(name, PROGRAMS[name], { env, dataDir: settings.dataDir, showAll: dev }),
    );
    closers.push(() => Promise.all(processes.map((one) => one.stop())));
    watchDatabase(database);
    await waitUntilHealthy({ port: settings.port, processes });
  });

  say(`\nLumbung siap: http://localhost:${settings.port}\n`);
  if (isDemo) await showCredentials({ env: env(), demo });
  else say("Belum ada operator? Buat yang pertama di /penyiapan.");
  say(
    `\nSiap dalam ${secondsSinceBegin()}. Berhenti: Ctrl-C. Catatan: ${path.join(settings.dataDir, "logs")}`,
  );
}

try {
  await start();
} catch (error) {
  // Once we are stopping, whatever was in the middle fails; that is no news.
  if (!closing) {
    complain(error instanceof Stop ? error.message : String(error?.stack ?? error).slice(0, 4_000));
    await close(1);
  }
}
