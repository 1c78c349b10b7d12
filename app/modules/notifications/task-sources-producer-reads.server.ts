import { openWordsOf } from "../catalogue/producer-word-reads.server.ts";
import type { Task } from "./task.ts";
import type { TaskSource } from "./task-source.server.ts";

const ANSWER_WITHIN_MS = 2 * 86_400_000;

/** What producers said of their balance, and nobody answered. */
export const producersToAnswer: TaskSource = async ({ organisationId }, on) => {
  const words = await openWordsOf(organisationId, on);
  return words.map(
    (word): Task => ({
      kind: "producer.answer",
      subjectId: word.id,
      path: `produsen/${word.producerId}`,
      due: new Date(word.saidAt.getTime() + ANSWER_WITHIN_MS),
      params: { name: word.name, said: word.said },
    }),
  );
};
