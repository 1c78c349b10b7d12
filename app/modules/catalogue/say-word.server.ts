import { and, eq, isNull } from "drizzle-orm";
import { Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { producerWords } from "#db/schema/catalogue-harvest.ts";
import { SayWord } from "./harvest.schema.ts";

/** At most so many words wait for an answer at once: a link is no chat. */
const OPEN_WORDS_MAX = 3;

/** A producer says through their link that something of their balance is not right; it waits as a task of the seller. */
export const sayWord = command({
  name: "catalogue.sayWord",
  input: SayWord,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "link" || call.actor.purpose !== "balance")
      throw new Missing("catalogue.producerMissing");
  },
  run: async (tx, call, { said }) => {
    if (call.actor.kind !== "link") throw new Missing("catalogue.producerMissing");
    const producerId = call.actor.subjectId;
    const open = await tx
      .select({ id: producerWords.id })
      .from(producerWords)
      .where(and(eq(producerWords.producerId, producerId), isNull(producerWords.answeredAt)));
    if (open.length >= OPEN_WORDS_MAX) throw new RuleBroken("catalogue.wordsWait");
    const wordId = newId("producerWord");
    await tx
      .insert(producerWords)
      .values({ id: wordId, producerId, linkId: call.actor.linkId, said, saidAt: call.at });
    return { wordId };
  },
});
