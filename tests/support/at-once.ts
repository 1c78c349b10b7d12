import { Refusal } from "#app/kernel/errors.ts";

/** How many times each answer came: "done", or the code of the refusal. Anything that is no refusal is thrown. */
export type Answers = Readonly<Record<string, number>>;

/** Does all of `deeds` at the same moment and counts how they ended. */
export async function atOnce(deeds: readonly (() => Promise<unknown>)[]): Promise<Answers> {
  const ends = await Promise.allSettled(deeds.map((deed) => deed()));
  const answers: Record<string, number> = {};
  for (const end of ends) {
    if (end.status === "rejected" && !(end.reason instanceof Refusal)) throw end.reason;
    const answer = end.status === "fulfilled" ? "done" : (end.reason as Refusal).code;
    answers[answer] = (answers[answer] ?? 0) + 1;
  }
  return answers;
}

/** The same deed by `count` callers, who know only their number. */
export function times<T>(count: number, deed: (at: number) => Promise<T>): (() => Promise<T>)[] {
  return Array.from({ length: count }, (_, at) => () => deed(at));
}
