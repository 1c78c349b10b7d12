import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import type { DisputeState } from "../dispute-lifecycle.ts";

/** Where a claim stands, and for whom it waits. */
export function DisputeBadge({ state }: { readonly state: DisputeState }) {
  switch (state) {
    case "open":
      return (
        <Badge tone="rice" icon="clock">
          {m.disputes_state_open()}
        </Badge>
      );
    case "hearing":
      return (
        <Badge tone="rice" icon="clock">
          {m.disputes_state_hearing()}
        </Badge>
      );
    case "answered":
      return (
        <Badge tone="rice" icon="clock">
          {m.disputes_state_answered()}
        </Badge>
      );
    case "granted":
      return <Badge tone="leaf">{m.disputes_state_granted()}</Badge>;
    case "settled":
      return (
        <Badge tone="leaf" icon="check">
          {m.disputes_state_settled()}
        </Badge>
      );
    case "refused":
      return <Badge tone="brick">{m.disputes_state_refused()}</Badge>;
    case "withdrawn":
      return <Badge tone="neutral">{m.disputes_state_withdrawn()}</Badge>;
  }
}
