import { priceListFor } from "../catalogue/kind-prices.ts";
import { priceAtQuantity, type TieredPrice } from "../catalogue/price-tiers.ts";
import type { LineOutcome } from "./cell-answer.ts";
import type { ExclusionCounts } from "./market.ts";
import type { LineReason, LotFacts } from "./reason-page.ts";

/** A seller and its delivered price in milli-rupiah per base unit: for grams, rupiah per kilogram. */
export type ToldSeller = { readonly seller: string; readonly priceMilli: bigint };

/**
 * Why a line got what it got, as its buyer may know it: sellers by name, since their prices are on the market for
 * everyone who buys, and only those for buyers like it; other buyers not at all, neither by name nor by the id of what they asked for.
 */
export type ToldLine = {
  readonly outcome: LineOutcome;
  readonly candidates: number;
  readonly askedBase: bigint;
  readonly missingBase: bigint;
  readonly bought: readonly (ToldSeller & { readonly quantityBase: bigint })[];
  /** `over` is how much dearer a unit from there would be for all buyers together; null when somebody would go without. */
  readonly next: readonly (ToldSeller & { readonly overMilli: bigint | null })[];
  readonly taken: readonly (ToldSeller & { readonly byOwn: boolean; readonly byOthers: boolean })[];
  readonly excluded: Partial<ExclusionCounts>;
  /** The shortage of its run that the line is part of, by position. */
  readonly zone: number | null;
};

/** A kept reason with the lots that its page names. */
type KeptLineReason = { readonly because: LineReason; readonly lots: Readonly<Record<string, LotFacts>> };

/** What names have to be looked up before a reason can be told. */
export function namedIn({ because, lots }: KeptLineReason): {
  readonly sellerIds: readonly string[];
  readonly lineIds: readonly string[];
} {
  const { parts, alternatives, cheaperButTaken } = because;
  return {
    sellerIds: [...parts, ...alternatives, ...cheaperButTaken].flatMap(
      ({ offer }) => lots[offer]?.sellerId ?? [],
    ),
    lineIds: cheaperButTaken.flatMap(({ takenBy }) => takenBy.map(({ line }) => line)),
  };
}

function pricesOf(
  { priceRupiah, tiers = [], kindPrices = {} }: LotFacts,
  kind: LineReason["buyerKind"],
): TieredPrice {
  const listed = {
    kindPrices: Object.fromEntries(Object.entries(kindPrices).map(([each, price]) => [each, BigInt(price)])),
    priceRupiah: BigInt(priceRupiah),
    tiers: tiers.map((tier) => ({
      fromBase: BigInt(tier.fromBase),
      priceRupiah: BigInt(tier.priceRupiah),
    })),
  };
  return priceListFor(listed, kind ?? null);
}

/** Tells a kept reason to the buyer whose lines `own` are. Offers whose seller is not among `sellers` are left out. */
export function tellLine(
  { because, lots }: KeptLineReason,
  sellers: ReadonlyMap<string, string>,
  own: ReadonlySet<string>,
): ToldLine {
  const sellerOf = (offer: string, base = BigInt(because.asked)): ToldSeller[] => {
    const facts = lots[offer];
    const seller = facts && sellers.get(facts.sellerId);
    if (facts === undefined || seller === undefined) return [];
    const price = priceAtQuantity(pricesOf(facts, because.buyerKind), base);
    return [{ seller, priceMilli: (price * 1000n) / BigInt(facts.basePerUnit) }];
  };
  return {
    outcome: because.outcome,
    candidates: because.candidates,
    askedBase: BigInt(because.asked),
    missingBase: BigInt(because.unfilled),
    bought: because.parts.flatMap(({ offer, quantity }) =>
      sellerOf(offer, BigInt(quantity)).map((told) => ({ ...told, quantityBase: BigInt(quantity) })),
    ),
    next: because.alternatives.flatMap(({ offer, delta }) =>
      sellerOf(offer).map((told) => ({ ...told, overMilli: delta.steps > 0 ? null : BigInt(delta.milli) })),
    ),
    taken: because.cheaperButTaken.flatMap(({ offer, takenBy }) =>
      sellerOf(offer).map((told) => ({
        ...told,
        byOwn: takenBy.some(({ line }) => own.has(line)),
        byOthers: takenBy.some(({ line }) => !own.has(line)),
      })),
    ),
    excluded: because.excluded,
    zone: because.zone,
  };
}
