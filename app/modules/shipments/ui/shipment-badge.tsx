import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import type { Tone } from "#app/ui/tone.ts";
import type { ShipmentState } from "../shipment-lifecycle.ts";

const TONES: Record<ShipmentState, Tone> = {
  planned: "neutral",
  dispatched: "rice",
  received: "leaf",
  cancelled: "brick",
};

export function ShipmentBadge({ state }: { readonly state: ShipmentState }) {
  const words: Record<ShipmentState, string> = {
    planned: m.shipments_state_planned(),
    dispatched: m.shipments_state_dispatched(),
    received: m.shipments_state_received(),
    cancelled: m.shipments_state_cancelled(),
  };
  return (
    <Badge tone={TONES[state]} {...(state === "dispatched" ? { icon: "truck" as const } : {})}>
      {words[state]}
    </Badge>
  );
}
