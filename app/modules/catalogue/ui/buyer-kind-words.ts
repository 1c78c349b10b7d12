import { m } from "#app/i18n/paraglide/messages.js";
import type { BuyerKind } from "../kind-prices.ts";

/** Whom a price of their own is for. */
export const buyerKindWords: Readonly<Record<BuyerKind, () => string>> = {
  kitchen: m.catalogue_kind_kitchen,
  koperasi: m.catalogue_kind_koperasi,
  bumd: m.catalogue_kind_bumd,
  trade_center: m.catalogue_kind_trade_center,
};
