import { once } from "node:events";
import { closeSync, openSync, readFileSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { parseArgs } from "node:util";

/** The files a command was told to use, by option name; `-` stands for standard input or output. */
export function fileArguments<Name extends string>(names: readonly Name[]): Record<Name, string> {
  const usage = names.map((name) => `--${name} FILE`).join(" ");
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  const { values } = parseArgs({ options, strict: true, allowPositionals: false });
  const paths = names.map((name) => {
    const path = values[name];
    if (typeof path !== "string" || path === "") throw new Error(`--${name} is missing; usage: ${usage}`);
    return [name, path] as const;
  });
  return Object.fromEntries(paths) as Record<Name, string>;
}

/** Reads a file, or standard input, as JSON; what is none is refused with its name and what is wrong in it. */
export async function readJson(path: string): Promise<unknown> {
  const text = Buffer.from(await readBytes(path)).toString("utf8");
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (failure) {
    const name = path === "-" ? "standard input" : path;
    throw new Error(`${name} is not JSON: ${failure instanceof Error ? failure.message : String(failure)}`);
  }
}

/** Reads a file, or standard input, as it is. */
export async function readBytes(path: string): Promise<Uint8Array> {
  if (path !== "-") return readFileSync(path);
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const STANDARD_INPUT = 0;
const PAUSE_MS = 5;

/** A file, or standard input, to be read piece by piece: fills the room with what comes next, 0 bytes at the end. */
export function bytesOf(path: string): (room: Uint8Array) => number {
  const file = path === "-" ? STANDARD_INPUT : openSync(path, "r");
  return (room) => {
    for (;;) {
      try {
        return readSync(file, room);
      } catch (failure) {
        const code = (failure as NodeJS.ErrnoException).code;
        if (code === "EOF") return 0;
        if (code !== "EAGAIN") throw failure;
        // Whoever writes into the pipe is slower than we are.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
      }
    }
  };
}

/** Writes a value as JSON to a file or standard output, and waits until it is handed over. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeText(path, [`${JSON.stringify(value, null, 2)}\n`]);
}

/**
 * Writes text piece by piece to a file or standard output, and waits until it is handed over. A file appears under its
 * name only when it is complete: nobody ever reads half of it.
 */
export async function writeText(path: string, pieces: Iterable<string>): Promise<void> {
  if (path === "-") {
    for (const piece of pieces) if (!process.stdout.write(piece)) await once(process.stdout, "drain");
    await new Promise<void>((resolve, reject) =>
      process.stdout.write("", (failure) => (failure ? reject(failure) : resolve())),
    );
    return;
  }
  const partial = `${path}.${process.pid}.partial`;
  try {
    const file = openSync(partial, "w");
    for (const piece of pieces) writeSync(file, piece);
    closeSync(file);
    renameSync(partial, path);
  } catch (failure) {
    rmSync(partial, { force: true });
    throw failure;
  }
}

/** Runs a command; whatever it throws becomes one line on standard error and the given exit code. */
export async function runCommand(
  name: string,
  failureCode: number,
  command: () => Promise<void>,
): Promise<void> {
  // Whoever reads our output may stop; the write that then fails is told like any failure.
  process.stdout.on("error", () => {});
  try {
    await command();
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : String(failure);
    process.stderr.write(`${name}: ${why.replace(/\s+/g, " ").trim()}\n`);
    process.exitCode = failureCode;
  }
}
