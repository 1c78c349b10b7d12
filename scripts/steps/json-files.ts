import { readFileSync, writeFileSync } from "node:fs";
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

/** Reads a file, or standard input, as JSON. */
export async function readJson(path: string): Promise<unknown> {
  const text = path === "-" ? await standardInput() : readFileSync(path, "utf8");
  return JSON.parse(text.replace(/^\uFEFF/, ""));
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** Writes a value as JSON to a file or standard output, and waits until it is handed over. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (path !== "-") writeFileSync(path, text);
  else await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
}

/** Runs a command; whatever it throws becomes one line on standard error and the given exit code. */
export async function runCommand(
  name: string,
  failureCode: number,
  command: () => Promise<void>,
): Promise<void> {
  try {
    await command();
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : String(failure);
    process.stderr.write(`${name}: ${why.replace(/\s+/g, " ").trim()}\n`);
    process.exitCode = failureCode;
  }
}
