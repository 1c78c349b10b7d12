import { type Refusal, RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";

/**
 * Whoever takes more of a listing for one order line pays less a unit: the listing's own price, and cheaper ones from
 * some quantities on. From the smallest quantity up, each tier begins at more and costs less than the one before it.
 *
 * What counts is what one seller delivers of one listing to one line, not what the line asks for. Once it is offered,
 * the price stands: whatever of it is accepted, delivered or fallen through later, nobody pays more a unit for it.
 */
export type PriceTier = {
  /** In base units; above zero. */
  readonly fromBase: bigint;
  /** Per trading unit, before tax. */
  readonly priceRupiah: Rupiah;
};

/** More steps than this nobody reads. */
export const PRICE_TIERS_MAX = 5;

export type TieredPrice = { readonly priceRupiah: Rupiah; readonly tiers: readonly PriceTier[] };

/** The price per trading unit for so much of a listing, in base units. */
export function priceAtQuantity({ priceRupiah, tiers }: TieredPrice, quantityBase: bigint): Rupiah {
  let price = priceRupiah;
  for (const tier of tiers) if (quantityBase >= tier.fromBase) price = tier.priceRupiah;
  return price;
}

/** Why these cannot be the prices of a listing that can send so much in a day, or null when they can. */
export function tiersRefusal(
  { priceRupiah, tiers }: TieredPrice,
  { capacityBasePerDay }: { readonly capacityBasePerDay: bigint },
): Refusal | null {
  let before = { fromBase: 0n, priceRupiah };
  for (const [at, tier] of tiers.entries()) {
    if (tier.fromBase <= before.fromBase)
      return new RuleBroken("catalogue.tiersOutOfOrder", { field: `tiers[${at}].fromBase` });
    if (tier.priceRupiah >= before.priceRupiah)
      return new RuleBroken("catalogue.tierNotCheaper", { field: `tiers[${at}].priceRupiah` });
    if (tier.fromBase > capacityBasePerDay)
      return new RuleBroken("catalogue.tierAboveCapacity", { field: `tiers[${at}].fromBase` });
    before = tier;
  }
  return null;
}
