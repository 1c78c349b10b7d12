import { and, asc, eq, inArray } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { payments } from "#db/schema/payments.ts";
import { cardEarlyWords } from "#db/schema/payments-cards.ts";
import { checkoutWords } from "#db/schema/payments-checkouts.ts";
import { HeedCardDispute, HeedCardRefund } from "./card.schema.ts";
import { CARD_PROVIDER } from "./note-word.server.ts";

/** A word that waited, as it was told. */
type EarlyCardWord =
  | { readonly matter: "refund"; readonly word: HeedCardRefund }
  | { readonly matter: "dispute"; readonly word: HeedCardDispute };

/**
 * Words that came before the payment which they speak of and wait still although it is booked now, the oldest first; of one payment, or of
 * all of them.
 */
export async function earlyCardWords(
  of: { readonly paymentId: string | null },
  limit: number,
  on: Executor = db(),
): Promise<readonly EarlyCardWord[]> {
  const rows = await on
    .select({ early: cardEarlyWords, type: checkoutWords.type, saidAt: checkoutWords.saidAt })
    .from(checkoutWords)
    .innerJoin(cardEarlyWords, eq(cardEarlyWords.id, checkoutWords.id))
    .innerJoin(
      payments,
      and(eq(payments.bankReference, cardEarlyWords.paymentRef), eq(payments.rail, "card")),
    )
    .where(
      and(
        eq(checkoutWords.outcome, "early"),
        eq(checkoutWords.provider, CARD_PROVIDER),
        inArray(payments.state, ["verified", "reversed"]),
        of.paymentId === null ? undefined : eq(payments.id, of.paymentId),
      ),
    )
    .orderBy(asc(checkoutWords.saidAt), asc(checkoutWords.id))
    .limit(limit);
  return rows.map(({ early, type, saidAt }) => {
    const { id: wordId, subjectRef, paymentRef, said: outcome, amountRupiah, cause } = early;
    const told = { wordId, type, saidAt, paymentRef, outcome, amountRupiah };
    return early.matter === "refund"
      ? {
          matter: "refund",
          word: HeedCardRefund.parse({
            ...told,
            refundRef: subjectRef,
            cardRefundId: early.cardRefundId,
            failure: cause,
          }),
        }
      : {
          matter: "dispute",
          word: HeedCardDispute.parse({
            ...told,
            disputeRef: subjectRef,
            cause: cause ?? "",
            answerBy: early.answerBy,
          }),
        };
  });
}
