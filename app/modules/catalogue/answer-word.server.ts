import { and, eq, isNull } from "drizzle-orm";
import { actingOrganisation } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { producerWords } from "#db/schema/catalogue-harvest.ts";
import { mayAddProducer } from "./catalogue.policy.ts";
import { AnswerWord } from "./harvest.schema.ts";

/** Answers what a producer said, once; they read it behind their own link. */
export const answerWord = command({
  name: "catalogue.answerWord",
  input: AnswerWord,
  permit: async (tx, call, { wordId }) => {
    const [word] = await tx
      .select({ sellerId: producers.organisationId })
      .from(producerWords)
      .innerJoin(producers, eq(producers.id, producerWords.producerId))
      .where(eq(producerWords.id, wordId));
    if (!word || word.sellerId !== actingOrganisation(call.actor)) throw new Missing("catalogue.wordMissing");
    if (!mayAddProducer(call.actor)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { wordId, answer }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const answered = await tx
      .update(producerWords)
      .set({ answer, answeredAt: call.at, answeredBy: call.actor.personId })
      .where(and(eq(producerWords.id, wordId), isNull(producerWords.answeredAt)))
      .returning({ id: producerWords.id });
    if (answered.length === 0) throw new Conflict("catalogue.wordAnswered");
    return { wordId };
  },
});
