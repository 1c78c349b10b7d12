import { eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { payments } from "#db/schema/payments.ts";
import { checkouts } from "#db/schema/payments-checkouts.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { heed } from "./checkout.ts";
import { noteWord, permitHouse } from "./note-word.server.ts";
import { HeedCheckout } from "./payment.schema.ts";
import { isProviderRail } from "./payment-rails.ts";
import { bookPayment, type HeldPayment, releasePayment } from "./settle-payment.server.ts";

/**
 * Hears what a provider says about what it opened: books the payment, or opens its invoice again, or only remembers the word.
 * Each word counts once, whatever its order and however often it is sent; what contradicts the books or names another
 * amount changes nothing and is found by the nightly proof. A word about a payment that another provider was asked for is about nothing of its.
 */
export const heedCheckout = command({
  name: "payments.heed-checkout",
  input: HeedCheckout,
  isolation: "read committed",
  permit: async (_tx, call) => permitHouse(call),
  run: async (tx, call, word) => {
    const payment = await askedOf(tx, word);
    // The payment is held, so the same word cannot be heard twice at once.
    const outcome = payment && word.page ? heed(payment, word.page) : "unknown";
    const isNew = await noteWord(tx, call, {
      provider: word.provider,
      wordId: word.wordId,
      type: word.type,
      saidAt: word.saidAt,
      paymentId: payment?.id ?? null,
      sessionId: word.page?.sessionId ?? null,
      outcome,
    });
    if (!isNew) return { outcome: "repeats" as string, paymentId: payment?.id ?? null };
    if (payment && word.page && outcome === "booked") {
      const paid = {
        bankReference: word.page.reference,
        transferredOn: dayOf(word.saidAt, await clockOf(payment.payeeId, tx)),
      };
      await tx.update(payments).set(paid).where(eq(payments.id, payment.id));
      await bookPayment(tx, call, { ...payment, ...paid });
    }
    if (payment && outcome === "released") await releasePayment(tx, call, payment, null);
    return { outcome: outcome as string, paymentId: payment?.id ?? null };
  },
});

/** The payment that this provider was asked for, held; null for any other. */
async function askedOf(
  tx: LatestTransaction,
  { paymentId, provider }: { readonly paymentId: string | null; readonly provider: string },
): Promise<HeldPayment | null> {
  if (paymentId === null) return null;
  const [payment] = await hold(tx, payments, eq(payments.id, paymentId));
  if (!payment || !isProviderRail(payment.rail)) return null;
  const [checkout] = await tx
    .select({ provider: checkouts.provider })
    .from(checkouts)
    .where(eq(checkouts.paymentId, paymentId));
  return checkout?.provider === provider ? payment : null;
}
