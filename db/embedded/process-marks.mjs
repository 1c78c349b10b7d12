// Tells one process from another that was later given the same number.

import { spawnSync } from "node:child_process";
import fs from "node:fs";

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM"; // alive, but someone else's
  }
}

function askPs(column, pid) {
  return spawnSync("ps", ["-o", `${column}=`, "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
}

function readProc(pid, file) {
  try {
    return fs.readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

/** A text that no other process has had under this number, or undefined when the process is gone. */
export function markOf(pid) {
  if (!isAlive(pid)) return undefined;
  if (process.platform === "win32") return "alive";
  if (process.platform !== "linux") return askPs("lstart", pid) || undefined;
  // The command name may hold blanks and brackets; the fields are counted after its last bracket.
  const fields = readProc(pid, "stat")
    .replace(/^.*\) /s, "")
    .split(" ");
  const [state, started] = [fields[0], fields[19]];
  return started === undefined || state === "Z" ? undefined : started;
}

/** The command line of a living process with its arguments, `[]` when it cannot be seen. */
export function argumentsOf(pid) {
  if (process.platform === "linux") return readProc(pid, "cmdline").split("\0");
  return process.platform === "win32" ? [] : askPs("args", pid).split(" ");
}
