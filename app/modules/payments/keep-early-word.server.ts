import { cardEarlyWords } from "#db/schema/payments-cards.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";

/**
 * Keeps what a word says of a payment that is not known yet, so that it can be heard again when the payment comes (`earlyCardWords`). The
 * caller notes the word as `early`. A second time changes nothing.
 */
export async function keepEarlyWord(
  tx: LatestTransaction,
  word: typeof cardEarlyWords.$inferInsert,
): Promise<void> {
  await tx.insert(cardEarlyWords).values(word).onConflictDoNothing();
}
