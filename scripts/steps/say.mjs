// What a person reads in the terminal. Everything else goes to log files.

const began = performance.now();

export function say(line = "") {
  process.stdout.write(`${line}\n`);
}

export function complain(line) {
  process.stderr.write(`${line}\n`);
}

/** Seconds since `from`, as Indonesian spells them: 1,4 dtk. */
export function secondsSince(from) {
  return `${((performance.now() - from) / 1_000).toFixed(1).replace(".", ",")} dtk`;
}

export function secondsSinceBegin() {
  return secondsSince(began);
}

/** Says what is being done, then that it is done and how long it took. */
export async function step(doing, work) {
  const from = performance.now();
  say(doing);
  const result = await work();
  say(`  selesai (${secondsSince(from)})`);
  return result;
}

/** A failure whose message is meant for the person; no stack is shown. */
export class Stop extends Error {}

/** Runs a program's main function; ends the process with 1 and one readable message when it fails. */
export async function main(program) {
  try {
    await program();
  } catch (error) {
    complain(error instanceof Stop ? error.message : String(error?.stack ?? error).slice(0, 4_000));
    process.exitCode = 1;
  }
}
