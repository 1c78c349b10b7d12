import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parentPort } from "node:worker_threads";
import { invariant, Outage } from "#app/kernel/errors.ts";
import { startThread } from "./thread-pool.server.ts";

/** Each holds what it writes from in memory for as long as somebody takes to read it. */
const STREAMS_MAX = 4;
let open = 0;

/**
 * What a thread of its own writes about `task`, made as fast as it is read and no faster: for files that would hold up
 * everything else a process does. The thread ends with the stream, also when nobody reads on. Refuses (`Outage`) when
 * too many are being read already.
 */
export function streamFromThread(entry: URL, task: unknown): Readable {
  if (open >= STREAMS_MAX) throw new Outage("thread");
  open += 1;
  const thread = startThread(entry, { stdout: true });
  const { stdout } = thread;
  thread.once("error", (error: unknown) =>
    stdout.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  stdout.once("close", () => {
    open -= 1;
    void thread.terminate();
  });
  thread.postMessage(task);
  return stdout;
}

/** Makes this thread write what `write` says about its one task. */
export function serveStream<Task>(write: (task: Task) => Iterable<string>): void {
  const port = parentPort;
  invariant(port, "only a thread serves a stream");
  port.once("message", (task: Task) => {
    // A thread's own output reaches whoever started it, and says when it has room again. An error ends the thread.
    void pipeline(Readable.from(write(task)), process.stdout).then(() => port.close());
  });
}
