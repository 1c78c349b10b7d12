import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";

/**
 * A kitchen's store is a book. What lies there came in as *parcels*, each of one lot and one delivery, so that whoever ate of
 * a lot can be found again; every movement is an entry, written once, and a wrong one is answered by another. What a parcel
 * holds is the sum of its entries and never less than nothing.
 */
export const stockKinds = ["received", "used", "returned", "spoiled", "counted", "corrected"] as const;
export type StockKind = (typeof stockKinds)[number];

/** Why the book was changed by hand. */
export const stockReasons = [
  "opening",
  "miscounted",
  "unrecorded",
  "spilled",
  "expired",
  "rotten",
  "pests",
  "damaged",
  "mistake",
] as const;
export type StockReason = (typeof stockReasons)[number];

export const countReasons = [
  "opening",
  "miscounted",
  "unrecorded",
  "spilled",
] as const satisfies readonly StockReason[];
export const spoilReasons = [
  "expired",
  "rotten",
  "pests",
  "damaged",
] as const satisfies readonly StockReason[];

export type Parcel = {
  readonly id: string;
  readonly cameOn: BusinessDay;
  /** The last day on which it may be eaten; null where nobody has said. */
  readonly expiresOn: BusinessDay | null;
  readonly balanceBase: bigint;
};

/** More or less of one parcel. */
export type ParcelShare = { readonly parcelId: string; readonly base: bigint };

/** Whatever expires first is eaten first; of equals, what came first. */
export function byExpiry(a: Parcel, b: Parcel): number {
  const [one, other] = [a, b].map(
    (parcel) => `${parcel.expiresOn ?? "9999-12-31"}/${parcel.cameOn}/${parcel.id}`,
  ) as [string, string];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Whether it may still be eaten on a day. */
export function isGoodOn(parcel: Pick<Parcel, "expiresOn">, day: BusinessDay): boolean {
  return parcel.expiresOn === null || parcel.expiresOn >= day;
}

/**
 * Whether a meal of a day can have been made of it: still good, and in the store by then, or a recall would lead to children who ate
 * before it came. What was found by counting has no lot, and nobody knows since when it lies there.
 */
export function mayFeed(
  parcel: Pick<Parcel, "cameOn" | "expiresOn"> & { readonly lotId: string | null },
  day: BusinessDay,
): boolean {
  return isGoodOn(parcel, day) && (parcel.lotId === null || parcel.cameOn <= day);
}

export function sumOfParcels(parcels: readonly Pick<Parcel, "balanceBase">[]): bigint {
  return parcels.reduce((sum, { balanceBase }) => sum + balanceBase, 0n);
}

/** Takes so much out of the store, what expires first before the rest. What the store lacks is `missingBase`. */
export function takeByExpiry(
  parcels: readonly Parcel[],
  base: bigint,
): { readonly shares: ParcelShare[]; readonly missingBase: bigint } {
  invariant(base >= 0n, "nobody takes less than nothing");
  let missingBase = base;
  const shares: ParcelShare[] = [];
  for (const parcel of [...parcels].sort(byExpiry)) {
    const taken = parcel.balanceBase < missingBase ? parcel.balanceBase : missingBase;
    if (taken <= 0n) continue;
    shares.push({ parcelId: parcel.id, base: -taken });
    missingBase -= taken;
  }
  return { shares, missingBase };
}

/**
 * Brings so much of a day's meal back to where it came from, what keeps longest first. `used` is what each parcel gave to
 * that meal, net of what came back already; more than that cannot come back.
 */
export function giveBack(used: readonly Parcel[], base: bigint): ParcelShare[] {
  invariant(base >= 0n && base <= sumOfParcels(used), "no more comes back than was taken");
  let left = base;
  const shares: ParcelShare[] = [];
  for (const parcel of [...used].sort(byExpiry).reverse()) {
    const back = parcel.balanceBase < left ? parcel.balanceBase : left;
    if (back <= 0n) continue;
    shares.push({ parcelId: parcel.id, base: back });
    left -= back;
  }
  return shares;
}

/** So much of some goods for the meal of a day. */
export type MealNeed = { readonly day: BusinessDay; readonly base: bigint };

/**
 * What of the store each need can count on, in the order given (the first cooked first): a parcel serves a need while it may
 * still be eaten on its day, and serves only once. The shares never add up to more than lies there.
 */
export function stockForNeeds(parcels: readonly Parcel[], needs: readonly MealNeed[]): bigint[] {
  const left = new Map(parcels.map((parcel) => [parcel.id, parcel.balanceBase]));
  return needs.map(({ day, base }) => {
    const good = parcels
      .filter((parcel) => isGoodOn(parcel, day))
      .map((parcel) => ({ ...parcel, balanceBase: left.get(parcel.id) ?? 0n }));
    const { shares, missingBase } = takeByExpiry(good, base < 0n ? 0n : base);
    for (const share of shares) left.set(share.parcelId, (left.get(share.parcelId) ?? 0n) + share.base);
    return (base < 0n ? 0n : base) - missingBase;
  });
}

export type Freshness = "expired" | "soon" | "good";
const SOON_DAYS = 2;

/** Whether something should be eaten now: it is past its day, or will be within two days. */
export function freshnessOf(expiresOn: BusinessDay | null, today: BusinessDay): Freshness {
  if (expiresOn === null) return "good";
  if (expiresOn < today) return "expired";
  return expiresOn <= addDays(today, SOON_DAYS) ? "soon" : "good";
}

/** Whether an entry can be answered by its opposite: a count or a loss that changed something. */
export function mayBeTakenBack(entry: { readonly kind: StockKind; readonly quantityBase: bigint }): boolean {
  return (entry.kind === "counted" || entry.kind === "spoiled") && entry.quantityBase !== 0n;
}
