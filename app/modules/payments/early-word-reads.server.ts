import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { type Page, type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { payments } from "#db/schema/payments.ts";
import { cardEarlyWords } from "#db/schema/payments-cards.ts";
import { checkoutWords } from "#db/schema/payments-checkouts.ts";
import { HeedCardDispute, HeedCardRefund } from "./card.schema.ts";
import type { EarlyMatter } from "./card-account.ts";
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

/** A word of the card's provider that waits for the payment it speaks of, as a list shows it. */
export type WaitingCardWord = {
  readonly id: string;
  readonly matter: EarlyMatter;
  /** The provider's names for the refund or dispute, and for the payment behind it. */
  readonly subjectRef: string;
  readonly paymentRef: string;
  /** Whole rupiah; null where the word named none. */
  readonly amountRupiah: bigint | null;
  readonly saidAt: Date;
};

/**
 * Words that wait for the payment they speak of, the oldest first; a cursor is a moment and an id. A payee's are those of its own payments;
 * whose the others are nobody knows before the payment comes, so only operators, who ask for all (null), see them.
 */
export async function waitingCardWords(
  payeeId: string | null,
  page: PageRequest,
  on: Executor = db(),
): Promise<Page<WaitingCardWord>> {
  const rows = await on
    .select({
      id: cardEarlyWords.id,
      matter: cardEarlyWords.matter,
      subjectRef: cardEarlyWords.subjectRef,
      paymentRef: cardEarlyWords.paymentRef,
      amountRupiah: cardEarlyWords.amountRupiah,
      saidAt: checkoutWords.saidAt,
    })
    .from(checkoutWords)
    .innerJoin(cardEarlyWords, eq(cardEarlyWords.id, checkoutWords.id))
    .where(
      and(
        eq(checkoutWords.outcome, "early"),
        eq(checkoutWords.provider, CARD_PROVIDER),
        payeeId === null
          ? undefined
          : sql`exists (select 1 from ${payments} p where p.bank_reference = ${cardEarlyWords.paymentRef}
              and p.rail = 'card' and p.payee_id = ${payeeId})`,
        wordAfter(page.after),
      ),
    )
    .orderBy(asc(checkoutWords.saidAt), asc(checkoutWords.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => `${row.saidAt.toISOString()}/${row.id}`);
}

/** A cursor that cannot be read begins anew. */
function wordAfter(after: string | undefined) {
  const [at = "", id = ""] = (after ?? "").split("/");
  const moment = new Date(at);
  return Number.isNaN(moment.getTime())
    ? undefined
    : sql`(${checkoutWords.saidAt}, ${checkoutWords.id}) > (${moment.toISOString()}::timestamptz, ${id})`;
}
