// Where things are and what was set, for the programs that run before the application.

import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Stop } from "./say.mjs";

export const ROOT = path.resolve(import.meta.dirname, "..", "..");

const OLDEST_NODE = [20, 19];

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Stop(
    `Perlu Node ${OLDEST_NODE.join(".")} atau lebih baru; yang berjalan ${process.versions.node}.`,
  );
}

function portFrom(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Stop(`PORT harus angka 1 sampai 65535, bukan "${text}".`);
}

/**
 * The settings of a local start: from the environment, then from `.env`, then the defaults.
 * Refuses an old Node and a PORT that is none.
 */
export function readSettings() {
  refuseOldNode();
  const file = path.join(ROOT, ".env");
  if (fs.existsSync(file)) process.loadEnvFile(file); // never overrides what is set already
  return {
    port: portFrom(process.env.PORT || "3000"),
    dataDir: path.resolve(ROOT, process.env.DATA_DIR || ".data"),
    databaseUrl: process.env.DATABASE_URL || undefined,
    wantsDemo: process.env.DEMO !== "0",
  };
}

/**
 * The secret that signs sessions: what is set, else one made on the first start and kept in
 * DATA_DIR/secrets.json, readable by its owner only.
 */
export function sessionSecret(dataDir) {
  if (process.env.SESSION_SECRET) return process.env.SESSION_SECRET;
  const file = path.join(dataDir, "secrets.json");
  fs.mkdirSync(dataDir, { recursive: true });
  try {
    const fresh = { sessionSecret: crypto.randomBytes(32).toString("base64url") };
    fs.writeFileSync(file, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600, flag: "wx" });
    return fresh.sessionSecret;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return JSON.parse(fs.readFileSync(file, "utf8")).sessionSecret;
  }
}
