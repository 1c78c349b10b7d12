// npm ci, when what is installed is not what the lock asks for.

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { run } from "./run.mjs";
import { Stop, step } from "./say.mjs";
import { ROOT } from "./settings.mjs";

function packagesIn(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * npm leaves a copy of the lock in node_modules once an installation is complete. Every package the
 * lock demands must be there in the same version; optional ones may be missing, not different.
 */
function isInstalled() {
  const wanted = packagesIn(path.join(ROOT, "package-lock.json"));
  const present = packagesIn(path.join(ROOT, "node_modules", ".package-lock.json"));
  if (!wanted) throw new Stop("package-lock.json tidak ada atau rusak.");
  if (!present) return false;
  return Object.entries(wanted).every(([place, { version, optional, devOptional, peer }]) => {
    if (place === "") return true;
    const found = present[place];
    return found ? found.version === version : Boolean(optional || devOptional || peer);
  });
}

/** npm writes to its cache; a home that cannot be written to must not stop the installation. */
function npmEnvironment() {
  const cache = process.env.npm_config_cache || path.join(os.homedir(), ".npm");
  try {
    fs.mkdirSync(cache, { recursive: true });
    fs.accessSync(cache, fs.constants.W_OK);
    return process.env;
  } catch {
    return { ...process.env, npm_config_cache: path.join(os.tmpdir(), `npm-cache-${os.userInfo().uid}`) };
  }
}

/** Installs exactly what the lock says, or does nothing when that is there already. */
export async function install() {
  if (isInstalled()) return;
  await step("Memasang pustaka… (pertama kali bisa semenit)", async () => {
    const script = process.env.npm_execpath;
    const viaNode = script && /\.[cm]?js$/.test(script);
    const windows = process.platform === "win32";
    const program = viaNode ? process.execPath : windows ? "npm.cmd" : "npm";
    const args = ["ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
    const { code, said } = await run(program, viaNode ? [script, ...args] : args, {
      // A production environment would leave out what the build needs.
      env: { ...npmEnvironment(), NODE_ENV: "development", npm_config_omit: "" },
    });
    if (code !== 0) throw new Stop(`npm ci gagal:\n${said.trim().slice(-4_000)}`);
  });
}
