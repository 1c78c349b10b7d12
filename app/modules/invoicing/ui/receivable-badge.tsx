import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import type { AssignmentState } from "../receivable.ts";

export type ReceivableBadgeProps = {
  /** The state of its latest assignment; null where nobody ever proposed one. */
  readonly state: AssignmentState | null;
  readonly isWithdrawn: boolean;
  /** Nothing of the invoice is open any more. */
  readonly isSettled: boolean;
  /** Whether the reader's organisation is who it waits for. */
  readonly isOurTurn: boolean;
};

/** Where a verified receivable stands, and for whom it waits. */
export function ReceivableBadge({ state, isWithdrawn, isSettled, isOurTurn }: ReceivableBadgeProps) {
  if (isWithdrawn) return <Badge icon="x">{m.invoicing_receivable_state_void()}</Badge>;
  if (isSettled) return <Badge tone="leaf">{m.invoicing_receivable_state_settled()}</Badge>;
  if (isOurTurn) return <Waiting>{m.invoicing_receivable_state_ours()}</Waiting>;
  switch (state) {
    case null:
      return <Badge>{m.invoicing_receivable_state_none()}</Badge>;
    case "proposed":
      return <Waiting>{m.invoicing_receivable_state_proposed()}</Waiting>;
    case "offered":
      return <Waiting>{m.invoicing_receivable_state_offered()}</Waiting>;
    case "notified":
      return <Waiting>{m.invoicing_receivable_state_notified()}</Waiting>;
    case "effective":
      return (
        <Badge tone="leaf" icon="check">
          {m.invoicing_receivable_state_effective()}
        </Badge>
      );
    case "refused":
      return <Badge tone="brick">{m.invoicing_receivable_state_refused()}</Badge>;
    case "withdrawn":
      return <Badge icon="undo">{m.invoicing_receivable_state_withdrawn()}</Badge>;
    case "released":
      return <Badge icon="undo">{m.invoicing_receivable_state_released()}</Badge>;
  }
}

function Waiting({ children }: { readonly children: string }) {
  return (
    <Badge tone="rice" icon="clock">
      {children}
    </Badge>
  );
}
