import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";

export type PriceStandingProps = {
  readonly priceRupiah: bigint;
  readonly ceiling: { readonly rupiah: bigint } | null;
  readonly market: { readonly rupiah: bigint } | null;
  readonly unit: string;
};

/** A price against the legal ceiling; where there is none, against what the market paid last. */
export function PriceStanding({ priceRupiah, ceiling, market, unit }: PriceStandingProps) {
  if (ceiling !== null) {
    const above = priceRupiah - ceiling.rupiah;
    if (above > 0n) return <Badge tone="brick">{m.catalogue_price_above({ amount: rupiah(above) })}</Badge>;
    return (
      <Badge tone="leaf">{m.catalogue_price_within({ amount: `${rupiah(ceiling.rupiah)}/${unit}` })}</Badge>
    );
  }
  if (market === null) return null;
  return (
    <Badge tone={priceRupiah > market.rupiah ? "rice" : "leaf"} icon="chart">
      {m.catalogue_price_market({ amount: `${rupiah(market.rupiah)}/${unit}` })}
    </Badge>
  );
}
