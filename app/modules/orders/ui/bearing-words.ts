import { m } from "#app/i18n/paraglide/messages.js";
import type { Bearing } from "../calendar-effects.ts";

/** Who bears it when an order, or a part of one, is not wanted any more; `percent` of promised goods by the region's rule. */
export function bearingWords(bearing: Bearing, percent: number): string {
  switch (bearing) {
    case "nobody":
      return m.orders_effects_bears_nobody();
    case "promised":
      return percent === 0
        ? m.orders_effects_bears_promised_free()
        : m.orders_effects_bears_promised({ percent });
    case "underway":
      return m.orders_effects_bears_underway();
  }
}
