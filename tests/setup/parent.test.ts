// npm ends its shell when it is asked to stop and tells nobody else; what the shell started must notice by itself.

import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";

const MODULE = path.resolve("scripts/steps/parent.mjs");
const CHILD = `
  import { whenParentEnds } from ${JSON.stringify(MODULE)};
  const busy = setInterval(() => {}, 1_000);
  whenParentEnds(() => { console.log("ended"); clearInterval(busy); });
  console.log("running");
`;

test("a process that a shell started learns that its shell was stopped", async () => {
  const shell = spawn("sh", ["-c", '"$0" --input-type=module -e "$1"; true', process.execPath, CHILD], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said: string[] = [];
  const lines = createInterface({ input: shell.stdout });
  lines.on("line", (line) => said.push(line));
  await once(lines, "line");
  shell.kill("SIGTERM");
  await once(lines, "close"); // the child has let go of its output: it has ended
  expect(said).toEqual(["running", "ended"]);
});
