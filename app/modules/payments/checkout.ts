import type { Rupiah } from "#app/kernel/money.ts";
import type { PaymentState } from "./payment-lifecycle.ts";

/**
 * What comes of a word of the provider:
 *
 *   booked       the money came
 *   released     no money comes, and the invoice is open again
 *   waits        nothing is decided yet
 *   repeats      it says what was known
 *   contradicts  it says otherwise than what was booked; a person must look
 *   mismatch     another amount than asked for; a person must look
 *   early        it is about a payment that is not known yet: it waits, and is heard again when that comes
 *   unknown      it is about nothing of ours
 */
export const wordOutcomes = [
  "booked",
  "released",
  "waits",
  "repeats",
  "contradicts",
  "mismatch",
  "early",
  "unknown",
] as const;
export type WordOutcome = (typeof wordOutcomes)[number];

/** What to do at a word about a payment by a provider. Words come late, twice and in any order; none is believed against the books. */
export function heed(
  payment: { readonly state: PaymentState; readonly amountRupiah: Rupiah },
  word: {
    readonly outcome: "open" | "waiting" | "paid" | "ended";
    readonly amountRupiah: Rupiah | null;
  },
): WordOutcome {
  if (word.outcome === "open" || word.outcome === "waiting")
    return payment.state === "reported" ? "waits" : "repeats";
  const isPaid = word.outcome === "paid";
  if (isPaid && word.amountRupiah !== payment.amountRupiah) return "mismatch";
  if (payment.state === "reported") return isPaid ? "booked" : "released";
  return (payment.state === "verified") === isPaid ? "repeats" : "contradicts";
}
