import { sumOf } from "#app/kernel/money.ts";

/**
 * How much a buyer leans on few sellers: the Herfindahl–Hirschman index of its spending, 0 (nobody, or everybody alike
 * among very many) to 10.000 (all from one). Shares that are equal among n sellers give 10.000 / n. Above 2.500 a market is
 * called highly concentrated (U.S. Horizontal Merger Guidelines 2010, §5.3).
 */
export function concentrationOf(spent: readonly bigint[]): number {
  const total = sumOf(spent);
  if (total <= 0n) return 0;
  return Number((sumOf(spent.map((one) => one * one)) * 10_000n) / (total * total));
}

/**
 * Of the sellers of a period those who supply it: they took something on and did not lose all of it. Whoever let the buyer down
 * altogether is judged, and makes a kitchen no more diverse.
 */
export function supplying<Seller extends { readonly promisedRupiah: bigint }>(
  sellers: readonly Seller[],
): Seller[] {
  return sellers.filter((seller) => seller.promisedRupiah > 0n);
}

/** What a seller who delivers nothing yet asks for goods that the buyer buys anyway. */
export type Candidate = {
  readonly sellerId: string;
  /** Commodity and grade. */
  readonly goods: string;
  /** Milli-rupiah per base unit, delivered. */
  readonly priceMilli: bigint;
  /** The least that is sold at once, in base units. */
  readonly leastBase: bigint;
};

export type Addition<Offer extends Candidate> = {
  readonly offer: Offer;
  /** What the least amount of it costs more than at the price paid so far; below zero where it is cheaper. */
  readonly extraRupiah: bigint;
};

/** Milli-rupiah rounded to rupiah, half away from zero. */
function rupiahOf(milli: bigint): bigint {
  const half = milli < 0n ? -500n : 500n;
  return (milli + half) / 1_000n;
}

/**
 * The `count` new sellers who cost least to add, each by the goods of theirs that cost least, the cheapest first. No choice
 * of as many other sellers costs less: what one adds does not depend on the others. Goods that the buyer has not bought in
 * the period are no part of the choice, nor are sellers in `known`. `paidMilli` is the price paid so far, by goods.
 */
export function cheapestAdditions<Offer extends Candidate>(
  offers: readonly Offer[],
  paidMilli: ReadonlyMap<string, bigint>,
  known: ReadonlySet<string>,
  count: number,
): Addition<Offer>[] {
  const best = new Map<string, Addition<Offer>>();
  for (const offer of offers) {
    const paid = paidMilli.get(offer.goods);
    if (paid === undefined || known.has(offer.sellerId)) continue;
    const addition = { offer, extraRupiah: rupiahOf((offer.priceMilli - paid) * offer.leastBase) };
    const other = best.get(offer.sellerId);
    if (!other || isBefore(addition, other)) best.set(offer.sellerId, addition);
  }
  return [...best.values()]
    .sort((one, other) => (isBefore(one, other) ? -1 : 1))
    .slice(0, Math.max(0, count));
}

function isBefore(one: Addition<Candidate>, other: Addition<Candidate>): boolean {
  if (one.extraRupiah !== other.extraRupiah) return one.extraRupiah < other.extraRupiah;
  if (one.offer.sellerId !== other.offer.sellerId) return one.offer.sellerId < other.offer.sellerId;
  return one.offer.goods < other.offer.goods;
}
