import { eq, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { checkoutWords } from "#db/schema/payments-checkouts.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import type { WordOutcome } from "./checkout.ts";

/** As the words of the provider of cards are kept: its name in `checkouts` and `checkout_words`. */
export const CARD_PROVIDER = "Stripe";

/** Only the house itself hears providers. */
export function permitHouse(call: Call): void {
  if (call.actor.kind !== "system") throw new Forbidden("payments.forbidden");
}

/**
 * Remembers a word of a provider, once; false when it was heard of the same provider before. One that came before the payment it speaks of
 * counts when it is heard again, and then once.
 */
export async function noteWord(
  tx: LatestTransaction,
  call: Call,
  word: {
    /** The provider of cards where it is left out. */
    readonly provider?: string;
    readonly wordId: string;
    readonly type: string;
    readonly saidAt: Date;
    readonly paymentId: string | null;
    readonly sessionId: string | null;
    readonly outcome: WordOutcome;
  },
): Promise<boolean> {
  const { wordId, ...said } = word;
  const noted = await tx
    .insert(checkoutWords)
    .values({ id: wordId, ...said, heardAt: call.at })
    .onConflictDoUpdate({
      target: [checkoutWords.provider, checkoutWords.id],
      set: { outcome: sql`excluded.outcome`, paymentId: sql`excluded.payment_id` },
      setWhere: eq(checkoutWords.outcome, "early"),
    })
    .returning({ id: checkoutWords.id });
  return noted.length === 1;
}
