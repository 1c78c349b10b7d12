import { countTry, type RateLimit } from "#app/platform/rate-limit.server.ts";

// A question solves a market once more while somebody waits; a person who tries out prices asks a few in a minute.
const QUESTIONS: RateLimit = { name: "question", tries: 30, seconds: 60 };

/** Counts one "what if" of a person; refuses (`kernel.tooManyTries`) when there were too many in a minute. */
export async function limitQuestions(personId: string): Promise<void> {
  await countTry(QUESTIONS, personId);
}
