import { and, desc, eq, isNull } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { producerWords } from "#db/schema/catalogue-harvest.ts";

export type ProducerWord = typeof producerWords.$inferSelect;

/** What a producer said of their balance, the newest first, with the answers. */
export async function wordsOf(producerId: string, on: Executor = db()): Promise<ProducerWord[]> {
  return on
    .select()
    .from(producerWords)
    .where(eq(producerWords.producerId, producerId))
    .orderBy(desc(producerWords.saidAt), desc(producerWords.id))
    .limit(20);
}

/** What producers of a seller said and nobody answered yet, the oldest last. */
export async function openWordsOf(
  sellerId: string,
  on: Executor = db(),
): Promise<{ id: string; producerId: string; name: string; said: string; saidAt: Date }[]> {
  return on
    .select({
      id: producerWords.id,
      producerId: producerWords.producerId,
      name: producers.name,
      said: producerWords.said,
      saidAt: producerWords.saidAt,
    })
    .from(producerWords)
    .innerJoin(producers, eq(producers.id, producerWords.producerId))
    .where(and(eq(producers.organisationId, sellerId), isNull(producerWords.answeredAt)))
    .orderBy(desc(producerWords.saidAt))
    .limit(20);
}
