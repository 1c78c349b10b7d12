import { parentPort } from "node:worker_threads";
import { invariant } from "#app/kernel/errors.ts";
import type { ThreadReply } from "./thread-pool.server.ts";

/**
 * Makes this thread answer every task of its pool with `answer`. What that throws is thrown where the task was asked.
 * Bytes that `bytesIn` names are handed over instead of copied: this thread has them no more.
 */
export function serveThread<Task, Answer>(
  answer: (task: Task) => Answer | Promise<Answer>,
  bytesIn: (answer: Answer) => readonly Uint8Array[] = () => [],
): void {
  const port = parentPort;
  invariant(port, "only a thread serves a pool");
  const serve = async (task: Task) => {
    const told = await reply(() => answer(task));
    const bytes = "answer" in told ? bytesIn(told.answer) : [];
    port.postMessage(told, handedOver(bytes));
  };
  port.on("message", (task: Task) => void serve(task));
}

/** Only memory that nothing else lies in can be handed over; small buffers share a pool, and are copied as before. */
function handedOver(bytes: readonly Uint8Array[]): ArrayBuffer[] {
  const whole = bytes.filter(({ byteLength, buffer }) => byteLength === buffer.byteLength);
  return [...new Set(whole.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer);
}

async function reply<Answer>(work: () => Answer | Promise<Answer>): Promise<ThreadReply<Answer>> {
  try {
    return { answer: await work() };
  } catch (error) {
    const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    return { error: { name, message, stack } };
  }
}
