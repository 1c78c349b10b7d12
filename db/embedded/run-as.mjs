// As whom PostgreSQL runs. It refuses to run as root, so root steps down first.

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { executable, postgresEnvironment } from "./binaries.mjs";

/**
 * - `self`: we are an ordinary user already.
 * - `drop`: we are root and become this user.
 * - `unshare`: we are root and that user cannot reach our files (a home with mode 0700). In a fresh
 *   user namespace the server sees itself as nobody, while its files stay root's.
 *
 * @typedef {{ kind: "self" } | { kind: "drop", uid: number, gid: number } | { kind: "unshare" }} RunAs
 */

/** Program, arguments and spawn options that run `program` in the chosen way. */
export function commandFor(runAs, program, args) {
  const options = { cwd: "/", env: postgresEnvironment() };
  if (runAs.kind === "unshare") return { program: "unshare", args: ["-U", program, ...args], options };
  if (runAs.kind === "drop") {
    return { program, args, options: { ...options, uid: runAs.uid, gid: runAs.gid } };
  }
  return { program, args, options: process.platform === "win32" ? { env: options.env } : options };
}

function userNamed(name) {
  const users = fs.existsSync("/etc/passwd") ? fs.readFileSync("/etc/passwd", "utf8") : "";
  const fields = users
    .split("\n")
    .map((line) => line.split(":"))
    .find((line) => line[0] === name);
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : undefined;
}

/** Whoever already owns the cluster stays its owner; a new one goes to postgres, else to nobody. */
function unprivilegedUser(cluster) {
  const owner = fs.existsSync(cluster) ? fs.statSync(cluster) : undefined;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return userNamed("postgres") ?? userNamed("nobody") ?? { uid: 65_534, gid: 65_534 };
}

/**
 * Decides once per start. Refuses when root cannot step down in either way.
 *
 * @param {{ binaries: string, dataDir: string, cluster: string, isServed: boolean }} place
 *   isServed: a server runs on it already; then it is addressed as its own kind, and nothing changes hands.
 * @returns {RunAs}
 */
export function chooseRunAs({ binaries, dataDir, cluster, isServed }) {
  if (process.getuid?.() !== 0) return { kind: "self" };
  if (isServed) {
    const { uid, gid } = fs.statSync(cluster);
    return uid === 0 ? { kind: "unshare" } : { kind: "drop", uid, gid };
  }
  const postgres = executable(binaries, "postgres");
  const user = unprivilegedUser(cluster);
  const reach = spawnSync("/bin/sh", ["-c", '"$0" --version && cd "$1"', postgres, dataDir], {
    cwd: "/",
    env: postgresEnvironment(),
    ...user,
  });
  if (reach.status === 0) return { kind: "drop", ...user };
  const apart = spawnSync("unshare", ["-U", postgres, "--version"], { cwd: "/", env: postgresEnvironment() });
  if (apart.status === 0) return { kind: "unshare" };
  throw new Error(
    `PostgreSQL tidak mau berjalan sebagai root, dan pengguna lain tidak dapat membaca ${dataDir} atau ${binaries}. ` +
      "Jalankan sebagai pengguna biasa, pindahkan proyek ke luar folder pribadi root, atau setel DATABASE_URL.",
  );
}

/** Gives `folder` and all in it to the user PostgreSQL will run as; root only. */
export function giveTo(runAs, folder) {
  if (runAs.kind === "self") return;
  const { uid, gid } = runAs.kind === "drop" ? runAs : { uid: 0, gid: 0 };
  if (fs.lstatSync(folder).uid === uid) return;
  for (const entry of fs.readdirSync(folder, { recursive: true })) {
    fs.lchownSync(path.join(folder, entry), uid, gid);
  }
  fs.lchownSync(folder, uid, gid); // last: while its owner is unchanged an interrupted hand-over is repeated
}
