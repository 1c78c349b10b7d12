import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import type { InvoiceState } from "../invoice-lifecycle.ts";

export type InvoiceBadgeProps = { readonly state: InvoiceState; readonly isLate: boolean };

/** Where an invoice stands, for both of its parties. */
export function InvoiceBadge({ state, isLate }: InvoiceBadgeProps) {
  switch (state) {
    case "draft":
      return <Badge icon="edit">{m.invoicing_state_draft()}</Badge>;
    case "issued":
      return isLate ? (
        <Badge tone="brick">{m.invoicing_state_late()}</Badge>
      ) : (
        <Badge tone="rice">{m.invoicing_state_issued()}</Badge>
      );
    case "settled":
      return <Badge tone="leaf">{m.invoicing_state_settled()}</Badge>;
    case "credited":
      return <Badge icon="undo">{m.invoicing_state_credited()}</Badge>;
    case "discarded":
      return <Badge icon="x">{m.invoicing_state_discarded()}</Badge>;
  }
}
