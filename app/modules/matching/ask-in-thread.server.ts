import { RuleBroken } from "#app/kernel/errors.ts";
import { type ThreadPool, TooLate, threadFile, threadPool } from "#app/platform/thread-pool.server.ts";
import type { Answers, AskReply, AskTask, Question } from "./live/answer-question.ts";

/** Nobody waits longer than this; what the thread was at is given up with it. */
const ANSWER_MS_MAX = 10_000;

let pool: ThreadPool<AskTask, AskReply> | null = null;

/**
 * Asks the market that a run kept, in a thread of this process's own: a page that somebody else waits for is not held up.
 * `files` is called when the thread does not have the market open; where it knows none, nor is there an answer (null). Refuses what the question refuses, and what takes too
 * long (`matching.tooLargeToAsk`).
 */
export async function askInThread<Asked extends Question>(
  runId: string,
  question: Asked,
  files: () => Promise<AskTask["files"]>,
): Promise<Answers[Asked["about"]] | null> {
  let reply = await ask({ runId, question, files: null });
  if ("isUnknown" in reply) {
    const kept = await files();
    if (kept === null) return null;
    reply = await ask({ runId, question, files: kept });
  }
  if ("answer" in reply) return reply.answer as Answers[Asked["about"]];
  throw new RuleBroken("refused" in reply ? reply.refused : "matching.tooLargeToAsk");
}

async function ask(task: AskTask): Promise<AskReply> {
  pool ??= threadPool(
    threadFile(
      new URL("./question-thread.server.ts", import.meta.url),
      "question-thread.js",
      import.meta.url,
    ),
    1,
  );
  try {
    return await pool.run(task, ANSWER_MS_MAX);
  } catch (error) {
    if (error instanceof TooLate) return { refused: "matching.tooLargeToAsk" };
    throw error;
  }
}

/** Ends the thread; the next question starts a new one. */
export async function closeQuestionThread(): Promise<void> {
  const closing = pool;
  pool = null;
  await closing?.close();
}
