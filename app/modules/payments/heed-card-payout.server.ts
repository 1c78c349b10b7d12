import { eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { cardPayouts, cardShares } from "#db/schema/payments-cards.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { HeedCardPayout } from "./card.schema.ts";
import { cardPayoutLifecycle } from "./card-account.ts";
import { cardPayoutEntry } from "./card-postings.ts";
import type { WordOutcome } from "./checkout.ts";
import { noteWord, permitHouse } from "./note-word.server.ts";

type Payout = typeof cardPayouts.$inferSelect;

/** The provider's money reaches banks by Jakarta's days. */
const PROVIDER_ZONE = "Asia/Jakarta";

/**
 * Hears that the provider sent money to a bank, or that the bank did not take it. What was sent is read line by line afterwards and only
 * then booked; what failed is the mirror of what was booked, and the money lies with the provider again. A failure that comes
 * first stays one. What contradicts the books (another amount, a failure after a line of the bank showed the money) changes
 * nothing and is found by the nightly proof.
 */
export const heedCardPayout = command({
  name: "payments.heedCardPayout",
  input: HeedCardPayout,
  isolation: "read committed",
  permit: async (_tx, call) => permitHouse(call),
  run: async (tx, call, word) => {
    const [payout = null] = await hold(tx, cardPayouts, eq(cardPayouts.id, word.payoutRef));
    const outcome = await outcomeOf(tx, payout, word);
    const isNew = await noteWord(tx, call, {
      wordId: word.wordId,
      type: word.type,
      saidAt: word.saidAt,
      paymentId: null,
      sessionId: word.payoutRef,
      outcome,
    });
    if (!isNew || outcome !== "booked") return { outcome: (isNew ? outcome : "repeats") as string };
    const isFailed = word.outcome === "failed";
    if (payout) await fail(tx, call, payout);
    else
      await tx
        .insert(cardPayouts)
        .values({
          id: word.payoutRef,
          state: isFailed ? "failed" : "told",
          amountSen: word.amountSen,
          arrivesOn: dayOf(word.arrivesAt, PROVIDER_ZONE),
          toldAt: call.at,
        })
        .onConflictDoNothing();
    return { outcome: outcome as string };
  },
});

async function outcomeOf(
  tx: LatestTransaction,
  payout: Payout | null,
  word: HeedCardPayout,
): Promise<WordOutcome> {
  if (!word.isRupiah) return "mismatch";
  if (word.outcome === "underway") return payout ? "repeats" : "waits";
  if (!payout) return "booked";
  if (payout.amountSen !== word.amountSen) return "mismatch";
  // A bank may give money back after it was said to be paid, never the other way.
  if (word.outcome === "paid" || payout.state === "failed") return "repeats";
  const [arrived] = await tx
    .select({ id: bankMatches.id })
    .from(bankMatches)
    .innerJoin(cardShares, eq(cardShares.id, bankMatches.shareId))
    .where(eq(cardShares.payoutId, payout.id))
    .limit(1);
  return arrived ? "contradicts" : "booked";
}

async function fail(tx: LatestTransaction, call: Call, payout: Payout): Promise<void> {
  await tx
    .update(cardPayouts)
    .set({ state: nextState(cardPayoutLifecycle, payout.state, "fail", "payments.moved") })
    .where(eq(cardPayouts.id, payout.id));
  const shares = await tx.select().from(cardShares).where(eq(cardShares.payoutId, payout.id));
  for (const share of shares)
    await postEntry(
      tx,
      call,
      cardPayoutEntry("failed", share.payeeId, share.amountRupiah, {
        subjectId: share.id,
        on: dayOf(call.at, await clockOf(share.payeeId, tx)),
        narration: payout.id,
      }),
    );
}
