import { invariant } from "#app/kernel/errors.ts";
import { basisPointsOf, type Rupiah, sumOf } from "#app/kernel/money.ts";

/**
 * An advance (DP) is asked for when a call-off is opened, as a part of what it will be worth. What the buyer paid of it is
 * its money until goods are accepted: then it is taken off their invoice, and what is left of it off the next one of the
 * same contract. It is never taken off twice.
 */
export const invoiceKinds = ["delivery", "advance", "lateFee"] as const;

/** What a contract asks in advance for packs of this price, rounded half up once. */
export function advanceDue(worthRupiah: Rupiah, basisPoints: number): Rupiah {
  return basisPointsOf(worthRupiah, basisPoints);
}

/** What is left of an advance that was paid, at least in part. */
export type PaidAdvance = {
  readonly advanceId: string;
  readonly leftRupiah: Rupiah;
};

export type AdvanceUse = { readonly advanceId: string; readonly amountRupiah: Rupiah };

/**
 * What an invoice over `totalRupiah` takes off, out of which advances: in the order given, each as far as it goes. The uses
 * add up to the total or to all that is left, whichever is less.
 */
export function takeOff(totalRupiah: Rupiah, advances: readonly PaidAdvance[]): AdvanceUse[] {
  const uses: AdvanceUse[] = [];
  let open = totalRupiah;
  for (const { advanceId, leftRupiah } of advances) {
    invariant(leftRupiah >= 0n, "an advance is not used beyond what was paid");
    const amountRupiah = leftRupiah < open ? leftRupiah : open;
    if (amountRupiah > 0n) uses.push({ advanceId, amountRupiah });
    open -= amountRupiah;
  }
  invariant(sumOf(uses.map((use) => use.amountRupiah)) + open === totalRupiah, "nothing is taken off twice");
  return uses;
}
