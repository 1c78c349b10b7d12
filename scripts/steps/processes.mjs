// Keeps the web and the worker process running, and passes on what a person should see of their logs.

import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { complain, Stop, say } from "./say.mjs";
import { ROOT } from "./settings.mjs";

const LONGEST_LOG = 10 * 1024 * 1024;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const STEADY_AFTER_MS = 60_000;
const LAST_LINES = 20;
const WARNING = 40; // pino's number

const END_WITH_PARENT = path.join(import.meta.dirname, "end-with-parent.mjs");

const SAID_ANYWAY = new Set(["level", "time", "process", "msg", "err"]);

/** A log line as the terminal shows it, or undefined when the log file is enough: below a warning, unless `all`. */
function shown(line, all = false) {
  if (!line.startsWith("{")) return line;
  try {
    const entry = JSON.parse(line);
    if (!all && !(entry.level >= WARNING)) return undefined;
    const rest = Object.entries(entry).filter(([name]) => !SAID_ANYWAY.has(name));
    const details = all ? rest.map(([name, value]) => ` ${name}=${JSON.stringify(value)}`).join("") : "";
    const cause = entry.err?.message && entry.err.message !== entry.msg ? ` — ${entry.err.message}` : "";
    const stack = all && entry.err?.stack ? `\n${entry.err.stack}` : "";
    return `${entry.msg ?? ""}${details}${cause}`.slice(0, 300) + stack.slice(0, 2_000);
  } catch {
    return line;
  }
}

function openLog(dataDir, name) {
  const folder = path.join(dataDir, "logs");
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.log`);
  const tooLong = fs.existsSync(file) && fs.statSync(file).size > LONGEST_LOG;
  return fs.createWriteStream(file, { flags: tooLong ? "w" : "a", mode: 0o600 });
}

/**
 * Runs `node ...args` and starts it again, with growing pauses, whenever it ends by itself.
 *
 * @param {string} name shown before each of its lines
 * @param {string[]} args
 * @param {{ env: () => NodeJS.ProcessEnv, dataDir: string, showAll?: boolean }} options
 */
export function keepRunning(name, args, { env, dataDir, showAll = false }) {
  const log = openLog(dataDir, name);
  const lastLines = [];
  let child;
  let stopping = false;
  let deaths = 0;
  let timer;
  let ended = Promise.resolve();

  function take(line, write) {
    log.write(`${line}\n`);
    lastLines.push(line.slice(0, 1_000));
    if (lastLines.length > LAST_LINES) lastLines.shift();
    const text = shown(line, showAll);
    if (text !== undefined) write(`${name.padEnd(6)} │ ${text}`);
  }

  function launch() {
    const began = Date.now();
    child = spawn(process.execPath, ["--import", END_WITH_PARENT, ...args], {
      cwd: ROOT,
      env: env(),
      detached: true, // Ctrl-C in the terminal reaches us alone; we then stop everything in order
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    readline.createInterface({ input: child.stdout }).on("line", (line) => take(line, say));
    readline.createInterface({ input: child.stderr }).on("line", (line) => take(line, complain));
    ended = new Promise((resolve) => {
      const settle = (code, signal) => {
        resolve();
        if (stopping) return;
        deaths = Date.now() - began > STEADY_AFTER_MS ? 1 : deaths + 1;
        const wait = Math.min(FIRST_PAUSE_MS * 2 ** (deaths - 1), LONGEST_PAUSE_MS);
        complain(
          `${name} berhenti sendiri (${signal ?? code}); dinyalakan lagi dalam ${String(wait / 1_000).replace(".", ",")} dtk.`,
        );
        timer = setTimeout(launch, wait);
      };
      child.on("exit", settle);
      child.on("error", (error) => settle(error.message, null));
    });
  }

  launch();
  return {
    name,
    deaths: () => deaths,
    lastWords: () => lastLines.map((line) => shown(line) ?? line).join("\n"),
    /** Ends it now; it is started again with a fresh environment. */
    restart: () => child.kill("SIGTERM"),
    /** Asks it to stop; after `patienceMs` it is killed. */
    stop: async (patienceMs = 10_000) => {
      stopping = true;
      clearTimeout(timer);
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      const impatience = setTimeout(() => child.kill("SIGKILL"), patienceMs);
      await ended;
      clearTimeout(impatience);
      await new Promise((resolve) => log.end(resolve));
    },
    kill: () => child.kill("SIGKILL"),
  };
}

/**
 * Waits until GET /health answers 200. Refuses when one of the processes keeps dying or when it takes
 * longer than `patienceMs`, with the last words of whoever is to blame.
 */
export async function waitUntilHealthy({ port, processes, patienceMs = 90_000 }) {
  const deadline = Date.now() + patienceMs;
  let answer = "tidak ada jawaban";
  while (Date.now() < deadline) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(5_000) });
      answer = `${response.status} ${(await response.text()).slice(0, 500)}`;
      if (response.ok) return;
    } catch (error) {
      answer = String(error.cause?.code ?? error.message);
    }
    const broken = processes.find((one) => one.deaths() >= 3);
    if (broken) throw new Stop(`${broken.name} tidak mau menyala:\n${broken.lastWords()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const words = processes.map((one) => `— ${one.name}:\n${one.lastWords()}`).join("\n");
  throw new Stop(`Lumbung tidak kunjung siap (GET /health: ${answer}).\n${words}`);
}
