import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";

/** The unit in which the contents of a pack are said, and how many base units one of it holds. */
export function contentUnit(baseUnit: BaseUnit): { readonly word: string; readonly base: bigint } {
  switch (baseUnit) {
    case "g":
      return { word: "kg", base: 1000n };
    case "ml":
      return { word: "liter", base: 1000n };
    case "piece":
      return { word: m.catalogue_base_piece(), base: 1n };
  }
}
