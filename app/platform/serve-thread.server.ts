import { parentPort } from "node:worker_threads";
import { invariant } from "#app/kernel/errors.ts";
import type { ThreadReply } from "./thread-pool.server.ts";

/** Makes this thread answer every task of its pool with `answer`. What that throws is thrown where the task was asked. */
export function serveThread<Task, Answer>(answer: (task: Task) => Answer): void {
  const port = parentPort;
  invariant(port, "only a thread serves a pool");
  port.on("message", (task: Task) => port.postMessage(reply(() => answer(task))));
}

function reply<Answer>(work: () => Answer): ThreadReply<Answer> {
  try {
    return { answer: work() };
  } catch (error) {
    const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    return { error: { name, message, stack } };
  }
}
