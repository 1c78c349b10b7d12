/**
 * How a seller did for one buyer, counted from receipts and never from opinions: on time, accepted, true in weight. A delivery
 * that the buyer let go because it never left counts as one that was not on time, and weighs nothing. The same counts that the
 * buyer sees of its suppliers. Pure.
 */
export type DeliveryFact = {
  readonly shipmentId: string;
  readonly buyerId: string;
  readonly buyerName: string;
  /** Number of the BAST; null for what was let go. */
  readonly receiptNumber: string | null;
  /** When it was received, or let go. */
  readonly endedAt: Date;
  readonly isOnTime: boolean;
  readonly deliveredRupiah: bigint;
  readonly acceptedRupiah: bigint;
  readonly weighed: number;
  readonly trueWeight: number;
};

export type Rating = {
  readonly buyerId: string;
  readonly buyerName: string;
  readonly deliveries: number;
  readonly onTime: number;
  readonly deliveredRupiah: bigint;
  readonly acceptedRupiah: bigint;
  readonly weighed: number;
  readonly trueWeight: number;
};

/** The facts of each buyer added up, in the order in which the buyers first come. */
export function ratingsFrom(facts: readonly DeliveryFact[]): Rating[] {
  const ratings = new Map<string, Rating>();
  for (const fact of facts) {
    const so = ratings.get(fact.buyerId);
    ratings.set(fact.buyerId, {
      buyerId: fact.buyerId,
      buyerName: fact.buyerName,
      deliveries: (so?.deliveries ?? 0) + 1,
      onTime: (so?.onTime ?? 0) + (fact.isOnTime ? 1 : 0),
      deliveredRupiah: (so?.deliveredRupiah ?? 0n) + fact.deliveredRupiah,
      acceptedRupiah: (so?.acceptedRupiah ?? 0n) + fact.acceptedRupiah,
      weighed: (so?.weighed ?? 0) + fact.weighed,
      trueWeight: (so?.trueWeight ?? 0) + fact.trueWeight,
    });
  }
  return [...ratings.values()];
}
