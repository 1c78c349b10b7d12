import type { OrganisationKind } from "#app/kernel/call.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import type { TieredPrice } from "./price-tiers.ts";

/** Kinds of organisations that buy and that a seller may have a price of their own for, in the order of its form. */
export const buyerKinds = [
  "kitchen",
  "koperasi",
  "bumd",
  "trade_center",
] as const satisfies readonly OrganisationKind[];
export type BuyerKind = (typeof buyerKinds)[number];

/** Per trading unit of the listing, before tax; a kind that is not named pays the listing's own price. */
export type KindPrices = Readonly<Partial<Record<BuyerKind, Rupiah>>>;

export function isSameKindPrices(one: KindPrices, other: KindPrices): boolean {
  return buyerKinds.every((kind) => one[kind] === other[kind]);
}

type ListedPrice = TieredPrice & { readonly kindPrices: KindPrices };

function priceOfKind(kindPrices: KindPrices, kind: OrganisationKind | null): Rupiah | undefined {
  const found = buyerKinds.find((each) => each === kind);
  return found && kindPrices[found];
}

/**
 * What a buyer of this kind pays for a listing: the price of its kind, else the listing's own, and those prices by quantity
 * that are cheaper than that. This alone says which price is whose: markets, offers and the screens of buyers all ask here
 * (and `priceForKind` where a query has to sort by it). Null is a buyer of no kind that is known: the listing's own price.
 */
export function priceListFor(
  { priceRupiah, tiers, kindPrices }: ListedPrice,
  kind: OrganisationKind | null,
): TieredPrice {
  const own = priceOfKind(kindPrices, kind) ?? priceRupiah;
  return { priceRupiah: own, tiers: tiers.filter((tier) => tier.priceRupiah < own) };
}

/** The dearest price that anybody may be asked for one unit: what a legal ceiling is held against. */
export function dearestPrice({ priceRupiah, kindPrices }: Omit<ListedPrice, "tiers">): Rupiah {
  return Object.values(kindPrices).reduce((most, each) => (each > most ? each : most), priceRupiah);
}
