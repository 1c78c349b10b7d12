import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { bundleOf, type TestProgram } from "./programs.ts";

export type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** The commands of `scripts/` that tests run. */
type Script = Extract<TestProgram, "match" | "match-generate" | "match-verify" | "allot">;

/**
 * Runs a command of `scripts/` as a person would, without a database, with text or bytes on its standard input; bundled, for a hundred
 * runs from its sources would spend their time on reading them.
 */
export function runScript(
  script: Script,
  options: readonly string[],
  input: string | Uint8Array = "",
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [bundleOf(script), ...options],
      { maxBuffer: 2 ** 26 },
      (failure, out, err) =>
        resolve({ code: typeof failure?.code === "number" ? failure.code : 0, out, err }),
    );
    // A command that refuses its options does not read on.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}

/** The same for standard input that is too long to be held at once. */
export async function streamToScript(
  script: Script,
  options: readonly string[],
  pieces: Iterable<string>,
): Promise<Ran> {
  const child = spawn(process.execPath, [bundleOf(script), ...options]);
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    said.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    said.err += chunk;
  });
  child.stdin.on("error", () => {});
  const closed = once(child, "close");
  for (const piece of pieces) {
    if (child.exitCode !== null) break;
    if (!child.stdin.write(piece)) await Promise.race([once(child.stdin, "drain"), closed]);
  }
  child.stdin.end();
  const [code] = await closed;
  return { code: Number(code), ...said };
}
