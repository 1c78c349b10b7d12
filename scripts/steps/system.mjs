// What the tests need from the system: found, or installed where we may, or named in one line.

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { Stop, step } from "./say.mjs";

const NEEDS = {
  redis: {
    setting: "REDIS_SERVER",
    commands: ["redis-server", "valkey-server"],
    places: ["/usr/sbin", "/opt/homebrew/bin"],
    aptPackages: ["redis-server"],
    advice: "redis-server (Debian/Ubuntu: apt-get install redis-server; macOS: brew install redis)",
  },
  chromium: {
    setting: "CHROMIUM",
    commands: ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"],
    places: [
      "/snap/bin",
      "/Applications/Chromium.app/Contents/MacOS",
      "/Applications/Google Chrome.app/Contents/MacOS",
    ],
    aptPackages: ["chromium"],
    advice: "Chromium (Debian/Ubuntu: apt-get install chromium; atau setel CHROMIUM=/jalur/ke/chrome)",
  },
};

/**
 * The full path of a program the tests need, or undefined. REDIS_SERVER and CHROMIUM may name one.
 *
 * @param {"redis" | "chromium"} name
 * @returns {string | undefined}
 */
export function findProgram(name) {
  const { setting, commands, places } = NEEDS[name];
  const set = process.env[setting];
  if (set) return fs.existsSync(set) ? set : undefined;
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), ...places];
  const names = name === "chromium" ? [...commands, "Chromium", "Google Chrome"] : commands;
  for (const command of names) {
    for (const folder of folders) {
      const file = path.join(folder || ".", command);
      try {
        fs.accessSync(file, fs.constants.X_OK);
        if (fs.statSync(file).isFile()) return file;
      } catch {
        // not here
      }
    }
  }
  return undefined;
}

function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = () =>
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", ...packages], { env, stdio: "pipe" })
      .status === 0;
  if (install()) return;
  spawnSync("apt-get", ["update"], { env, stdio: "pipe" }); // its lists may be old or missing
  install();
}

/** Sees to it that redis-server and Chromium are there. Refuses, in one line, with what to install. */
export async function provideSystem() {
  const missing = () => Object.keys(NEEDS).filter((name) => !findProgram(name));
  const before = missing();
  if (before.length === 0) return;
  const mayInstall = process.getuid?.() === 0 && fs.existsSync("/usr/bin/apt-get");
  if (mayInstall) {
    const packages = before.flatMap((name) => NEEDS[name].aptPackages);
    await step(`Memasang ${packages.join(", ")}…`, async () => aptInstall(packages));
  }
  const after = missing();
  if (after.length === 0) return;
  throw new Stop(`Pasang dulu: ${after.map((name) => NEEDS[name].advice).join("; ")}`);
}
