import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import type { TripState } from "../shipment-lifecycle.ts";

/** Where a trip stands. */
export function TripBadge({ state }: { readonly state: TripState }) {
  switch (state) {
    case "planned":
      return <Badge icon="clock">{m.shipments_trip_state_planned()}</Badge>;
    case "departed":
      return <Badge tone="rice">{m.shipments_trip_state_departed()}</Badge>;
    case "delivered":
      return <Badge tone="leaf">{m.shipments_trip_state_delivered()}</Badge>;
    case "cancelled":
      return <Badge tone="brick">{m.shipments_trip_state_cancelled()}</Badge>;
  }
}
