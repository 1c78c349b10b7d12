import { eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { payments } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { heed } from "./checkout.ts";
import { noteWord, permitHouse } from "./note-word.server.ts";
import { HeedCheckout } from "./payment.schema.ts";
import { bookPayment, type HeldPayment, releasePayment } from "./settle-payment.server.ts";

/**
 * Hears what the provider says about a page: books the payment, or opens its invoice again, or only remembers the word.
 * Each word counts once, whatever its order and however often it is sent; what contradicts the books or names another
 * amount changes nothing and is found by the nightly proof.
 */
export const heedCheckout = command({
  name: "payments.heed-checkout",
  input: HeedCheckout,
  isolation: "read committed",
  permit: async (_tx, call) => permitHouse(call),
  run: async (tx, call, word) => {
    const payment = await cardPayment(tx, word.paymentId);
    // The payment is held, so the same word cannot be heard twice at once.
    const outcome = payment && word.page ? heed(payment, word.page) : "unknown";
    const isNew = await noteWord(tx, call, {
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

async function cardPayment(tx: LatestTransaction, paymentId: string | null): Promise<HeldPayment | null> {
  if (paymentId === null) return null;
  const [payment] = await hold(tx, payments, eq(payments.id, paymentId));
  return payment?.rail === "card" ? payment : null;
}
