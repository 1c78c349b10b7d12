import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { HiddenBecause } from "../why-hidden.ts";

/** What hides a listing, and what its seller can do about it. */
export function hiddenWords(because: HiddenBecause): string {
  switch (because.kind) {
    case "withdrawn":
      return m.catalogue_hidden_withdrawn();
    case "suspended":
      return m.catalogue_hidden_suspended();
    case "price_over":
      return m.catalogue_hidden_price({ day: date(because.day) });
    case "licence_over":
      return m.catalogue_hidden_licence({ day: date(because.day) });
    case "no_stock":
      return m.catalogue_hidden_stock();
  }
}
