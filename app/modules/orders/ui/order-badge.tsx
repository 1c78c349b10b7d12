import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import type { Tone } from "#app/ui/tone.ts";
import type { OrderState } from "../order-lifecycle.ts";

const TONES: Record<OrderState, Tone> = {
  draft: "neutral",
  submitted: "rice",
  approved: "leaf",
  closed: "neutral",
  cancelled: "brick",
  expired: "brick",
};

export function orderStateWord(state: OrderState): string {
  const words: Record<OrderState, string> = {
    draft: m.orders_state_draft(),
    submitted: m.orders_state_submitted(),
    approved: m.orders_state_approved(),
    closed: m.orders_state_closed(),
    cancelled: m.orders_state_cancelled(),
    expired: m.orders_state_expired(),
  };
  return words[state];
}

export function OrderBadge({ state }: { readonly state: OrderState }) {
  return <Badge tone={TONES[state]}>{orderStateWord(state)}</Badge>;
}
