import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";
import { invariant } from "#app/kernel/errors.ts";

/**
 * Threads for reckoning that would hold up everything else a process does. Each does one piece of work at a time, in
 * the order asked; they start with the first piece and do not keep the process alive. A thread that dies fails the work
 * it had, and the next piece gets a new one.
 */
export type ThreadPool<Task, Answer> = {
  /** Work that takes longer than `limitMs`, once a thread has begun it, is given up: its thread ends, and it throws `TooLate`. */
  readonly run: (task: Task, limitMs?: number) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

/** A thread did not answer within the limit. */
export class TooLate extends Error {
  override readonly name = "TooLate";
}

/** What a thread answers: made with `serveThread`. */
export type ThreadReply<Answer> =
  | { readonly answer: Answer }
  | { readonly error: { readonly name: string; readonly message: string; readonly stack: string } };

type Waiting<Task, Answer> = {
  readonly task: Task;
  readonly limitMs: number | undefined;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
};

const THREADS_MAX = 4;

/** A pool over the file that `entry` names; `size` is one thread per core, four at most, unless said otherwise. */
export function threadPool<Task, Answer>(
  entry: URL,
  size: number = Math.min(THREADS_MAX, availableParallelism()),
): ThreadPool<Task, Answer> {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const queue: Waiting<Task, Answer>[] = [];

  function next(): void {
    while (queue.length > 0 && (idle.length > 0 || all.size < size)) {
      const thread = idle.pop() ?? begin();
      work(thread, queue.shift() as Waiting<Task, Answer>);
    }
  }

  function begin(): Worker {
    const thread = startThread(entry);
    all.add(thread);
    return thread;
  }

  function work(thread: Worker, { task, limitMs, resolve, reject }: Waiting<Task, Answer>): void {
    const timer =
      limitMs === undefined
        ? undefined
        : setTimeout(() => {
            done(() => reject(new TooLate(`no answer in ${limitMs} ms`)), false);
            void thread.terminate();
          }, limitMs);
    const done = (settle: () => void, isAlive: boolean): void => {
      clearTimeout(timer);
      thread.off("message", told).off("error", failed).off("exit", ended);
      if (isAlive) idle.push(thread);
      else all.delete(thread);
      thread.unref();
      settle();
      next();
    };
    const told = (reply: ThreadReply<Answer>): void =>
      done(() => ("answer" in reply ? resolve(reply.answer) : reject(errorFrom(reply.error))), true);
    const failed = (error: unknown): void => done(() => reject(asError(error)), false);
    const ended = (code: number): void =>
      done(() => reject(new Error(`a thread ended with ${code} before it answered`)), false);
    thread.ref();
    thread.on("message", told).on("error", failed).on("exit", ended);
    thread.postMessage(task);
  }

  return {
    run: (task, limitMs) =>
      new Promise((resolve, reject) => {
        queue.push({ task, limitMs, resolve, reject });
        next();
      }),
    close: async () => {
      await Promise.all([...all].map((thread) => thread.terminate()));
      all.clear();
      idle.length = 0;
    },
  };
}

/**
 * Where a thread's file is: its source while sources run; otherwise its bundle of the same name, beside the process's own or
 * above it, for the screens are bundled one folder down, and in pieces two.
 */
export function threadFile(source: URL, bundle: string, from: string): URL {
  if (from.endsWith(".ts")) return source;
  const places = ["./", "../", "../../"].map((up) => new URL(up + bundle, from));
  const found = places.find((place) => existsSync(fileURLToPath(place)));
  invariant(found, `${bundle} is built`);
  return found;
}

// A thread of its own does not inherit how TypeScript is read, so it is told first.
const READ_SOURCES = `const { workerData } = require("node:worker_threads");
import("tsx/esm/api").then(({ register }) => { register(); return import(workerData); });`;

/** A thread that runs the file at `entry`, a source or a bundle. */
export function startThread(entry: URL, options: Pick<WorkerOptions, "stdout"> = {}): Worker {
  return entry.pathname.endsWith(".ts")
    ? new Worker(READ_SOURCES, { ...options, eval: true, workerData: entry.href })
    : new Worker(entry, options);
}

function errorFrom({ name, message, stack }: { name: string; message: string; stack: string }): Error {
  return Object.assign(new Error(message), { name, stack });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
