import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import type { CallOffState, ContractState } from "../contract-lifecycle.ts";

/** Where a contract stands. */
export function ContractBadge({ state }: { readonly state: ContractState }) {
  switch (state) {
    case "draft":
      return (
        <Badge tone="rice" icon="edit">
          {m.contracts_state_draft()}
        </Badge>
      );
    case "active":
      return <Badge tone="leaf">{m.contracts_state_active()}</Badge>;
    case "ended":
      return <Badge icon="check">{m.contracts_state_ended()}</Badge>;
    case "terminated":
      return <Badge tone="brick">{m.contracts_state_terminated()}</Badge>;
  }
}

/** Where a call-off stands. */
export function CallOffBadge({ state }: { readonly state: CallOffState }) {
  switch (state) {
    case "open":
      return <Badge tone="rice">{m.contracts_calloff_state_open()}</Badge>;
    case "locked":
      return <Badge tone="leaf">{m.contracts_calloff_state_locked()}</Badge>;
    case "closed":
      return <Badge icon="check">{m.contracts_calloff_state_closed()}</Badge>;
    case "cancelled":
      return <Badge tone="brick">{m.contracts_calloff_state_cancelled()}</Badge>;
  }
}
