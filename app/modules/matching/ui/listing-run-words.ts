import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import type { ToldListing } from "../told-listing.ts";
import { amountOf, pricePer } from "./price-words.ts";

/** What a listing sold in a run: "Terjual 140 kg dari 200 kg." */
export function soldWords({ soldBase, offeredBase }: ToldListing, baseUnit: BaseUnit): string {
  return m.matching_sale_sold({
    sold: amountOf(soldBase, baseUnit),
    offered: amountOf(offeredBase, baseUnit),
  });
}

/** Why it sold that much and what would have sold all of it, a sentence each. */
export function standingWords(listing: ToldListing, baseUnit: BaseUnit): string[] {
  const { warehouseBase } = listing;
  return [
    ...(warehouseBase === null
      ? []
      : [m.matching_sale_warehouse({ amount: amountOf(warehouseBase, baseUnit) })]),
    ...marketWords(listing, baseUnit),
  ];
}

function marketWords(listing: ToldListing, baseUnit: BaseUnit): string[] {
  const { standing, missedByMilli, sellOutMilli, clearingMilli } = listing;
  const price = (milli: bigint) => pricePer(milli, baseUnit);
  switch (standing) {
    case "scarce":
      return [m.matching_sale_scarce()];
    case "soldOut":
      return [m.matching_sale_sold_out({ value: price(clearingMilli ?? 0n) })];
    case "outOfReach":
      return [m.matching_sale_out_of_reach()];
    case "partly":
    case "tooDear":
      return [
        ...(missedByMilli === null
          ? []
          : [
              missedByMilli === 0n
                ? m.matching_sale_missed_tie()
                : m.matching_sale_missed({ by: price(missedByMilli) }),
            ]),
        sellOutMilli === null
          ? m.matching_sale_never_all()
          : m.matching_sale_all_at({ price: price(sellOutMilli) }),
      ];
  }
}
