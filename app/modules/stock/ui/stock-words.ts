import { m } from "#app/i18n/paraglide/messages.js";
import type { Freshness, StockKind, StockReason } from "../stock.ts";

const kinds: Readonly<Record<StockKind, () => string>> = {
  received: m.stock_kind_received,
  used: m.stock_kind_used,
  returned: m.stock_kind_returned,
  spoiled: m.stock_kind_spoiled,
  counted: m.stock_kind_counted,
  corrected: m.stock_kind_corrected,
};
const reasons: Readonly<Record<StockReason, () => string>> = {
  opening: m.stock_reason_opening,
  miscounted: m.stock_reason_miscounted,
  unrecorded: m.stock_reason_unrecorded,
  spilled: m.stock_reason_spilled,
  expired: m.stock_reason_expired,
  rotten: m.stock_reason_rotten,
  pests: m.stock_reason_pests,
  damaged: m.stock_reason_damaged,
  mistake: m.stock_reason_mistake,
};
const freshness: Readonly<
  Record<Freshness, { readonly word: () => string; readonly tone: "brick" | "rice" | "leaf" }>
> = {
  expired: { word: m.stock_fresh_expired, tone: "brick" },
  soon: { word: m.stock_fresh_soon, tone: "rice" },
  good: { word: m.stock_fresh_good, tone: "leaf" },
};

export const kindWord = (kind: StockKind) => kinds[kind]();
export const stockReasonWord = (reason: StockReason) => reasons[reason]();
export const freshnessLook = (of: Freshness) => ({ label: freshness[of].word(), tone: freshness[of].tone });
