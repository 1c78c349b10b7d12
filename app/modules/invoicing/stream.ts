import { invariant } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { websterSplit } from "#app/kernel/webster.ts";

/**
 * Amounts that come in one after the other, exact whenever one stops to add up: each payment is what is due by now, less what
 * was paid before. However the whole is cut into payments, every prefix and the end are the same to the rupiah.
 */

/**
 * What a rate takes this time: of everything so far, less what it took before. The amounts are rupiah for a part of the value,
 * and base units for a rate per kilogram. `rateOf` must not fall as its argument grows.
 */
export function takenNow(
  before: { readonly amount: bigint; readonly takenRupiah: Rupiah },
  amount: bigint,
  rateOf: (amount: bigint) => Rupiah,
): Rupiah {
  const due = rateOf(before.amount + amount) - before.takenRupiah;
  // A rate that was corrected downwards may have taken more already than it now asks for; nothing is given back here.
  return due < 0n ? 0n : due;
}

/** The next payment of a stream that is shared by fixed weights; `paid` is what earlier payments came to, part by part. */
export function nextPayment(
  paid: readonly Rupiah[],
  amountRupiah: Rupiah,
  weights: readonly bigint[],
): Rupiah[] {
  const before = paid.reduce((sum, part) => sum + part, 0n);
  const due = websterSplit(before + amountRupiah, weights);
  return due.map((part, at) => {
    const payment = part - (paid[at] ?? 0n);
    invariant(payment >= 0n, "a larger total gives nobody less");
    return payment;
  });
}
