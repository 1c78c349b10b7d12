import type { BusinessDay } from "#app/kernel/calendar.ts";

/** A piece of one lot, promised for one day against the day's capacity of its listing. */
export type Reservation = {
  readonly lotId: string;
  readonly listingId: string;
  readonly day: BusinessDay;
  readonly quantityBase: bigint;
};

export type LotShare = { readonly lotId: string; readonly quantityBase: bigint };
export type DayShare = {
  readonly listingId: string;
  readonly day: BusinessDay;
  readonly quantityBase: bigint;
};

function addUp<Share extends { readonly quantityBase: bigint }>(
  shares: readonly Share[],
  keyOf: (share: Share) => string,
): Share[] {
  const sums = new Map<string, Share>();
  for (const share of shares) {
    const sum = sums.get(keyOf(share));
    sums.set(keyOf(share), { ...share, quantityBase: share.quantityBase + (sum?.quantityBase ?? 0n) });
  }
  return [...sums.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

/** What the reservations take of each lot, in the order in which lots are locked. */
export function lotSharesOf(reservations: readonly Reservation[]): LotShare[] {
  return addUp(
    reservations.map(({ lotId, quantityBase }) => ({ lotId, quantityBase })),
    (share) => share.lotId,
  );
}

/** What the reservations take of each listing's day, in the order in which days are locked. */
export function daySharesOf(reservations: readonly Reservation[]): DayShare[] {
  return addUp(
    reservations.map(({ listingId, day, quantityBase }) => ({ listingId, day, quantityBase })),
    (share) => `${share.listingId}/${share.day}`,
  );
}
