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

/** What so much or more of some goods costs at one offer: rupiah for a unit of `basePerUnit`, as it is paid. */
export type PriceStep = {
  /** In base units; 0 where it holds from the first. */
  readonly fromBase: bigint;
  readonly paidRupiah: Rupiah;
  readonly basePerUnit: bigint;
};

/**
 * Of many offers of the same goods, what the least costs at any quantity: steps from the smallest quantity up, each strictly
 * cheaper than the one before it. Of equals the earlier offer stands.
 */
export function fallingSteps<Step extends PriceStep>(offered: readonly Step[]): Step[] {
  const isCheaper = (a: Step, b: Step) => a.paidRupiah * b.basePerUnit < b.paidRupiah * a.basePerUnit;
  const upwards = [...offered].sort((a, b) =>
    a.fromBase === b.fromBase
      ? Number(isCheaper(b, a)) - Number(isCheaper(a, b))
      : a.fromBase < b.fromBase
        ? -1
        : 1,
  );
  const steps: Step[] = [];
  for (const step of upwards) {
    const last = steps.at(-1);
    if (last === undefined || isCheaper(step, last)) steps.push(step);
  }
  return steps;
}

/** The step that so much reaches; null where there is none. */
export function stepAt<Step extends Pick<PriceStep, "fromBase">>(
  steps: readonly Step[],
  quantityBase: bigint,
): Step | null {
  return steps.findLast(({ fromBase }) => fromBase <= quantityBase) ?? null;
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
