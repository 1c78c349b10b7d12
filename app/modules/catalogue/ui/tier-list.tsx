import { quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Money } from "#app/ui/feedback/money.tsx";
import type { PriceTier } from "../price-tiers.ts";

export type TierListProps = {
  readonly tiers: readonly PriceTier[];
  readonly unit: string;
  readonly basePerUnit: bigint;
};

/** "From 100 kg Rp x/kg", one below the other; nothing where a listing has one price. */
export function TierList({ tiers, unit, basePerUnit }: TierListProps) {
  if (tiers.length === 0) return null;
  return (
    <span className="block text-sm text-ink-soft">
      {tiers.map((tier) => (
        <span key={tier.fromBase.toString()} className="tabular block">
          {m.catalogue_tiers_say({ quantity: quantity(tier.fromBase, unit, basePerUnit) })}{" "}
          <Money amount={tier.priceRupiah} per={unit} />
        </span>
      ))}
    </span>
  );
}
