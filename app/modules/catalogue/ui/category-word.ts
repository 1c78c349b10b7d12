import { m } from "#app/i18n/paraglide/messages.js";
import type { CommodityCategory } from "../commodity.ts";

/** A category of goods in words; an unknown one is shown as it is. */
export function categoryWord(category: string): string {
  const words: Record<CommodityCategory, () => string> = {
    staple: m.catalogue_category_staple,
    protein: m.catalogue_category_protein,
    vegetable: m.catalogue_category_vegetable,
    spice: m.catalogue_category_spice,
    fruit: m.catalogue_category_fruit,
    oil: m.catalogue_category_oil,
    dairy: m.catalogue_category_dairy,
    seasoning: m.catalogue_category_seasoning,
  };
  return words[category as CommodityCategory]?.() ?? category;
}
