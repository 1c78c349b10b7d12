import { decimalOf, rupiah, weight } from "#app/i18n/format.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { contentUnit } from "../../catalogue/ui/base-words.ts";

/** Milli-rupiah per base unit as people compare prices: "Rp 27.200/kg", "Rp 1.700/butir". Cut to whole rupiah. */
export function pricePer(milli: bigint, baseUnit: BaseUnit): string {
  const { word, base } = contentUnit(baseUnit);
  return `${rupiah((milli * base) / 1000n)}/${word}`;
}

/** An amount of goods by weight, volume or number, whatever it is packed in: "12,4 ton", "300 liter". */
export function amountOf(base: bigint, baseUnit: BaseUnit): string {
  if (baseUnit === "g") return weight(base);
  const { word, base: per } = contentUnit(baseUnit);
  return `${decimalOf(base, per)} ${word}`;
}
