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
  const sums = new Map<string, { readonly share: Share; base: bigint }>();
  for (const share of shares) {
    const key = keyOf(share);
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { share, base: share.quantityBase });
    else sum.base += share.quantityBase;
  }
  return [...sums.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { share, base }]) => ({ ...share, quantityBase: base }));
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
