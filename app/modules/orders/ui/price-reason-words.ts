import { m } from "#app/i18n/paraglide/messages.js";
import type { PriceReason } from "../price-evidence.ts";

/** Why goods cost more than the market pays, in words. */
export const priceReasonWords: Readonly<Record<PriceReason, () => string>> = {
  scarce: m.orders_price_reason_scarce,
  weather: m.orders_price_reason_weather,
  feast: m.orders_price_reason_feast,
  quality: m.orders_price_reason_quality,
  delivery: m.orders_price_reason_delivery,
  only_offer: m.orders_price_reason_only_offer,
  survey_lags: m.orders_price_reason_survey_lags,
  other: m.orders_price_reason_other,
};
