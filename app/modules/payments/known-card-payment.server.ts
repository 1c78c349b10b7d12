import { and, eq } from "drizzle-orm";
import { hold } from "#db/hold.server.ts";
import { payments } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import type { WordOutcome } from "./checkout.ts";
import type { HeldPayment } from "./settle-payment.server.ts";

/** The payment by card that the provider knows under this name, held; null for one that is not ours, or not booked yet. */
export async function knownCardPayment(
  tx: LatestTransaction,
  paymentRef: string | null,
): Promise<HeldPayment | null> {
  if (paymentRef === null) return null;
  const [payment] = await hold(
    tx,
    payments,
    and(eq(payments.bankReference, paymentRef), eq(payments.rail, "card")),
  );
  return payment ?? null;
}

/** What a word about no payment that is known makes: the payment that it names may come later. */
export function outcomeOfUnpaid({ paymentRef }: { readonly paymentRef: string | null }): WordOutcome {
  return paymentRef === null ? "unknown" : "early";
}
