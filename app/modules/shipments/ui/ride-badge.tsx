import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import type { RideState } from "../ride-lifecycle.ts";

export function RideBadge({ state }: { readonly state: RideState }) {
  switch (state) {
    case "asked":
      return (
        <Badge tone="rice" icon="clock">
          {m.shipments_ride_asked()}
        </Badge>
      );
    case "fixed":
      return (
        <Badge tone="leaf" icon="check">
          {m.shipments_ride_fixed()}
        </Badge>
      );
    case "settled":
      return <Badge tone="neutral">{m.shipments_ride_settled()}</Badge>;
    case "cancelled":
      return <Badge tone="brick">{m.shipments_ride_cancelled()}</Badge>;
  }
}
